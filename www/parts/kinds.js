// The kind of map: what it needs is loaded when its box is opened, or when the view is of another kind.

import { byId } from "../dom.js";

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function kindsPart(session) {
  const box = /** @type {HTMLDetailsElement} */ (byId("kinds"));
  /** @type {((answer: import("../types/engine.js").Answer) => void) | null} */
  let show = null;
  /** @type {Promise<typeof show> | null} */
  let loading = null;
  /** @type {((answer: import("../types/engine.js").Answer) => void) | null} */
  let showSmall = null;
  const open = async () => {
    if (!box.open) return;
    await session.grow();
    if (session.answer?.kinds) await load();
  };
  const load = async () => {
    loading ??= session.onDemand(async () => (await import("../kinds/panel.js")).panel(session));
    show = await loading;
    // What could not be had is asked for again the next time.
    if (!show) loading = null;
    if (session.answer) show?.(session.answer);
  };
  const small = async () => {
    showSmall ??= await session.onDemand(async () => (await import("../kinds/multiples.js")).multiples(session));
    if (session.answer) showSmall?.(session.answer);
  };
  box.addEventListener("toggle", open);
  return {
    waits: true,
    render(answer) {
      if (show) show(answer);
      else if (answer.kinds) void load();
      if (showSmall) showSmall(answer);
      else if (answer.kinds && answer.tab === "multiples") void small();
    },
  };
}
