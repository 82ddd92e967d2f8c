// The camera eases to a place; at once where the reader asks for less motion.

import { calm } from "../preferences.js";

const EASE_MS = 250;

let running = 0;

/**
 * Moves the camera to an area, or to everything.
 * @param {import("./stage.js").Stage} stage
 * @param {string | undefined} key
 * @param {() => void} [done]
 */
export function flyTo(stage, key, done = () => stage.session.settled(stage.atlas.settle())) {
  cancelAnimationFrame(running);
  const arrive = () => {
    stage.atlas.fly(key, 1);
    stage.draw();
    done();
  };
  if (calm() || !stage.shown) {
    arrive();
    return;
  }
  const began = performance.now();
  const step = (/** @type {number} */ now) => {
    const t = Math.max(0, (now - began) / EASE_MS);
    if (t >= 1) {
      arrive();
      return;
    }
    if (!stage.atlas.fly(key, t)) return;
    stage.draw();
    running = requestAnimationFrame(step);
  };
  running = requestAnimationFrame(step);
}

/**
 * Shows everything again.
 * @param {import("./stage.js").Stage} stage
 */
export function flyHome(stage) {
  flyTo(stage, undefined, () => stage.session.act({ do: "reset-camera" }));
}

/** Stops a movement, because the reader has taken hold of the map. */
export function stopFlying() {
  cancelAnimationFrame(running);
}

/** How close to the edge a chosen area may lie before the map follows it, in CSS pixels. */
const EDGE_PX = 24;

/**
 * Moves the map just far enough that an area lies on it.
 * @param {import("./stage.js").Stage} stage
 * @param {string} key
 */
export function bringIntoView(stage, key) {
  const at = stage.atlas.area_position(key);
  if (!at || !stage.shown) return;
  const inside = (/** @type {number} */ value, /** @type {number} */ size) =>
    Math.min(Math.max(value, EDGE_PX), size - EDGE_PX);
  const dx = inside(at.x, stage.width) - at.x;
  const dy = inside(at.y, stage.height) - at.y;
  if (dx === 0 && dy === 0) return;
  // A step beyond the edge brings it well onto the map.
  stage.atlas.pan(dx + Math.sign(dx) * stage.width / 4, dy + Math.sign(dy) * stage.height / 4);
  stage.draw();
  stage.session.settled(stage.atlas.settle());
}
