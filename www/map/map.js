// The map as a part of the page: stage, gestures, keys, tip and buttons together.

import { byId } from "../dom.js";
import { Gestures } from "./gestures.js";
import { listenToKeys } from "./keys.js";
import { flyHome, flyTo } from "./motion.js";
import { Proxy } from "./proxy.js";
import { Stage } from "./stage.js";
import { Tooltip } from "./tooltip.js";

const ZOOM_STEP = 1.6;
const SHIFT_SHARE = 0.25;

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part & {goTo: (key: string) => void}}
 */
export function mapPart(session) {
  const stage = new Stage(session);
  const tooltip = new Tooltip(stage);
  const proxy = new Proxy(stage);
  const gestures = new Gestures(stage, {
    hover: (x, y) => tooltip.show(x, y, false),
    leave: () => tooltip.leave(),
    choose: (x, y, touch) => {
      const hit = stage.atlas.hover(x, y, touch);
      session.act({ do: "area", key: hit?.key ?? null });
      if (touch) tooltip.show(x, y, true);
      proxy.focus();
    },
  });
  listenToKeys(stage, gestures);
  buttons(stage, gestures);
  /** @type {(() => void) | null} */
  let more = null;
  return {
    waits: true,
    changed: () => stage.adopt(),
    whole: async () => {
      more = await session.onDemand(async () => (await import("./later.js")).later(stage, gestures));
    },
    render: (answer) => {
      proxy.render(answer);
      more?.();
    },
    goTo: (key) => flyTo(stage, key),
  };
}

/**
 * The buttons beside the map do what gestures do.
 * @param {Stage} stage
 * @param {Gestures} gestures
 */
function buttons(stage, gestures) {
  /** @type {Record<string, () => void>} */
  const deeds = {
    "zoom-in": () => gestures.zoom(ZOOM_STEP),
    "zoom-out": () => gestures.zoom(1 / ZOOM_STEP),
    "zoom-home": () => flyHome(stage),
    "pan-north": () => gestures.shift(0, -SHIFT_SHARE),
    "pan-south": () => gestures.shift(0, SHIFT_SHARE),
    "pan-west": () => gestures.shift(-SHIFT_SHARE, 0),
    "pan-east": () => gestures.shift(SHIFT_SHARE, 0),
  };
  for (const [id, deed] of Object.entries(deeds)) byId(id).addEventListener("click", deed);
  const toggle = byId("pan-toggle");
  toggle.addEventListener("click", () => {
    const open = toggle.getAttribute("aria-expanded") !== "true";
    toggle.setAttribute("aria-expanded", String(open));
    byId("pan-buttons").hidden = !open;
  });
}
