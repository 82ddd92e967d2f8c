// Making and updating elements. Text goes in as text, never as markup.

/**
 * The element with an id of index.html.
 * @template {Element} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`index.html has no element #${id}`);
  return /** @type {T} */ (/** @type {unknown} */ (found));
}

/**
 * Sets attributes; `false`, `null` and `undefined` remove one, `true` sets it empty.
 * @param {Element} element
 * @param {Record<string, string | number | boolean | null | undefined>} attributes
 */
export function attrs(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) element.removeAttribute(name);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
}

/**
 * A new HTML element; strings among the children become text.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[K]}
 */
export function el(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  attrs(made, attributes);
  made.append(...children);
  return made;
}

/**
 * A new SVG element.
 * @template {keyof SVGElementTagNameMap} K
 * @param {K} tag
 * @param {Record<string, string | number | boolean | null | undefined>} [attributes]
 * @param {...(Node | string)} children
 * @returns {SVGElementTagNameMap[K]}
 */
export function svg(tag, attributes = {}, ...children) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  attrs(made, attributes);
  made.append(...children);
  return made;
}

/**
 * Sets text only where it differs, so that nothing is announced or laid out twice.
 * @param {Element} element
 * @param {string} text
 */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/**
 * Keeps the children of `parent` in step with `items`, by key: focus and state of kept ones stay.
 * @template Item
 * @template {HTMLElement} Row
 * @param {Element} parent
 * @param {readonly Item[]} items
 * @param {(item: Item, index: number) => string} key
 * @param {(item: Item, index: number) => Row} make
 * @param {(row: Row, item: Item, index: number) => void} update
 */
export function syncList(parent, items, key, make, update) {
  /** @type {Map<string, Row>} */
  const old = new Map();
  for (const child of parent.children) {
    const row = /** @type {Row} */ (child);
    old.set(row.dataset["key"] ?? "", row);
  }
  let place = parent.firstElementChild;
  items.forEach((item, index) => {
    const name = key(item, index);
    let row = old.get(name);
    if (row) old.delete(name);
    else row = make(item, index);
    row.dataset["key"] = name;
    if (row === place) place = place.nextElementSibling;
    else parent.insertBefore(row, place);
    update(row, item, index);
  });
  for (const row of old.values()) row.remove();
}

/**
 * Tells whether a part of the answer differs from the one seen last, in this language.
 * @returns {(...slice: unknown[]) => boolean}
 */
export function changeOf() {
  let last = "";
  return (...slice) => {
    const now = document.documentElement.lang + JSON.stringify(slice);
    const differs = now !== last;
    last = now;
    return differs;
  };
}
