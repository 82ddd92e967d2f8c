// Map, table, small maps and profile as tabs (pattern of the ARIA practices guide, chosen with the arrow keys).

import { byId } from "../dom.js";

/** @typedef {import("../types/engine.js").Tab} Tab */

/** @type {readonly Tab[]} */
const TABS = ["map", "table", "multiples", "charts", "profile"];

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function tabsPart(session) {
  /** @param {Tab} tab */
  const open = (tab) => {
    if (session.answer?.tab !== tab) session.act({ do: "tab", tab });
  };
  TABS.forEach((tab, index) => {
    const button = byId(`tab-${tab}`);
    button.addEventListener("click", () => open(tab));
    button.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      const next = event.key === "Home" ? TABS[0]
        : event.key === "End" ? TABS.at(-1)
        : step && TABS[(index + step + TABS.length) % TABS.length];
      if (!next) return;
      event.preventDefault();
      open(next);
      byId(`tab-${next}`).focus();
    });
  });
  return {
    render(answer) {
      for (const tab of TABS) {
        const chosen = answer.tab === tab;
        const button = byId(`tab-${tab}`);
        button.setAttribute("aria-selected", String(chosen));
        button.tabIndex = chosen ? 0 : -1;
        byId(`panel-${tab}`).hidden = !chosen;
      }
    },
  };
}
