// The kind of map, and what the larger atlas does besides: loaded when its box is opened, its button
// pressed, or the view is of another kind.

import { byId } from "../dom.js";

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function kindsPart(session) {
  const box = /** @type {HTMLDetailsElement} */ (byId("kinds"));
  /** @type {((answer: import("../types/engine.js").Answer) => void) | null} */
  let show = null;
  /** @type {((answer: import("../types/engine.js").Answer) => void) | null} */
  let showSmall = null;
  const open = async () => {
    if (!box.open) return;
    await session.grow();
    if (session.answer?.kinds) await load();
  };
  const load = once(async () => {
    show ??= await session.onDemand(async () => (await import("../kinds/panel.js")).panel(session));
    if (session.answer) show?.(session.answer);
  });
  const small = once(async () => {
    showSmall ??= await session.onDemand(async () => (await import("../kinds/multiples.js")).multiples(session));
    if (session.answer) showSmall?.(session.answer);
  });
  box.addEventListener("toggle", open);
  /** @type {(id: string, use: () => Promise<unknown>) => void} */
  const onPress = (id, use) => byId(id).addEventListener("click", async () => {
    await session.grow();
    if (session.answer?.kinds) await session.onDemand(use);
  });
  onPress("picture-open", async () => (await import("../kinds/sheet.js")).savePicture(session));
  onPress("period-play", async () => (await import("../kinds/play.js")).toggle(session));
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

/**
 * The same, but not while it is under way: what it builds would stand on the page twice.
 * @param {() => Promise<void>} load
 */
function once(load) {
  /** @type {Promise<void> | null} */
  let under = null;
  return () => (under ??= load().finally(() => {
    under = null;
  }));
}
