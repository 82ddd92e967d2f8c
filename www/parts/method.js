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
  /** @type {(() => void) | null} */
  let showMore = null;
  /** @type {Promise<unknown> | null} */
  let coming = null;
  /** What only the larger atlas knows, once that is here. */
  const more = async () => {
    if (!box.open) return;
    await session.grow();
    if (!session.answer?.kinds) return;
    coming ??= session.onDemand(async () => (await import("../kinds/method.js")).method(session)).then((show) => {
      showMore = show;
      coming = null;
    });
    if (!showMore) await coming;
    fetchTexts();
    showMore?.();
  };
  box.addEventListener("toggle", () => {
    fetchTexts();
    void more();
  });
  return {
    unhurried: true,
    render(answer) {
      fetchTexts();
      if (box.open) showMore?.();
      if (!changed(answer.method)) return;
      byId("method-list").replaceChildren(...answer.method.map((item) =>
        el("div", {}, el("dt", {}, item.label), el("dd", {}, item.note))));
    },
  };
}
