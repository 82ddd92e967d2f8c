// Names on the map, written into its picture: a canvas of their own would take as much memory and time
// once more. The engine says which and where; what is read aloud stands in the table and on the chosen
// area.

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
    this.font = getComputedStyle(stage.surface).fontFamily;
    stage.names = this;
    stage.request();
  }

  /** Takes over what the engine says of the map as it is now, and writes it over the whole picture. */
  follow() {
    if (this.#take()) this.#plan();
    this.#paint(0, this.stage.canvas.height);
    this.stage.canvas.dataset["names"] = String(shown.length);
  }

  /**
   * Writes over rows that have been painted again.
   * @param {number} from
   * @param {number} to
   */
  again(from, to) {
    if (!this.stage.upper) this.#paint(from, to);
  }

  /** Works out all names at once, for paper. */
  finish() {
    while (this.#take());
  }

  /** @returns {boolean} whether there are more to be worked out */
  #take() {
    const found = this.stage.atlas.labels();
    if (found) shown = found.labels;
    return Boolean(found?.more);
  }

  /** Works out the others with the next frames, and has them written once they are known. */
  #plan() {
    cancelAnimationFrame(this.#more);
    this.#more = requestAnimationFrame(() => {
      if (this.#take()) this.#plan();
      else this.stage.request();
    });
  }

  /**
   * @param {number} from the first row
   * @param {number} to the one after the last
   */
  #paint(from, to) {
    const { stage } = this;
    const context = stage.upper ?? stage.context;
    if (!context || stage.width === 0) return;
    const { width } = stage.canvas;
    const density = width / stage.width;
    context.save();
    context.beginPath();
    context.rect(0, from, width, to - from);
    context.clip();
    context.scale(density, density);
    const { forced, text, background } = stage.colors;
    Object.assign(context, {
      fillStyle: forced ? text : INK, strokeStyle: forced ? background : HALO,
      lineWidth: HALO_PX, lineJoin: "round", textAlign: "center", textBaseline: "middle",
    });
    for (const label of shown) {
      // Two lines at most, and their halo.
      const reach = (label.size * LEADING + HALO_PX) * density;
      const middle = label.y * density;
      if (middle + reach > from && middle - reach < to) this.#write(context, label, density);
    }
    context.restore();
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {import("../types/engine.js").Label} label
   * @param {number} density device pixels per CSS pixel
   */
  #write(context, { x, y, width, size, name }, density) {
    context.font = `${size > SMALL_PX ? 600 : 400} ${size}px ${this.font}`;
    name.split("\n").forEach((line, at, lines) => {
      const middle = y + (at - (lines.length - 1) / 2) * size * LEADING;
      // On whole pixels letters are sharp, and the same wherever a hair's breadth is lost on the way.
      const [across, down] = [Math.round(x * density) / density, Math.round(middle * density) / density];
      context.strokeText(line, across, down, width);
      context.fillText(line, across, down, width);
    });
  }
}
