// Parallel coordinates: an axis per figure of the filter, a line per area; and the same as a table.

import { changeOf, el, setText } from "../dom.js";
import { scrolls } from "../kinds/scrolls.js";
import { mapColors, onColors } from "../preferences.js";

/** @typedef {import("../types/engine.js").FilterLines} FilterLines */
/** @typedef {import("../types/maps.js").Maps} Maps */

const LARGEST_DENSITY = 3;
/** Room beside the outer axes and above and below all, in CSS pixels. */
const MARGIN = 12;
/** What is known of an area, in the order in which lines are drawn. */
const ORDER = [0, 2, 1, 3];

export class Lines {
  #changed = changeOf();
  /** @type {FilterLines | null} */
  #lines = null;

  /**
   * @param {import("../session.js").Session} session
   * @param {Maps} module
   */
  constructor(session, module) {
    this.session = session;
    this.module = module;
    this.title = el("summary", {});
    this.hint = el("p", { class: "hint" });
    this.canvas = el("canvas", { id: "filter-lines", class: "filter-lines", role: "img" });
    this.axes = el("ul", { class: "filter-axes" });
    this.rowsTitle = el("summary", {});
    this.rows = scrolls(el("div", { class: "scroll", role: "region" }));
    this.fold = el("details", { class: "fold" }, this.rowsTitle, this.rows);
    this.box = el("details", { id: "filter-lines-box", class: "fold", hidden: true }, this.title,
      el("figure", {}, this.hint, this.canvas, this.axes, this.fold));
    this.box.addEventListener("toggle", () => this.#refresh());
    this.fold.addEventListener("toggle", () => this.#fillRows());
    new ResizeObserver(() => this.#draw()).observe(this.canvas);
    onColors(() => requestAnimationFrame(() => this.#draw()));
  }

  /** @param {import("../types/engine.js").Answer} answer */
  async show(answer) {
    if (!this.#changed(answer.kinds?.filter, answer.area?.key, answer.link)) return;
    const t = this.session.t;
    setText(this.title, t("kind.filter.ui.lines"));
    setText(this.hint, t("kind.filter.ui.lines.hint"));
    setText(this.rowsTitle, t("kind.filter.ui.lines.rows"));
    this.#refresh();
  }

  #refresh() {
    this.#lines = this.module.filter_lines(this.session.atlas);
    this.box.hidden = !this.#lines;
    if (!this.#lines || !this.box.open) return;
    this.canvas.setAttribute("aria-label", this.#lines.label);
    this.axes.replaceChildren(...this.#lines.axes.map((axis) => el("li", {}, el("strong", {}, axis.label), ` ${axis.min} – ${axis.max}`)));
    this.#fillRows();
    this.#draw();
  }

  #fillRows() {
    if (!this.#lines || !this.fold.open) return;
    const { caption, head, rows } = this.#lines.table;
    this.rows.setAttribute("aria-label", caption);
    const body = rows.map((row) => el("tr", {}, ...row.map((text, index) =>
      (index === 0 ? el("th", { scope: "row" }, text) : el("td", { class: "number" }, text)))));
    this.rows.replaceChildren(el("table", { class: "small" }, el("caption", {}, caption),
      el("thead", {}, el("tr", {}, ...head.map((text) => el("th", { scope: "col" }, text)))), el("tbody", {}, ...body)),
    ...(this.#lines.more ? [el("p", { class: "hint" }, this.#lines.more)] : []));
  }

  #draw() {
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const context = this.canvas.getContext("2d");
    if (!this.#lines || !context || !this.box.open || width === 0 || height === 0) return;
    const density = Math.min(LARGEST_DENSITY, Math.max(1, devicePixelRatio));
    this.canvas.width = Math.round(width * density);
    this.canvas.height = Math.round(height * density);
    context.scale(density, density);
    const axes = this.#lines.axes;
    const x = (/** @type {number} */ at) => MARGIN + (width - 2 * MARGIN) * at / (axes.length - 1);
    const y = (/** @type {number} */ at) => height - MARGIN - (height - 2 * MARGIN) * at;
    const points = this.module.filter_points(this.session.atlas);
    for (const state of ORDER) strokeLines(context, points, axes.length, state, x, y);
    drawAxes(context, axes, x, y);
  }
}

/**
 * Strokes the lines of the areas of which `state` is known; a missing value leaves a gap.
 * @param {CanvasRenderingContext2D} context
 * @param {Float32Array} points
 * @param {number} count of axes
 * @param {number} state
 * @param {(at: number) => number} x
 * @param {(at: number) => number} y
 */
function strokeLines(context, points, count, state, x, y) {
  const colors = mapColors();
  const looks = [
    { color: colors.border, width: 1, dash: [] },
    { color: colors.text, width: 1.2, dash: [] },
    { color: colors.text, width: 1, dash: [2, 3] },
    { color: colors.selection, width: 2.5, dash: [] },
  ];
  const look = looks[state] ?? { color: colors.border, width: 1, dash: [] };
  context.beginPath();
  for (let from = 0; from < points.length; from += count + 1) {
    if (points[from] !== state) continue;
    let drawing = false;
    for (let at = 0; at < count; at += 1) {
      const place = points[from + 1 + at] ?? -1;
      if (place < 0) drawing = false;
      else if (drawing) context.lineTo(x(at), y(place));
      else {
        context.moveTo(x(at), y(place));
        drawing = true;
      }
    }
  }
  context.strokeStyle = look.color;
  context.lineWidth = look.width;
  context.setLineDash(look.dash);
  context.globalAlpha = state === 1 ? 0.75 : 1;
  context.stroke();
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {readonly import("../types/engine.js").FilterAxis[]} axes
 * @param {(at: number) => number} x
 * @param {(at: number) => number} y
 */
function drawAxes(context, axes, x, y) {
  const colors = mapColors();
  context.setLineDash([]);
  axes.forEach((axis, at) => {
    context.strokeStyle = colors.text;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(x(at), y(0));
    context.lineTo(x(at), y(1));
    context.stroke();
    // What the bounds leave.
    context.strokeStyle = colors.selection;
    context.lineWidth = 4;
    context.beginPath();
    context.moveTo(x(at), y(axis.low ?? 0));
    context.lineTo(x(at), y(axis.high ?? 1));
    context.stroke();
  });
}
