// The histogram of the legend: bars in class colours, bounds under them, two marks above.

import { attrs, setText, svg } from "../dom.js";

/** @typedef {import("../types/engine.js").Legend} Legend */
/** @typedef {import("../types/engine.js").Mark} Mark */

// Heights from above, in CSS pixels.
const AREA_TEXT = 12;
const MEDIAN_TEXT = 27;
const BARS_TOP = 33;
const BARS_BOTTOM = 85;
const LEADER_END = 95;
const BOUND_TEXT = 107;
const HEIGHT = 111;
/** Room between two labels. */
const LABEL_GAP = 7;
/** Width of a figure of the labels, on the safe side. */
const CHARACTER_PX = 7.1;
const MARGIN = 2;

/** @param {string} label */
const widthOf = (label) => label.length * CHARACTER_PX;

/** What an element is to be: its tag, its attributes, its text. @typedef {["path" | "line" | "text", Record<string, string | number | null>, string?]} Shape */

/** @returns {SVGSVGElement} */
export const emptyHistogram = () => svg("svg", { class: "histogram", "aria-hidden": "true", focusable: "false" });

/**
 * Brings the picture up to date. Elements stay and change, since making them takes longer.
 * @param {SVGSVGElement} picture
 * @param {Legend} legend
 * @param {number} width in CSS pixels
 */
export function drawHistogram(picture, legend, width) {
  const x = (/** @type {number} */ at) => MARGIN + at * (width - 2 * MARGIN);
  update(picture, { width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}` });
  const shapes = [
    ...bars(legend, x),
    /** @type {Shape} */ (["line", { class: "axis", x1: 0, x2: width, y1: BARS_BOTTOM + 0.5, y2: BARS_BOTTOM + 0.5 }]),
    ...boundLabels(legend.bounds, width, x),
    ...(legend.median ? mark("median", legend.median, x, width, MEDIAN_TEXT) : []),
    ...(legend.area ? mark("area", legend.area, x, width, AREA_TEXT) : []),
  ];
  shapes.forEach(([tag, attributes, text], index) => {
    let element = picture.children[index];
    if (element?.tagName !== tag) {
      const made = svg(tag);
      if (element) element.replaceWith(made);
      else picture.append(made);
      element = made;
    }
    update(element, attributes);
    if (text !== undefined) setText(element, text);
  });
  while (picture.children.length > shapes.length) picture.lastElementChild?.remove();
}

/**
 * Sets the attributes that differ.
 * @param {Element} element
 * @param {Record<string, string | number | null>} attributes
 */
function update(element, attributes) {
  const news = Object.entries(attributes).filter(([name, value]) => element.getAttribute(name) !== (value === null ? null : String(value)));
  if (news.length > 0) attrs(element, Object.fromEntries(news));
}

/**
 * The bars of each colour, as one shape.
 * @param {Legend} legend
 * @param {(at: number) => number} x
 * @returns {Shape[]}
 */
function bars(legend, x) {
  /** @type {Map<string, string>} */
  const paths = new Map();
  for (const { from, to, height, color } of legend.bars) {
    const [left, wide, high] = [x(from), Math.max(1, x(to) - x(from) - 0.75), Math.max(1, height * (BARS_BOTTOM - BARS_TOP))];
    paths.set(color, `${paths.get(color) ?? ""}M${left} ${BARS_BOTTOM}v${-high}h${wide}v${high}z`);
  }
  return [...paths].map(([fill, d]) => ["path", { class: "bar", fill, d }]);
}

/**
 * A line through the bars with its label.
 * @param {string} kind
 * @param {Mark} item
 * @param {(at: number) => number} x
 * @param {number} width
 * @param {number} y of the label
 * @returns {Shape[]}
 */
function mark(kind, item, x, width, y) {
  const at = x(item.at);
  const leftHalf = at < width / 2;
  return [
    ["line", { class: `mark ${kind}`, x1: at, x2: at, y1: y - 9, y2: BARS_BOTTOM + 3 }],
    ["text", { class: `mark ${kind}`, x: at + (leftHalf ? 4 : -4), y, "text-anchor": leftHalf ? "start" : "end" }, item.label],
  ];
}

/**
 * The bounds that fit, moved apart where they would touch, each with a line to its place.
 * @param {readonly Mark[]} bounds
 * @param {number} width
 * @param {(at: number) => number} x
 * @returns {Shape[]}
 */
function boundLabels(bounds, width, x) {
  const shown = thinned(bounds, width);
  const places = spread(shown.map((bound) => ({ at: x(bound.at), size: widthOf(bound.label) })), width);
  const leaders = shown.map((bound, index) => {
    const at = x(bound.at);
    return `M${at} ${BARS_BOTTOM + 1}V${BARS_BOTTOM + 4}L${places[index] ?? at} ${LEADER_END - 2}V${LEADER_END}`;
  });
  return [
    ["path", { class: "leader", fill: null, d: leaders.join("") }],
    ...shown.map((bound, index) => /** @type {Shape} */ (
      ["text", { class: "bound", x: places[index] ?? x(bound.at), y: BOUND_TEXT, "text-anchor": "middle" }, bound.label])),
  ];
}

/**
 * Every bound, or every second, third …, as many as fit beside each other.
 * @param {readonly Mark[]} bounds
 * @param {number} width
 */
function thinned(bounds, width) {
  for (let step = 1; step < bounds.length; step += 1) {
    const kept = bounds.filter((_bound, index) => index % step === 0);
    if (kept.reduce((sum, bound) => sum + widthOf(bound.label) + LABEL_GAP, -LABEL_GAP) <= width) return kept;
  }
  return bounds.slice(0, 1);
}

/**
 * Moves labels apart, each as little as possible, and keeps them inside.
 * @param {readonly {at: number, size: number}[]} labels in order
 * @param {number} width
 * @returns {number[]} middles
 */
function spread(labels, width) {
  /** Runs of touching labels with the left end they would like. @type {{size: number, wish: number, members: number}[]} */
  const runs = [];
  const left = (/** @type {{size: number, wish: number, members: number}} */ run) =>
    Math.min(Math.max(run.wish / run.members, 0), Math.max(0, width - run.size));
  for (const { at, size } of labels) {
    let run = { size, wish: at - size / 2, members: 1 };
    for (let before = runs.at(-1); before && left(before) + before.size + LABEL_GAP > left(run); before = runs.at(-1)) {
      runs.pop();
      const offset = before.size + LABEL_GAP;
      run = { size: offset + run.size, wish: before.wish + run.wish - offset * run.members, members: before.members + run.members };
    }
    runs.push(run);
  }
  /** @type {number[]} */
  const middles = [];
  let next = 0;
  for (const run of runs) {
    let edge = left(run);
    for (let i = 0; i < run.members; i += 1, next += 1) {
      const size = labels[next]?.size ?? 0;
      middles.push(edge + size / 2);
      edge += size + LABEL_GAP;
    }
  }
  return middles;
}
