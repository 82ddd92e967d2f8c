// What the map has beyond its first picture. Loaded when that stands, so that nobody waits for it.

import { hands } from "./hands.js";
import { Inertia } from "./inertia.js";
import { Labels } from "./labels.js";
import { Places } from "./places.js";
import { printing } from "./print.js";
import { typeAhead } from "./typeahead.js";

/**
 * @param {import("./stage.js").Stage} stage
 * @param {import("./proxy.js").Proxy} proxy
 * @returns {() => void} to be called with every answer
 */
export function later(stage, proxy) {
  const gestures = hands(stage, proxy);
  gestures.inertia = new Inertia(stage);
  const labels = new Labels(stage);
  const places = new Places(stage);
  printing(stage, labels);
  typeAhead(stage);
  followDensity(stage);
  // The second of two quick taps may go on as a drag that zooms, and must not scroll the page.
  stage.surface.addEventListener("touchstart", (event) => {
    if (gestures.zooming && event.cancelable) event.preventDefault();
  }, { passive: false });
  /** @type {Promise<unknown> | null} */
  let over = null;
  const render = () => {
    places.render();
    // Circles and points are drawn by what only the larger engine knows.
    if (stage.session.answer?.kinds) over ??= stage.session.onDemand(async () => (await import("../kinds/overlay.js")).overlay(stage));
  };
  render();
  return render;
}

/**
 * Has the map drawn anew when its window comes to a screen of another density.
 * @param {import("./stage.js").Stage} stage
 */
function followDensity(stage) {
  const query = matchMedia(`(resolution: ${devicePixelRatio}dppx)`);
  query.addEventListener("change", () => {
    stage.measure();
    followDensity(stage);
  }, { once: true });
}
