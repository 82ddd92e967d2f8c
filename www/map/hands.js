// Gestures, keys, tip and buttons of the map together.

import { byId } from "../dom.js";
import { Gestures } from "./gestures.js";
import { listenToKeys } from "./keys.js";
import { flyHome } from "./motion.js";
import { Tooltip } from "./tooltip.js";

const ZOOM_STEP = 1.6;
const SHIFT_SHARE = 0.25;

/**
 * Lets the map be moved and asked.
 * @param {import("./stage.js").Stage} stage
 * @param {import("./proxy.js").Proxy} proxy
 * @returns {Gestures}
 */
export function hands(stage, proxy) {
  const tooltip = new Tooltip(stage);
  const gestures = new Gestures(stage, {
    hover: (x, y) => tooltip.show(x, y, false),
    leave: () => tooltip.leave(),
    choose: (x, y, touch) => {
      const hit = stage.atlas.hover(x, y, touch);
      stage.session.act({ do: "area", key: hit?.key ?? null });
      if (touch) tooltip.show(x, y, true);
      proxy.focus();
    },
  });
  listenToKeys(stage, gestures);
  buttons(stage, gestures);
  return gestures;
}

/**
 * The buttons beside the map do what gestures do.
 * @param {import("./stage.js").Stage} stage
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
