// The canvas of the map: its size, its colours, and when it is drawn.

import { byId, setText } from "../dom.js";
import { mapColors, onColors } from "../preferences.js";

/** After this rest the engine may draw finer. */
const REST_MS = 150;
/** Time for a slice of the fine pass. */
const REFINE_SLICE_MS = 8;
/** More pixels than this per CSS pixel are not seen. */
const LARGEST_DENSITY = 3;

export class Stage {
  /** Called after each frame, to move what lies over the map. @type {Array<() => void>} */
  #followers = [];
  /** Names on the picture. Loaded later. @type {import("./labels.js").Labels | null} */
  names = null;
  /** What lies over the picture and under the names, if anything does. @type {CanvasRenderingContext2D | null} */
  upper = null;
  #frame = 0;
  #rest = 0;
  #refining = 0;
  /** Rows of the picture that are fine. */
  #refined = 0;
  /** Whether the surface has taken another size while nothing could be drawn. */
  #stale = false;

  /** @param {import("../session.js").Session} session */
  constructor(session) {
    this.session = session;
    this.surface = byId("map-surface");
    this.canvas = /** @type {HTMLCanvasElement} */ (byId("map-canvas"));
    // Opaque: nothing beneath has to shine through when it goes to the screen.
    this.context = this.canvas.getContext("2d", { alpha: false });
    this.width = 0;
    this.height = 0;
    this.colors = mapColors();
    session.draw = () => this.draw();
    this.recolor();
    this.measure();
    new ResizeObserver(() => this.measure()).observe(this.surface);
    onColors(() => {
      const colors = mapColors();
      const start = performance.now();
      this.atlas.set_colors(colors);
      if (this.draw()) performance.measure("teilraum:recolour", { start });
    });
  }

  /**
   * Has something follow every frame.
   * @param {() => void} follower
   */
  follow(follower) {
    this.#followers.push(follower);
  }

  /** Whether the map is on the page and has something to show. */
  get shown() {
    return this.width > 0 && this.height > 0 && this.#drawable;
  }

  /** Whether there is something to show, wherever the page may have put it. */
  get #drawable() {
    const { answer, loader, working } = this.session;
    // Where a file cannot be had, a map that is already there goes on; the static picture stays else.
    return Boolean(answer?.complete) || (this.surface.classList.contains("painted") && !loader.waiting && !working);
  }

  /** The engine that paints. */
  get atlas() {
    return this.session.atlas;
  }

  /** Tells another engine what this one knows of the page. */
  adopt() {
    this.recolor();
    if (this.width > 0 && this.height > 0) this.atlas.resize(this.width, this.height, this.canvas.width / this.width);
  }

  /** Tells the engine the colours of the page. */
  recolor() {
    this.colors = mapColors();
    this.atlas.set_colors(this.colors);
  }

  /** Takes over the size of the surface and draws if it is another one. */
  measure() {
    // A picture that cannot be drawn anew stays until it can; the style sheet stretches it.
    this.#stale = this.surface.classList.contains("painted") && !this.#drawable;
    if (this.#stale || !this.fit()) return;
    this.draw();
    // A larger map may want finer outlines.
    this.session.loader.pump();
  }

  /**
   * Fits canvas and engine to a size, or to the surface.
   * @returns {boolean} whether the size is another one
   */
  fit(
    width = this.surface.clientWidth,
    height = this.surface.clientHeight,
    density = Math.min(LARGEST_DENSITY, Math.max(1, devicePixelRatio)),
  ) {
    const pixels = [Math.round(width * density), Math.round(height * density)];
    if (this.canvas.width === pixels[0] && this.canvas.height === pixels[1] && this.width === width) return false;
    [this.width, this.height] = [width, height];
    if (width === 0 || height === 0) return false;
    [this.canvas.width = 1, this.canvas.height = 1] = pixels;
    this.atlas.resize(width, height, density);
    return true;
  }

  /**
   * Draws now.
   * @returns {boolean} whether there was something to draw
   */
  draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    if (!this.shown || !this.context) return false;
    // The answer that has just come may have moved the map.
    if (this.#stale || !this.surface.classList.contains("painted")) this.fit();
    this.#stale = false;
    const drawn = this.atlas.frame(this.context);
    // A level that no outlines draw must not stand under the map of another.
    this.surface.classList.toggle("blank", !drawn && Boolean(this.session.answer?.complete));
    if (!drawn) return false;
    this.surface.classList.add("painted");
    for (const follower of this.#followers) follower();
    this.names?.follow();
    this.#showScale();
    this.#refineLater();
    return true;
  }

  /** Draws with the next picture of the screen, once for all movements until then. */
  request() {
    this.#frame ||= requestAnimationFrame(() => {
      const began = performance.now();
      this.draw();
      performance.measure("teilraum:frame", { start: began });
    });
  }

  /** The bar of the scale. */
  #showScale() {
    const { label, px } = this.atlas.scale_bar();
    byId("scale").hidden = !label;
    byId("scale").style.setProperty("--length", `${Math.round(px)}px`);
    setText(byId("scale-label"), label);
  }

  /** Starts the fine pass when the map has come to rest. */
  #refineLater() {
    clearTimeout(this.#rest);
    cancelAnimationFrame(this.#refining);
    this.#refined = 0;
    const slice = () => {
      if (this.#refine(REFINE_SLICE_MS)) {
        this.#refining = requestAnimationFrame(slice);
      } else {
        // What the first picture did without is asked for once it stands.
        this.session.loader.pump();
      }
    };
    this.#rest = setTimeout(() => {
      this.#refining = requestAnimationFrame(slice);
    }, REST_MS);
  }

  /**
   * Draws further rows as fine as it gets, and the names over them.
   * @param {number} budget milliseconds
   * @returns {boolean} whether there are more
   */
  #refine(budget) {
    const from = this.#refined;
    this.#refined = this.context ? this.atlas.refine(this.context, budget) : 0;
    if (this.#refined <= from) return false;
    this.names?.again(from, this.#refined);
    return this.#refined < this.canvas.height;
  }

  /** Draws as fine as it gets, at once: paper does not wait. */
  finish() {
    clearTimeout(this.#rest);
    this.#refine(Infinity);
  }
}
