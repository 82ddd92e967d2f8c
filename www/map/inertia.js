// A map that was pushed glides on, where motion is wanted.

import { calm } from "../preferences.js";
import { next } from "./motion.js";

/** The speed of the hand is taken from this last time, in milliseconds. */
const TRAIL_MS = 90;
/** A hand that has been still for so long before it lets go pushes nothing. */
const STILL_MS = 45;
/** Speeds in CSS pixels per millisecond: least to glide on, and to come to rest. */
const PUSH = 0.25;
const REST = 0.02;
/** The speed falls to a third in this time. */
const FALL_MS = 220;

export class Inertia {
  /** @type {{time: number, dx: number, dy: number}[]} */
  #trail = [];

  /** @param {import("./stage.js").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    /** Whether the map glides. */
    this.gliding = false;
  }

  /** A new movement begins. */
  begin() {
    this.#trail = [];
    this.gliding = false;
  }

  /**
   * The hand has moved the map.
   * @param {number} time
   * @param {number} dx
   * @param {number} dy
   */
  moved(time, dx, dy) {
    this.#trail.push({ time, dx, dy });
    while (this.#trail[0] && time - this.#trail[0].time > TRAIL_MS) this.#trail.shift();
  }

  /**
   * The hand lets go.
   * @param {number} time
   * @param {() => void} done
   * @returns {boolean} whether the map glides on, and will call `done`
   */
  release(time, done) {
    const [first] = this.#trail;
    const last = this.#trail.at(-1);
    if (calm() || !first || !last || time - last.time > STILL_MS) return false;
    const taken = Math.max(last.time - first.time, 16);
    const sum = (/** @type {"dx" | "dy"} */ axis) => this.#trail.reduce((all, step) => all + step[axis], 0);
    const [vx, vy] = [sum("dx") / taken, sum("dy") / taken];
    if (Math.hypot(vx, vy) < PUSH) return false;
    this.#glide(vx, vy, done);
    return true;
  }

  /**
   * @param {number} vx
   * @param {number} vy
   * @param {() => void} done
   */
  #glide(vx, vy, done) {
    this.gliding = true;
    let before = performance.now();
    const step = (/** @type {number} */ now) => {
      const time = Math.min(Math.max(now - before, 0), 50);
      before = now;
      const kept = Math.exp(-time / FALL_MS);
      // The way gone while the speed falls evenly in ratio.
      const way = FALL_MS * (1 - kept);
      this.stage.atlas.pan(vx * way, vy * way);
      this.stage.draw();
      vx *= kept;
      vy *= kept;
      if (Math.hypot(vx, vy) > REST) {
        next(step);
        return;
      }
      this.gliding = false;
      done();
    };
    next(step);
  }
}
