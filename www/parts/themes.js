// Themes and their indicators: one group open at a time, the meaning under the chosen indicator.

import { byId, changeOf, el, setText, syncList } from "../dom.js";

/** @typedef {import("../types/engine.js").ThemeMenu} ThemeMenu */
/** @typedef {import("../types/engine.js").Choice} Choice */

/**
 * @param {import("../session.js").Session} session
 * @param {() => void} chosen called when the reader has chosen an indicator
 * @returns {import("../types/core.js").Part}
 */
export function themesPart(session, chosen) {
  const list = byId("themes");
  const changed = changeOf();
  let openTheme = "";
  let lastIndicator = "";

  /** @param {string} key */
  const toggle = (key) => {
    openTheme = openTheme === key ? "" : key;
    showOpen(list, openTheme);
  };
  /** @param {string} key */
  const choose = (key) => {
    session.act({ do: "indicator", key });
    chosen();
  };
  // The list changes its height when the controls under it come and go.
  new ResizeObserver(() => keepInSight(list)).observe(list);
  return {
    unhurried: true,
    render(_answer, menu) {
      if (!changed(menu.themes)) return;
      const theme = menu.themes.find((candidate) => candidate.indicators.some((choice) => choice.chosen));
      const indicator = theme?.indicators.find((choice) => choice.chosen);
      if (theme && indicator && indicator.key !== lastIndicator) {
        openTheme = theme.key;
        lastIndicator = indicator.key;
      }
      setText(byId("sheet-indicator-value"), indicator?.label ?? "");
      syncList(list, menu.themes, (item) => item.key, (item) => themeRow(item, toggle), (row, item) => {
        const head = /** @type {HTMLElement} */ (row.firstElementChild);
        setText(/** @type {Element} */ (head.querySelector(".theme-name")), item.label);
        row.classList.toggle("holds-chosen", item === theme);
        const indicators = /** @type {Element} */ (row.lastElementChild);
        syncList(indicators, item.indicators, (choice) => choice.key, (choice) => indicatorRow(choice, choose), updateIndicator);
      });
      showOpen(list, openTheme);
      // Not at once: it has to wait for the page's layout.
      requestAnimationFrame(() => setTimeout(() => keepInSight(list)));
    },
  };
}

/**
 * Scrolls the list, and nothing else, so that the chosen indicator is seen.
 * @param {HTMLElement} list
 */
function keepInSight(list) {
  const row = list.querySelector(".indicators > .chosen");
  if (!row) return;
  const [inner, outer] = [row.getBoundingClientRect(), list.getBoundingClientRect()];
  if (inner.top >= outer.top && inner.bottom <= outer.bottom) return;
  // Its theme goes to the top, or the indicator itself where the theme is longer than the list.
  const theme = row.closest(".themes > li")?.getBoundingClientRect() ?? inner;
  list.scrollTop += (inner.bottom - theme.top > outer.height ? inner.top : theme.top) - outer.top;
}

/**
 * Opens one theme and closes the others.
 * @param {HTMLElement} list
 * @param {string} open
 */
function showOpen(list, open) {
  for (const row of list.children) {
    const isOpen = /** @type {HTMLElement} */ (row).dataset["key"] === open;
    row.firstElementChild?.setAttribute("aria-expanded", String(isOpen));
    if (row.lastElementChild instanceof HTMLElement) row.lastElementChild.hidden = !isOpen;
  }
}

/**
 * @param {ThemeMenu} theme
 * @param {(key: string) => void} toggle
 */
function themeRow(theme, toggle) {
  const id = `theme-${theme.key}`;
  const head = el("button", { type: "button", class: "theme", "aria-controls": id, "aria-expanded": "false" },
    el("span", { class: "theme-name" }, theme.label), el("span", { class: "chevron", "aria-hidden": "true" }));
  head.addEventListener("click", () => toggle(theme.key));
  return el("li", {}, head, el("ul", { id, class: "indicators" }));
}

/**
 * @param {Choice} choice
 * @param {(key: string) => void} choose
 */
function indicatorRow(choice, choose) {
  const button = el("button", { type: "button", class: "indicator" }, el("span", {}));
  button.addEventListener("click", () => choose(choice.key));
  return el("li", {}, button, el("p", { class: "meaning" }));
}

/**
 * @param {HTMLElement} row
 * @param {Choice} choice
 */
function updateIndicator(row, choice) {
  const [button, meaning] = /** @type {[HTMLElement, HTMLElement]} */ (/** @type {unknown} */ (row.children));
  setText(/** @type {Element} */ (button.firstElementChild), choice.label);
  button.setAttribute("aria-current", String(choice.chosen));
  row.classList.toggle("chosen", choice.chosen);
  setText(meaning, choice.note);
  meaning.hidden = !choice.chosen || !choice.note;
}
