// Names over the map, on a canvas of their own. The engine says which and where; what is read aloud
// stands in the table and on the chosen area, so this picture is hidden from those who listen.

import { el } from "../dom.js";
import { mapColors, onColors } from "../preferences.js";

/** On the palette of the map, which is the same by day and night. */
const INK = "#1d2430";
const HALO = "#ffffff";
const HALO_PX = 3;
const LEADING = 1.2;
/** Larger letters are bold, as the engine reckons. */
const SMALL_PX = 11.5;

/** The names on the map. @type {import("../types/engine.js").Label[]} */
export let shown = [];

export class Labels {
  #more = 0;

  /** @param {import("./stage.js").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.canvas = el("canvas", { id: "map-labels", "aria-hidden": "true" });
    this.context = this.canvas.getContext("2d");
    this.font = getComputedStyle(stage.surface).fontFamily;
    stage.canvas.after(this.canvas);
    stage.follow(() => this.follow());
    onColors(() => this.#paint());
    this.follow();
  }

  /** Takes over what the engine says of the map as it is now. */
  follow() {
    const found = this.stage.atlas.labels();
    if (!found) return;
    shown = found.labels;
    this.#paint();
    cancelAnimationFrame(this.#more);
    if (found.more) this.#more = requestAnimationFrame(() => this.follow());
  }

  /** Works out all names at once, for paper. */
  finish() {
    for (let found = this.stage.atlas.labels(); found; found = found.more ? this.stage.atlas.labels() : null) {
      shown = found.labels;
    }
    this.#paint();
  }

  #paint() {
    const { canvas, context, stage } = this;
    if (!context || stage.width === 0) return;
    const { width, height } = stage.canvas;
    if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
    else context.clearRect(0, 0, width, height);
    const density = width / stage.width;
    context.save();
    context.scale(density, density);
    const { forced, text, background } = mapColors();
    Object.assign(context, {
      fillStyle: forced ? text : INK, strokeStyle: forced ? background : HALO,
      lineWidth: HALO_PX, lineJoin: "round", textAlign: "center", textBaseline: "middle",
    });
    for (const label of shown) this.#write(context, label);
    context.restore();
    canvas.dataset["names"] = String(shown.length);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {import("../types/engine.js").Label} label
   */
  #write(context, { x, y, width, size, name }) {
    context.font = `${size > SMALL_PX ? 600 : 400} ${size}px ${this.font}`;
    name.split("\n").forEach((line, at, lines) => {
      const middle = y + (at - (lines.length - 1) / 2) * size * LEADING;
      context.strokeText(line, x, middle, width);
      context.fillText(line, x, middle, width);
    });
  }
}
