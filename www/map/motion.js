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

/**
 * Goes on moving with the next picture of the screen.
 * @param {FrameRequestCallback} step
 */
export function next(step) {
  cancelAnimationFrame(running);
  running = requestAnimationFrame(step);
}

/** Stops a movement, because the reader has taken hold of the map. */
export function stopFlying() {
  cancelAnimationFrame(running);
}

/** How far from the edge an area is put that lay beyond it, as a share of the map. */
const MARGIN_SHARE = 0.2;

/**
 * Moves the map if an area lies beyond its edge, so that it lies well on it.
 * @param {import("./stage.js").Stage} stage
 * @param {string} key
 */
export function bringIntoView(stage, key) {
  const at = stage.atlas.area_position(key);
  if (!at || !stage.shown) return;
  const step = (/** @type {number} */ value, /** @type {number} */ size) => {
    if (value < 0) return size * MARGIN_SHARE - value;
    return value > size ? size * (1 - MARGIN_SHARE) - value : 0;
  };
  const [dx, dy] = [step(at.x, stage.width), step(at.y, stage.height)];
  if (dx === 0 && dy === 0) return;
  stage.atlas.pan(dx, dy);
  stage.draw();
  stage.session.settled(stage.atlas.settle());
}
