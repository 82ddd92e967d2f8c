// The groups inside an area: a table for each breakdown with a bar per group, and how far they are apart.

import { el } from "../../dom.js";
import { scrolls } from "../scrolls.js";
import { bar } from "./pictures.js";

/** @typedef {import("../../types/engine.js").Groups} Groups */
/** @typedef {import("../../types/engine.js").GroupSet} Set */
/** @typedef {import("../../session.js").Session} Session */

/**
 * @param {Session} session
 * @param {Groups} found
 */
export function groups(session, found) {
  return [el("p", {}, found.intro), el("div", { class: "compared-rows" }, ...found.sets.map((it) => set(session, it)))];
}

/**
 * @param {Session} session
 * @param {Set} found
 */
function set({ t }, found) {
  const [first = "", ...heads] = found.heads;
  return el("div", { class: "group-set" },
    scrolls(el("div", { class: "group-wide", role: "region", "aria-label": found.title },
      el("table", { class: "compared-table", "data-indicator": found.key },
        el("caption", {}, found.title),
        el("thead", {}, el("tr", {},
          el("th", { scope: "col" }, first),
          el("th", { scope: "col" }, el("span", { class: "hidden" }, t("kind.profile.ui.bar"))),
          ...heads.map((head) => el("th", { scope: "col", class: "number" }, head)))),
        el("tbody", {}, ...found.lines.map((line) => {
          const [name = "", ...cells] = line.cells;
          return el("tr", {},
            el("th", { scope: "row" }, name),
            el("td", { class: "compared-scale" }, line.bar === null ? "" : bar(line.bar)),
            ...cells.map((text) => el("td", { class: "number" }, text)));
        }))))),
    ...found.words.map((text) => el("p", { class: "group-words" }, text)));
}
