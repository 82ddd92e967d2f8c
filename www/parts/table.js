// The same figures as a table: sorted by the heads, each area to be chosen.

import { attrs, byId, changeOf, el, svg } from "../dom.js";
import { pagerPair } from "./pager.js";
import { statePattern } from "./patterns.js";

/** @typedef {import("../types/engine.js").Table} Table */
/** @typedef {import("../types/engine.js").TableRow} TableRow */
/** @typedef {import("../types/engine.js").SortColumn} SortColumn */

/** Value states with a number. */
const NUMBERS = new Set(["value", "zero", "rounded-to-zero"]);

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function tablePart(session) {
  const table = /** @type {HTMLTableElement} */ (byId("table"));
  const changed = changeOf();
  const pagers = pagerPair(session);
  table.addEventListener("click", (event) => {
    const button = event.target instanceof Element ? event.target.closest("button") : null;
    const column = button?.dataset["sort"];
    const area = button?.dataset["area"];
    if (column) session.act({ do: "sort", column: /** @type {SortColumn} */ (column) });
    else if (area) session.act({ do: "area", key: area });
  });
  return {
    waits: true,
    render(answer) {
      const content = answer.table;
      if (!content || !changed(content)) return;
      const noted = hasNotes(content);
      const focused = focusMark(table);
      attrs(table, { "aria-rowcount": content.pages > 1 ? content.total + 1 : null });
      table.replaceChildren(
        el("caption", {}, content.caption),
        head(content),
        el("tbody", {}, ...content.rows.map((row, index) =>
          tableRow(row, content, noted, content.pages > 1 ? content.first + index + 2 : null))),
        patterns(content.rows),
      );
      const again = focused ? table.querySelector(focused) : null;
      if (again instanceof HTMLElement) again.focus({ preventScroll: true });
      pagers(content);
    },
  };
}

/**
 * How to find the focused button again after the rows have been made anew.
 * @param {HTMLElement} table
 */
function focusMark(table) {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !table.contains(focused)) return "";
  const { sort, area } = focused.dataset;
  return sort ? `[data-sort="${CSS.escape(sort)}"]` : area ? `[data-area="${CSS.escape(area)}"]` : "";
}

/**
 * Whether any row has a note; a column without any is left out.
 * @param {Table} table
 */
const hasNotes = (table) => table.rows.some((row) => row.note !== "");

/** @param {Table} table */
function head(table) {
  const noted = hasNotes(table);
  const sorters = table.columns.map((column) => el("th", { scope: "col", "aria-sort": column.sorted, class: `col-${column.column}` },
    el("button", { type: "button", "data-sort": column.column }, column.label, el("span", { class: "sorter", "aria-hidden": "true" }))));
  const plain = [...(table.second_label ? [["second", table.second_label]] : []), ...(table.interval_label ? [["interval", table.interval_label]] : []), ["rank", table.rank_label], ["class", table.class_label], ...(noted ? [["note", table.note_label]] : [])]
    .map(([name, label]) => el("th", { scope: "col", class: `col-${name}` }, label ?? ""));
  return el("thead", {}, el("tr", { "aria-rowindex": table.pages > 1 ? 1 : null }, ...sorters, ...plain));
}

/**
 * @param {TableRow} row
 * @param {Table} table
 * @param {boolean} noted whether there is a column for notes
 * @param {number | null} place which row of the whole table it is, where only a page is shown
 */
function tableRow(row, table, noted, place) {
  const cells = table.columns.map(({ column }) => cell(row, column));
  const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
  swatch.style.setProperty("--swatch", row.color);
  return el("tr", { class: row.chosen ? "chosen" : null, "aria-current": row.chosen ? "true" : null, "aria-rowindex": place },
    ...cells,
    ...(table.second_label ? [el("td", { class: "col-second number" }, row.second)] : []),
    ...(table.interval_label ? [el("td", { class: "col-interval number" }, row.interval)] : []),
    el("td", { class: "col-rank number" }, row.rank),
    el("td", { class: "col-class number" }, ...(row.class || row.rank ? [swatch, row.class] : [])),
    ...(noted ? [el("td", { class: "col-note" }, row.note)] : []));
}

/**
 * @param {TableRow} row
 * @param {SortColumn} column
 */
function cell(row, column) {
  switch (column) {
    case "name":
      return el("th", { scope: "row", class: "col-name" }, el("button", { type: "button", "data-area": row.key }, row.name));
    case "value":
      return NUMBERS.has(row.state)
        ? el("td", { class: "col-value number" }, row.value)
        : el("td", { class: "col-value state" }, stateSwatch(row.state), row.value);
    default:
      return el("td", { class: `col-${column}` }, row[column]);
  }
}

/** @param {string} state */
function stateSwatch(state) {
  return svg("svg", { class: "swatch", width: 16, height: 12, "aria-hidden": "true", focusable: "false" },
    svg("rect", { width: 16, height: 12, fill: `url(#table-pattern-${state})` }));
}

/**
 * The patterns that the swatches of the rows refer to, once each.
 * @param {readonly TableRow[]} rows
 */
function patterns(rows) {
  const states = [...new Set(rows.map((row) => row.state))].filter((state) => !NUMBERS.has(state));
  const picture = svg("svg", { width: 0, height: 0, focusable: "false" },
    svg("defs", {}, ...states.map((state) => statePattern(state, `table-pattern-${state}`))));
  return el("tfoot", { class: "patterns", "aria-hidden": "true" }, el("tr", {}, el("td", {}, picture)));
}
