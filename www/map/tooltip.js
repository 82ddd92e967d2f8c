// What is under the pointer. The tip stays while the pointer rests on it, goes with Escape, and
// keeps out of the way: it stands where the pointer comes from.

import { byId, setText } from "../dom.js";

/** Time to get from the map to the tip. */
const GRACE_MS = 350;
const GAP_PX = 16;
const MARGIN_PX = 4;

export class Tooltip {
  #key = "";
  #lastY = 0;
  #timer = 0;

  /** @param {import("./stage.js").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.element = byId("map-tip");
    this.element.addEventListener("pointerenter", () => clearTimeout(this.#timer));
    this.element.addEventListener("pointerleave", () => this.leave());
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.hide();
    });
  }

  /**
   * Shows the area at a point.
   * @param {number} x
   * @param {number} y
   * @param {boolean} touch
   */
  show(x, y, touch) {
    const hover = this.stage.shown ? this.stage.atlas.hover(x, y, touch) : null;
    const upwards = y < this.#lastY;
    this.#lastY = y;
    if (!hover) {
      this.leave();
      return;
    }
    clearTimeout(this.#timer);
    const key = hover.key + hover.name;
    if (key === this.#key) return;
    this.#key = key;
    setText(byId("map-tip-name"), hover.name);
    setText(byId("map-tip-value"), hover.value);
    setText(byId("map-tip-class"), hover.class);
    byId("map-tip-class").hidden = !hover.class;
    byId("map-tip-swatch").style.setProperty("--swatch", hover.color);
    this.element.hidden = false;
    this.#place(x, y, upwards && !touch);
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {boolean} below
   */
  #place(x, y, below) {
    const { offsetWidth: width, offsetHeight: height } = this.element;
    const left = Math.min(Math.max(x - width / 2, MARGIN_PX), this.stage.width - width - MARGIN_PX);
    let top = below ? y + GAP_PX : y - height - GAP_PX;
    if (top < MARGIN_PX) top = y + GAP_PX;
    else if (top + height > this.stage.height) top = y - height - GAP_PX;
    this.element.style.setProperty("--x", `${Math.round(left)}px`);
    this.element.style.setProperty("--y", `${Math.round(top)}px`);
  }

  /** The pointer is off the area: the tip goes, unless the pointer comes to it in time. */
  leave() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.hide(), GRACE_MS);
  }

  /** Takes the tip away. */
  hide() {
    clearTimeout(this.#timer);
    this.#key = "";
    this.element.hidden = true;
  }
}
