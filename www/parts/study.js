// The spatial pattern: what it needs is loaded when its box is opened.

import { byId } from "../dom.js";

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function studyPart(session) {
  const box = /** @type {HTMLDetailsElement} */ (byId("study"));
  /** @type {((answer: import("../types/engine.js").Answer) => void) | null} */
  let show = null;
  const open = async () => {
    if (!box.open || show) return;
    show = await session.onDemand(async () => (await import("../study/panel.js")).panel(session, byId("study-body")));
  };
  box.addEventListener("toggle", open);
  return {
    waits: true,
    unhurried: true,
    render(answer) {
      if (show) show(answer);
      else void open();
    },
  };
}
