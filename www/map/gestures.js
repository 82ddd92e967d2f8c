// Mouse, pen and fingers on the map. Everything they do can also be done with buttons and keys.

import { stopFlying } from "./motion.js";

/** Movement below this is a click, in CSS pixels. */
const CLICK_PX = 6;
/** Two clicks within this time and distance are a double click. */
const DOUBLE_MS = 320;
const DOUBLE_PX = 28;
/** Two fingers that tap for no longer zoom out. */
const TAP_MS = 350;
/** Zoom of a finger that goes on after a double tap. */
const DRAG_ZOOM_PER_PX = 0.008;
/** Zoom of a double click, and of one notch of the wheel. */
const DOUBLE_ZOOM = 2;
const WHEEL_ZOOM_PER_PX = 0.0016;
/** The map counts as at rest when the wheel has been still for so long. */
const WHEEL_REST_MS = 200;

/**
 * @typedef {object} Handlers
 * @property {(x: number, y: number, touch: boolean) => void} choose
 * @property {(x: number, y: number, touch: boolean) => void} hover
 * @property {() => void} leave
 */

/** @typedef {{x: number, y: number}} Point */

export class Gestures {
  /** Pointers that are down. @type {Map<number, Point>} */
  #down = new Map();
  /** How far the gesture has moved, in CSS pixels. */
  #moved = 0;
  /** Whether the camera has been moved since it last went into the state. */
  #unsettled = false;
  #lastClick = { time: -Infinity, x: 0, y: 0 };
  #wheelRest = 0;
  /** When the gesture began, and with how many fingers at most. */
  #began = 0;
  #fingers = 0;
  /** Where a finger came down for the second time, to zoom by dragging. @type {Point | null} */
  zooming = null;
  /** Loaded later. @type {import("./inertia.js").Inertia | null} */
  inertia = null;

