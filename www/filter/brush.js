// Bounds over a histogram: two thumbs on one line, and the same as numbers to type.

import { attrs, changeOf, el, setText, svg } from "../dom.js";
import { readNumber } from "../parts/classes.js";

/** @typedef {import("../types/engine.js").FilterRange} FilterRange */
/** @typedef {[number | null, number | null]} Span */

/** Height of the histogram in units of its own. */
const HEIGHT = 40;
const WIDTH = 200;

export class Brush {
  /** @type {FilterRange | null} */
  #range = null;
  #barsChanged = changeOf();

  /**
   * @param {import("../session.js").Session} session
   * @param {HTMLElement} box to be filled
   * @param {(span: Span) => void} choose
   */
  constructor(session, box, choose) {
    this.session = session;
    this.choose = choose;
    this.picture = svg("svg", { class: "filter-histogram", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" });
    this.thumbs = [this.#thumb(0), this.#thumb(1)];
    this.fields = [this.#field(0), this.#field(1)];
    this.error = el("p", { class: "error", "aria-live": "polite" });
    box.replaceChildren(this.picture, el("div", { class: "filter-slide" }, ...this.thumbs),
      el("div", { class: "filter-bounds" }, ...this.fields.map(({ row }) => row)), this.error);
  }

  /** @param {0 | 1} side */
  #thumb(side) {
    const thumb = el("input", { type: "range" });
    thumb.addEventListener("input", () => {
      const range = this.#range;
      if (!range) return;
      const value = Number(thumb.value);
      const [low, high] = [range.low, range.high];
      // A thumb stops at the other, and at the end of its line it asks for nothing.
      const other = side === 0 ? (high ?? range.max) : (low ?? range.min);
      const held = side === 0 ? Math.min(value, other) : Math.max(value, other);
      thumb.value = String(held);
      const bound = held === (side === 0 ? range.min : range.max) ? null : held;
      this.choose(side === 0 ? [bound, high] : [low, bound]);
    });
    return thumb;
  }

  /** @param {0 | 1} side */
  #field(side) {
    const input = el("input", { type: "text", inputmode: "decimal", autocomplete: "off" });
    const label = el("span", {});
    const unit = el("span", { class: "unit" });
    input.addEventListener("change", () => {
      const text = input.value.trim();
      const value = text === "" ? null : readNumber(text);
      const wrong = Number.isNaN(value ?? 0);
      input.setAttribute("aria-invalid", String(wrong));
      setText(this.error, wrong ? this.session.t("kind.filter.ui.number") : "");
      const range = this.#range;
      if (!wrong && range) this.choose(side === 0 ? [value, range.high] : [range.low, value]);
    });
    return { row: el("label", { class: "filter-bound" }, label, input, unit), input, label, unit };
  }

  /**
   * @param {FilterRange} range
   * @param {number} at which condition it is
   */
  update(range, at) {
    this.#range = range;
    const t = this.session.t;
    if (this.#barsChanged(range.bars)) this.picture.replaceChildren(...range.bars.map(bar));
    const bounds = [range.low, range.high];
    const ends = [range.min, range.max];
    const spoken = [range.low_label, range.high_label];
    const slide = ["kind.filter.ui.low.slide", "kind.filter.ui.high.slide"];
    const typed = ["kind.filter.ui.low", "kind.filter.ui.high"];
    this.thumbs.forEach((thumb, side) => {
      const name = side === 0 ? "low" : "high";
      attrs(thumb, { id: `filter-${at}-${name}-slide`, min: range.min, max: range.max, step: range.step, "aria-label": t(slide[side] ?? ""), "aria-valuetext": spoken[side] });
      const value = String(bounds[side] ?? ends[side] ?? 0);
      if (thumb.value !== value) thumb.value = value;
    });
    this.fields.forEach(({ input, label, unit }, side) => {
      input.id = `filter-${at}-${side === 0 ? "low" : "high"}`;
      setText(label, t(typed[side] ?? ""));
      setText(unit, range.unit);
      const bound = bounds[side] ?? null;
      const text = bound === null ? "" : bound.toLocaleString(document.documentElement.lang, { useGrouping: false, maximumFractionDigits: 10 });
      // What somebody is typing stays until it is finished.
      if (document.activeElement !== input || readNumber(input.value) === bound) input.value = text;
      input.placeholder = (ends[side] ?? 0).toLocaleString(document.documentElement.lang, { useGrouping: false, maximumFractionDigits: 10 });
    });
  }
}

/** @param {import("../types/engine.js").FilterBar} bar */
function bar({ from, to, height, inside }) {
  return svg("rect", {
    class: inside ? "inside" : "outside",
    x: (from * WIDTH).toFixed(2),
    width: Math.max(0.5, (to - from) * WIDTH - 0.5).toFixed(2),
    y: ((1 - height) * HEIGHT).toFixed(2),
    height: (height * HEIGHT).toFixed(2),
  });
}
