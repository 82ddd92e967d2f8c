// The kind of map, and what the larger atlas does besides: loaded when its box is opened, its button
// pressed, or the view is of another kind.

import { byId } from "../dom.js";

/** @typedef {import("../types/engine.js").Answer} Answer */
/** @typedef {import("../types/engine.js").Tab} Tab */
/** @typedef {(answer: Answer) => void} Show */

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function kindsPart(session) {
  const box = /** @type {HTMLDetailsElement} */ (byId("kinds"));
  /** @type {Show | null | undefined} */
  let show = null;
  const open = async () => {
    if (!box.open) return;
    await session.grow();
    if (session.answer?.kinds) await load();
  };
  const load = once(async () => {
    show ??= await session.onDemand(async () => (await import("../kinds/panel.js")).panel(session));
    if (session.answer) show?.(session.answer);
  });
  const pages = [
    pageOf(session, "multiples", async () => (await import("../kinds/multiples.js")).multiples(session)),
    pageOf(session, "charts", async () => (await import("../kinds/charts.js")).charts(session)),
    pageOf(session, "profile", async () => (await import("../kinds/profile/page.js")).profile(session)),
  ];
  box.addEventListener("toggle", open);
  /** @type {(id: string, use: () => Promise<unknown>) => void} */
  const onPress = (id, use) => byId(id).addEventListener("click", async () => {
    await session.grow();
    if (session.answer?.kinds) await session.onDemand(use);
  });
  onPress("period-play", async () => (await import("../kinds/play.js")).toggle(session));
  return {
    waits: true,
    render(answer) {
      if (show) show(answer);
      else if (answer.kinds) void load();
      for (const render of pages) render(answer);
    },
  };
}

/**
 * A page that only the larger atlas fills, loaded when it is first opened.
 * @param {import("../session.js").Session} session
 * @param {Tab} tab
 * @param {() => Promise<Show>} make
 * @returns {Show}
 */
function pageOf(session, tab, make) {
  /** @type {Show | null | undefined} */
  let show = null;
  const load = once(async () => {
    show ??= await session.onDemand(make);
    if (session.answer) show?.(session.answer);
  });
  return (answer) => {
    if (show) show(answer);
    else if (answer.kinds && answer.tab === tab) void load();
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
