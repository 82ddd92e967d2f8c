// Turning the pages of a long table: the same buttons above and below it.

import { byId, el, setText } from "../dom.js";

/** @typedef {import("../types/engine.js").Table} Table */

/**
 * Each button: its name, its text, its arrows, and the page it leads to; null where it leads
 * nowhere.
 */
const BUTTONS = /** @type {Array<[string, string, string, (table: Table) => number | null]>} */ ([
  ["first", "ui.table.first", "left left", ({ page }) => (page > 0 ? 0 : null)],
  ["earlier", "ui.table.earlier", "left", ({ page }) => (page > 0 ? page - 1 : null)],
  ["later", "ui.table.later", "right", ({ page, pages }) => (page + 1 < pages ? page + 1 : null)],
  ["last", "ui.table.last", "right right", ({ page, pages }) => (page + 1 < pages ? pages - 1 : null)],
  ["chosen", "ui.table.chosen", "", ({ page, chosen_page: chosen }) => (chosen === page ? null : chosen)],
]);

/**
 * One button: arrows with a name for those who do not see them, or words.
 * @param {string} name
 * @param {string} key
 * @param {string} arrows
 * @param {string} label
 */
function pageButton(name, key, arrows, label) {
  const attributes = { type: "button", "data-page": name };
  if (!arrows) return el("button", { ...attributes, class: "plain", "data-t": key }, label);
  const signs = arrows.split(" ").map((way) => el("span", { class: `arrow ${way}`, "aria-hidden": "true" }));
  return el("button", { ...attributes, class: "step", "data-t-label": key, "aria-label": label }, ...signs);
}

/**
 * Fills the two places for page buttons; what comes back shows the present page in them.
 * @param {import("../session.js").Session} session
 * @returns {(table: Table) => void}
 */
export function pagerPair(session) {
  const panel = byId("panel-table");
  const boxes = /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll(".table-pages"));
  /** @type {Table | null} */
  let shown = null;
  for (const box of boxes) {
    const buttons = BUTTONS.map(([name, key, arrows]) => pageButton(name, key, arrows, session.t(key)));
    box.append(...buttons.slice(0, 2), el("span", { class: "page-label" }), ...buttons.slice(2));
    box.addEventListener("click", (event) => {
      const pressed = event.target instanceof Element ? event.target.closest("button") : null;
      const leads = BUTTONS.find(([name]) => name === pressed?.dataset["page"])?.[3];
      const page = shown && leads ? leads(shown) : null;
      if (page === null) return;
      session.act({ do: "page", page });
      panel.scrollTop = 0;
    });
  }
  return (table) => {
    shown = table;
    for (const box of boxes) {
      box.hidden = table.pages < 2;
      setText(/** @type {Element} */ (box.querySelector(".page-label")), table.page_label);
      for (const [name, , , leads] of BUTTONS) {
        const button = /** @type {HTMLElement} */ (box.querySelector(`[data-page="${name}"]`));
        // A button that cannot be used keeps the focus: whoever presses it again is not lost.
        button.setAttribute("aria-disabled", String(leads(table) === null));
        if (name === "chosen") button.hidden = table.chosen_page === null;
      }
    }
  };
}