  /**
   * @param {import("./stage.js").Stage} stage
   * @param {Handlers} handlers
   */
  constructor(stage, handlers) {
    this.stage = stage;
    this.handlers = handlers;
    const surface = stage.surface;
    surface.addEventListener("pointerdown", (event) => this.#press(event));
    surface.addEventListener("pointermove", (event) => this.#move(event));
    surface.addEventListener("pointerup", (event) => this.#release(event, true));
    surface.addEventListener("pointercancel", (event) => this.#release(event, false));
    surface.addEventListener("pointerleave", (event) => {
      if (event.pointerType !== "touch") handlers.leave();
    });
    surface.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    const away = () => surface.classList.toggle("away", stage.atlas.away());
    stage.follow(away);
    away();
  }

  /**
   * Where an event happened on the map.
   * @param {MouseEvent} event
   * @returns {Point}
   */
  #at(event) {
    const box = this.stage.surface.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  }

  /** @param {PointerEvent} event */
  #press(event) {
    if (event.button !== 0) return;
    stopFlying();
    const at = this.#at(event);
    if (this.#down.size === 0) {
      // Who stops a gliding map chooses nothing by that.
      this.#moved = this.inertia?.gliding ? CLICK_PX : 0;
      this.#began = event.timeStamp;
      this.#fingers = 0;
      this.zooming = event.pointerType === "touch" && this.#again(at, event.timeStamp) ? at : null;
      this.inertia?.begin();
    }
    this.#down.set(event.pointerId, at);
    this.#fingers = Math.max(this.#fingers, this.#down.size);
    this.stage.surface.setPointerCapture(event.pointerId);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const now = this.#at(event);
    const before = this.#down.get(event.pointerId);
    if (!before) {
      if (event.pointerType !== "touch") this.handlers.hover(now.x, now.y, false);
      return;
    }
    const other = [...this.#down].find(([id]) => id !== event.pointerId)?.[1];
    const [dx, dy] = [now.x - before.x, now.y - before.y];
    this.#moved += Math.hypot(dx, dy);
    this.#down.set(event.pointerId, now);
    if (this.#moved < CLICK_PX * this.#fingers) return;
    this.handlers.leave();
    this.stage.surface.classList.add("moving");
    const { atlas } = this.stage;
    if (other) this.#pinch(before, now, other);
    else if (this.zooming) atlas.zoom(Math.exp(dy * DRAG_ZOOM_PER_PX), this.zooming.x, this.zooming.y);
    // At the overview a finger scrolls the page.
    else if (event.pointerType === "touch" && !atlas.away()) return;
    else {
      atlas.pan(dx, dy);
      if (this.#fingers === 1) this.inertia?.moved(event.timeStamp, dx, dy);
    }
    this.#unsettled = true;
    this.stage.request();
  }

  /**
   * One finger of two has moved: the map turns neither, but grows and follows their middle.
   * @param {Point} before
   * @param {Point} now
   * @param {Point} other
   */
  #pinch(before, now, other) {
    const was = Math.hypot(before.x - other.x, before.y - other.y);
    const is = Math.hypot(now.x - other.x, now.y - other.y);
    this.stage.atlas.pan((now.x - before.x) / 2, (now.y - before.y) / 2);
    if (was > 1) this.stage.atlas.zoom(is / was, (now.x + other.x) / 2, (now.y + other.y) / 2);
  }

  /**
   * @param {PointerEvent} event
   * @param {boolean} meant whether the reader lifted it, not the system
   */
  #release(event, meant) {
    if (!this.#down.delete(event.pointerId)) return;
    if (this.#down.size > 0) return;
    this.stage.surface.classList.remove("moving");
    const [at, time] = [this.#at(event), event.timeStamp];
    if (this.#moved >= CLICK_PX * this.#fingers || !meant) {
      if (!meant || !this.inertia?.release(time, () => this.settle())) this.settle();
    } else if (this.#fingers === 1) this.#click(at, event.pointerType === "touch", time);
    else if (time - this.#began < TAP_MS) this.zoom(1 / DOUBLE_ZOOM, at);
  }

  /**
   * Whether this follows a click so closely that it is the second of two.
   * @param {Point} at
   * @param {number} time
   */
  #again(at, time) {
    const last = this.#lastClick;
    return time - last.time < DOUBLE_MS && Math.hypot(at.x - last.x, at.y - last.y) < DOUBLE_PX;
  }

  /**
   * @param {Point} at
   * @param {boolean} touch
   * @param {number} time
   */
  #click(at, touch, time) {
    const double = this.#again(at, time);
    this.#lastClick = { time: double ? -Infinity : time, ...at };
    if (double) this.zoom(DOUBLE_ZOOM, at);
    else this.handlers.choose(at.x, at.y, touch);
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    // Where nothing is left to zoom out of, the page scrolls on.
    if (!event.ctrlKey && event.deltaY > 0 && !this.stage.atlas.away()) return;
    event.preventDefault();
    stopFlying();
    const { x, y } = this.#at(event);
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const pinched = event.ctrlKey ? 6 : 1;
    this.stage.atlas.zoom(Math.exp(-event.deltaY * lines * pinched * WHEEL_ZOOM_PER_PX), x, y);
    this.#unsettled = true;
    this.stage.request();
    clearTimeout(this.#wheelRest);
    this.#wheelRest = setTimeout(() => this.settle(), WHEEL_REST_MS);
  }

  /**
   * Zooms by buttons, keys and double clicks, around a point or the middle.
   * @param {number} factor
   * @param {Point} [at]
   */
  zoom(factor, at = { x: this.stage.width / 2, y: this.stage.height / 2 }) {
    stopFlying();
    this.stage.atlas.zoom(factor, at.x, at.y);
    this.#unsettled = true;
    this.stage.request();
    this.settle();
  }

  /**
   * Moves the map by a share of its size.
   * @param {number} right
   * @param {number} down
   */
  shift(right, down) {
    stopFlying();
    this.stage.atlas.pan(-right * this.stage.width, -down * this.stage.height);
    this.#unsettled = true;
    this.stage.request();
    this.settle();
  }

  /** The camera goes into the state and the address. */
  settle() {
    if (!this.#unsettled) return;
    this.#unsettled = false;
    this.stage.session.settled(this.stage.atlas.settle());
  }
}
