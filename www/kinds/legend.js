// What the legend says beyond classes: sizes of circles, shapes of areas, layers of facilities; and the
// facilities on the map as a list, for those who cannot point at them.

import { byId, changeOf, el, svg } from "../dom.js";

/** @typedef {import("../types/engine.js").KindAnswer} KindAnswer */

/** Corners of the forms for a radius of 1, as the engine has them. @type {Record<string, number[][]>} */
const CORNERS = {
  square: [[-0.89, -0.89], [0.89, -0.89], [0.89, 0.89], [-0.89, 0.89]],
  diamond: [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
  triangle: [[0, -1.45], [1.35, 0.9], [-1.35, 0.9]],
};
const FORM_PX = 6;
const LINE_PX = 14;

/**
 * Adds its places to the page.
 * @param {HTMLElement} body the body of the panel, after which the list stands
 * @returns {(kinds: KindAnswer) => void} to be called with every answer
 */
export function kindLegend(body) {
  const legend = el("div", { id: "kind-legend" });
  const nearby = el("div", { id: "kind-nearby" });
  byId("legend-histogram").before(legend);
  body.after(nearby);
  const changed = changeOf();
  return ({ symbols, sized_by, facilities, facilities_note, nearby: list }) => {
    if (!changed({ symbols, sized_by, facilities, facilities_note, list })) return;
    legend.replaceChildren(
      ...(symbols ? sizes(symbols) : []),
      ...hint(sized_by),
      ...facilities.map((layer) => el("p", { class: "hint" }, formOf(layer), ` ${layer.label}`)),
      ...hint(facilities_note));
    nearby.replaceChildren(...(list ? rows(list) : []));
  };
}

/** @param {string} text */
const hint = (text) => (text ? [el("p", { class: "hint" }, text)] : []);

/**
 * Circles within each other, standing on one line, each with its value beside its top.
 * @param {NonNullable<KindAnswer["symbols"]>} symbols
 */
function sizes({ title, sizes: list, negative, remark }) {
  const largest = list[0]?.radius_css ?? 0;
  const middle = largest + 1;
  const height = Math.max(2 * largest + 2, list.length * LINE_PX);
  const marks = list.flatMap(({ label, radius_css: radius }, at) => {
    const top = height - 1 - 2 * radius;
    // Labels keep a line apart, though small circles lie close.
    const y = Math.min(Math.max(top, LINE_PX / 2 + at * LINE_PX), height - (list.length - at - 0.5) * LINE_PX);
    const end = 2 * middle + 10;
    return [
      svg("circle", { cx: middle, cy: height - 1 - radius, r: radius, class: "size-circle" }),
      svg("path", { d: `M${middle} ${top}L${end - 4} ${y}`, class: "size-line" }),
      withText(svg("text", { x: end, y: y + 4, class: "size-label" }), label),
    ];
  });
  const picture = svg("svg", { width: 2 * middle + 180, height, class: "size-legend", role: "img", "aria-label": `${title}: ${list.map((it) => it.label).join(", ")}` }, ...marks);
  return [el("p", { class: "hint" }, title), picture, ...hint(negative), ...hint(remark)];
}

/**
 * @template {Element} T
 * @param {T} element
 * @param {string} text
 */
function withText(element, text) {
  element.textContent = text;
  return element;
}

/** @param {KindAnswer["facilities"][number]} layer */
function formOf({ form, color }) {
  const corners = CORNERS[form];
  const half = FORM_PX * 1.5;
  const shape = corners
    ? svg("polygon", { points: corners.map(([x = 0, y = 0]) => `${x * FORM_PX},${y * FORM_PX}`).join(" "), fill: color })
    : svg("circle", { r: FORM_PX, fill: color });
  return svg("svg", { width: 2 * half, height: 2 * half, viewBox: `${-half} ${-half} ${2 * half} ${2 * half}`, "aria-hidden": "true" }, shape);
}

/** @param {NonNullable<KindAnswer["nearby"]>} list */
function rows({ title, rows: names, more }) {
  const items = names.map((row) => el("li", {}, row.filter(Boolean).join(" · ")));
  return [el("h3", {}, title), el("ul", { class: "study-names" }, ...items), ...hint(more)];
}
