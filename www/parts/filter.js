// The filter: loaded when its button is pressed, or a link brings one.

import { attrs, byId } from "../dom.js";

/** @typedef {import("../types/engine.js").Answer} Answer */

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function filterPart(session) {
  const button = byId("filter-open");
  /** @type {import("../filter/panel.js").FilterBox | null} */
  let box = null;
  /** @type {Promise<void> | null} */
  let loading = null;
  const load = () => (loading ??= (async () => {
    await session.grow();
    if (session.answer?.kinds) box ??= await session.onDemand(async () => (await import("../filter/panel.js")).filterBox(session));
    if (box && session.answer) await box.show(session.answer);
    loading = null;
  })());
  button.addEventListener("click", async () => {
    await load();
    if (!box) return;
    const open = box.toggle();
    attrs(button, { "aria-expanded": String(open), "aria-controls": "filter-body" });
  });
  return {
    waits: true,
    render(answer) {
      if (box) void box.show(answer);
      else if (answer.kinds?.filter) void load();
    },
  };
}
