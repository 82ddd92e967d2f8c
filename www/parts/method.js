// Data and method of the indicator; the long texts are fetched when somebody opens them.

import { byId, changeOf, el } from "../dom.js";

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function methodPart(session) {
  const box = /** @type {HTMLDetailsElement} */ (byId("method"));
  const changed = changeOf();
  const fetchTexts = () => {
    if (!box.open) return;
    for (const path of session.atlas.wanted_for_method()) void session.loader.load(path);
  };
  box.addEventListener("toggle", fetchTexts);
  return {
    unhurried: true,
    render(answer) {
      fetchTexts();
      if (!changed(answer.method)) return;
      byId("method-list").replaceChildren(...answer.method.map((item) =>
        el("div", {}, el("dt", {}, item.label), el("dd", {}, item.note))));
    },
  };
}
