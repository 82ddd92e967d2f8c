// The words of the page itself. Its German stands in index.html; any language replaces it.

/** @typedef {(key: string, values?: Record<string, string | number>) => string} Translate */

/**
 * A translator over the catalogue of a session's atlas; `%name` in a text is filled from `values`.
 * @param {{atlas: Pick<import("./types/core.js").Atlas, "message">}} session
 * @returns {Translate}
 */
export function translator(session) {
  return (key, values = {}) =>
    session.atlas.message(key).replace(/%(\w+)/g, (whole, name) => String(values[name] ?? whole));
}

/** Attribute that names the message → attribute that gets it; "" is the element's text. */
const SLOTS = /** @type {const} */ ([
  ["data-t", ""],
  ["data-t-label", "aria-label"],
  ["data-t-placeholder", "placeholder"],
  ["data-t-alt", "alt"],
]);

/**
 * Writes every static text of the page anew.
 * @param {Translate} t
 * @param {string} language
 */
export function translatePage(t, language) {
  document.documentElement.lang = language;
  for (const [source, target] of SLOTS) {
    for (const element of document.querySelectorAll(`[${source}]`)) {
      const key = element.getAttribute(source) ?? "";
      const text = t(key);
      // Without a catalogue the German of the page stays.
      if (!text || text === key) continue;
      if (target) element.setAttribute(target, text);
      else element.textContent = text;
    }
  }
}
