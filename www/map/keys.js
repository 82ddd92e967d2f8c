// The map by keyboard: arrows walk over the land, not over the picture.

import { bringIntoView, flyHome, flyTo } from "./motion.js";

/** @typedef {import("../types/engine.js").Action} Action */

const ZOOM_STEP = 1.5;
const SHIFT_SHARE = 0.2;

/** Keys that choose an area. @type {Record<string, Action>} */
const CHOOSE = {
  ArrowUp: { do: "walk", direction: "north" },
  ArrowRight: { do: "walk", direction: "east" },
  ArrowDown: { do: "walk", direction: "south" },
  ArrowLeft: { do: "walk", direction: "west" },
  PageUp: { do: "rank", to: "higher" },
  PageDown: { do: "rank", to: "lower" },
  Home: { do: "rank", to: "first" },
  End: { do: "rank", to: "last" },
};

/** With Shift, arrows move the picture. @type {Record<string, [number, number]>} */
const SHIFT = { ArrowUp: [0, -1], ArrowRight: [1, 0], ArrowDown: [0, 1], ArrowLeft: [-1, 0] };

/**
 * Listens to keys while the map has the focus.
 * @param {import("./stage.js").Stage} stage
 * @param {import("./gestures.js").Gestures} gestures
 */
export function listenToKeys(stage, gestures) {
  const { session, surface } = stage;
  /** Keys that do something else. @type {Record<string, () => void>} */
  const other = {
    Enter: () => enter(stage),
    " ": () => enter(stage),
    Escape: () => session.act({ do: "area", key: null }),
    "+": () => gestures.zoom(ZOOM_STEP),
    "-": () => gestures.zoom(1 / ZOOM_STEP),
    "0": () => flyHome(stage),
    "[": () => session.act({ do: "step-period", by: -1 }),
    "]": () => session.act({ do: "step-period", by: 1 }),
  };
  surface.addEventListener("keydown", (event) => {
    // AltGr writes brackets on a German keyboard and counts as Ctrl+Alt.
    const typed = event.getModifierState("AltGraph");
    if (!typed && (event.ctrlKey || event.altKey || event.metaKey)) return;
    const shift = event.shiftKey ? SHIFT[event.key] : undefined;
    const action = CHOOSE[event.key];
    const deed = other[event.key];
    if (!shift && !action && !deed) return;
    event.preventDefault();
    if (shift) gestures.shift(shift[0] * SHIFT_SHARE, shift[1] * SHIFT_SHARE);
    else if (action) choose(stage, action);
    else deed?.();
  });
}

/**
 * Comes closer to the chosen area; without one, chooses a first.
 * @param {import("./stage.js").Stage} stage
 */
function enter(stage) {
  const area = stage.session.answer?.area;
  if (area) flyTo(stage, area.key);
  else stage.session.act({ do: "walk", direction: "north" });
}

/**
 * Chooses an area and keeps it on the map.
 * @param {import("./stage.js").Stage} stage
 * @param {Action} action
 */
function choose(stage, action) {
  stage.session.act(action);
  const key = stage.session.answer?.area?.key;
  if (key) bringIntoView(stage, key);
}
