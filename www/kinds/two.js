// Two indicators: the legend as a table of switches, the hatch of uncertain areas, the scatter.

import { byId, changeOf, el, setText, svg } from "../dom.js";
import { scatter } from "./scatter.js";
import { styles } from "./styles.js";

/** @typedef {import("../types/engine.js").Answer} Answer */
/** @typedef {import("../types/engine.js").Matrix} Matrix */
/** @typedef {import("../types/engine.js").MatrixCell} MatrixCell */
/** @typedef {import("../types/engine.js").MatrixHead} MatrixHead */
/** @typedef {import("../types/engine.js").Certainty} Certainty */

/**
 * @param {import("../session.js").Session} session
 * @returns {(answer: Answer) => void} to be called with every answer
 */
export function two(session) {
  void styles("two");
  const box = el("div", { id: "kind-two", class: "kind-two", hidden: true });
  const row = certaintyRow();
  byId("legend-classes").after(box, row);
  const changed = changeOf();
  const drawn = scatter(session);
  return (answer) => {
    if (!answer.kinds) return;
    const { matrix, certainty } = answer.kinds;
    box.hidden = !matrix;
    byId("legend-histogram").hidden = Boolean(matrix);
    row.hidden = !certainty;
    if (certainty) fillCertainty(row, certainty);
    if (matrix && changed(matrix)) fill(box, matrix, (index) => session.act({ do: "highlight", class: index }));
    void drawn(answer);
  };
}

/**
 * Builds the table anew; the field that has the focus keeps it.
 * @param {HTMLElement} box
 * @param {Matrix} matrix
 * @param {(field: number) => void} toggle
 */
function fill(box, matrix, toggle) {
  const focused = document.activeElement?.id ?? "";
  const some = matrix.rows.some((row) => row.cells.some((cell) => cell.highlighted));
  const rows = matrix.rows.map((row) => el("tr", {}, head("row", row.head), ...row.cells.map((cell) => el("td", {}, field(cell, toggle)))));
  box.replaceChildren(
    el("table", { class: some ? "matrix some" : "matrix" },
      el("caption", { class: "hidden" }, `${matrix.caption}: ↑ ${matrix.up}; → ${matrix.across}`),
      el("tbody", {}, ...rows),
      el("tfoot", {}, el("tr", {}, el("th", { scope: "col" }, el("span", { class: "hidden" }, matrix.up)), ...matrix.columns.map((column) => head("col", column))))),
    bounds("↑", matrix.up, matrix.rows.map((row) => row.head).reverse()),
    bounds("→", matrix.across, matrix.columns),
    ...matrix.notes.map((note) => el("p", { class: "hint" }, note)),
  );
  if (focused.startsWith("kind-field-")) document.getElementById(focused)?.focus();
}

/**
 * @param {string} scope
 * @param {MatrixHead} of
 */
const head = (scope, of) => el("th", { scope }, of.name, el("span", { class: "hidden" }, ` ${of.label}`));

/**
 * A field as a switch; its name is the whole sentence.
 * @param {MatrixCell} cell
 * @param {(field: number) => void} toggle
 */
function field(cell, toggle) {
  const button = el("button", { type: "button", id: `kind-field-${cell.class}`, "aria-pressed": String(cell.highlighted), "aria-label": cell.spoken },
    el("span", { class: "matrix-count" }, cell.count));
  button.style.setProperty("--swatch", cell.color);
  button.addEventListener("click", () => toggle(cell.class));
  return button;
}

/**
 * The bounds of the classes along an axis.
 * @param {string} arrow
 * @param {string} axis
 * @param {readonly MatrixHead[]} classes lowest first
 */
function bounds(arrow, axis, classes) {
  return el("p", { class: "hint" }, el("span", { "aria-hidden": "true" }, `${arrow} `), el("strong", {}, axis), ": ",
    classes.map((it) => `${it.name} ${it.label}`).join("; "));
}

/** The hatch of uncertain areas. @param {string} id */
export function uncertainPattern(id) {
  return svg("pattern", { id, width: 6, height: 6, patternUnits: "userSpaceOnUse" },
    svg("rect", { width: 6, height: 6, fill: "#a9c4d9" }), svg("path", { d: "M0.5 0v6", stroke: "#27506e" }));
}

/** The entry of hatched areas, as those of the states are. */
function certaintyRow() {
  const id = "legend-pattern-uncertain";
  const swatch = svg("svg", { class: "swatch", width: 18, height: 14, "aria-hidden": "true", focusable: "false" },
    svg("defs", {}, uncertainPattern(id)),
    svg("rect", { width: 18, height: 14, fill: `url(#${id})` }));
  return el("details", { id: "kind-certainty-legend", class: "state-row", hidden: true },
    el("summary", {}, swatch, el("span", { class: "class-label" }), el("span", { class: "count" })), el("p", { class: "hint" }));
}

/**
 * @param {HTMLElement} row
 * @param {Certainty} certainty
 */
function fillCertainty(row, certainty) {
  setText(/** @type {Element} */ (row.querySelector(".class-label")), certainty.label);
  setText(/** @type {Element} */ (row.querySelector(".count")), certainty.count);
  setText(/** @type {Element} */ (row.querySelector("p")), certainty.meaning);
}
