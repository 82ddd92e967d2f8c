// The legend: how the areas spread over the classes, the classes as switches, the states in words.

import { byId, changeOf, el, setText, svg, syncList } from "../dom.js";
import { drawHistogram, emptyHistogram } from "./histogram.js";
import { statePattern } from "./patterns.js";

/** @typedef {import("../types/engine.js").Legend} Legend */
/** @typedef {import("../types/engine.js").LegendClass} LegendClass */
/** @typedef {import("../types/engine.js").LegendState} LegendState */

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function legendPart(session) {
  const box = byId("legend-histogram");
  const picture = emptyHistogram();
  box.replaceChildren(picture);
  const changed = changeOf();
  /** @type {Legend | null} */
  let legend = null;
  let width = 0;
  const redraw = () => {
    if (legend && width > 0) drawHistogram(picture, legend, width);
  };
  new ResizeObserver(() => {
    if (box.clientWidth === width) return;
    width = box.clientWidth;
    redraw();
  }).observe(box);

  return {
    waits: true,
    render(answer) {
      byId("legend").hidden = !answer.legend.title;
      if (!changed(answer.legend)) return;
      legend = answer.legend;
      setText(byId("legend-title"), legend.title);
      setText(byId("legend-unit"), legend.unit);
      setText(byId("legend-method"), [legend.method, legend.remark, legend.doubt].filter(Boolean).join(" "));
      syncList(byId("legend-classes"), legend.classes, (_item, index) => String(index),
        (_item, index) => classRow(() => session.act({ do: "highlight", class: index })), updateClass);
      byId("legend-classes").classList.toggle("some", legend.classes.some((item) => item.highlighted));
      syncList(byId("legend-states"), legend.states, (item) => item.state, stateRow, updateState);
      redraw();
    },
  };
}

/**
 * A class as a switch. Its name is the whole sentence; what is not seen of it is hidden from view.
 * @param {() => void} toggle
 */
function classRow(toggle) {
  const unseen = () => el("span", { class: "hidden" });
  const button = el("button", { type: "button", class: "class-row" },
    el("span", { class: "swatch", "aria-hidden": "true" }),
    unseen(), el("span", { class: "class-label" }), unseen(), el("span", { class: "count" }), unseen());
  button.addEventListener("click", toggle);
  return el("li", {}, button);
}

/**
 * @param {HTMLElement} row
 * @param {LegendClass} item
 */
function updateClass(row, item) {
  const button = /** @type {HTMLElement} */ (row.firstElementChild);
  const [swatch, ...pieces] = /** @type {HTMLElement[]} */ ([...button.children]);
  button.setAttribute("aria-pressed", String(item.highlighted));
  swatch?.style.setProperty("--swatch", item.color);
  const [before, rest] = cut(item.spoken, item.label);
  const [between, after] = cut(rest, item.count);
  const texts = [before, item.label, between, item.count, after];
  pieces.forEach((piece, index) => setText(piece, texts[index] ?? ""));
}

/**
 * What stands before and after the first place of `part` in `text`.
 * @param {string} text
 * @param {string} part
 * @returns {[string, string]}
 */
function cut(text, part) {
  const at = text.indexOf(part);
  return at < 0 ? [text, ""] : [text.slice(0, at), text.slice(at + part.length)];
}

/** @param {LegendState} item */
function stateRow(item) {
  const swatch = svg("svg", { class: "swatch", width: 18, height: 14, "aria-hidden": "true", focusable: "false" });
  const id = `legend-pattern-${item.state}`;
  swatch.append(svg("defs", {}, statePattern(item.state, id)), svg("rect", { width: 18, height: 14, fill: `url(#${id})` }));
  return el("details", { class: "state-row" },
    el("summary", {}, swatch, el("span", { class: "class-label" }), el("span", { class: "count" })),
    el("p", { class: "hint" }));
}

/**
 * @param {HTMLElement} row
 * @param {LegendState} item
 */
function updateState(row, item) {
  setText(/** @type {Element} */ (row.querySelector(".class-label")), item.label);
  setText(/** @type {Element} */ (row.querySelector(".count")), item.count);
  setText(/** @type {Element} */ (row.querySelector("p")), item.meaning);
}
