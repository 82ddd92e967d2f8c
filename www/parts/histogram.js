// The histogram of the legend: bars in class colours, bounds under them, two marks above.

import { svg } from "../dom.js";

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

/**
 * @param {Legend} legend
 * @param {number} width in CSS pixels
 */
export function histogram(legend, width) {
  const x = (/** @type {number} */ at) => MARGIN + at * (width - 2 * MARGIN);
  const picture = svg("svg", { class: "histogram", width, height: HEIGHT, viewBox: `0 0 ${width} ${HEIGHT}`, "aria-hidden": "true", focusable: "false" });
  for (const bar of legend.bars) {
    const height = Math.max(1, bar.height * (BARS_BOTTOM - BARS_TOP));
    picture.append(svg("rect", {
      class: "bar", fill: bar.color, x: x(bar.from), y: BARS_BOTTOM - height, height,
      width: Math.max(1, x(bar.to) - x(bar.from) - 0.75),
    }));
  }
  picture.append(svg("line", { class: "axis", x1: 0, x2: width, y1: BARS_BOTTOM + 0.5, y2: BARS_BOTTOM + 0.5 }));
  picture.append(...boundLabels(legend.bounds, width, x));
  if (legend.median) picture.append(...mark("median", legend.median, x, width, MEDIAN_TEXT));
  if (legend.area) picture.append(...mark("area", legend.area, x, width, AREA_TEXT));
  return picture;
}

/**
 * A line through the bars with its label.
 * @param {string} kind
 * @param {Mark} item
 * @param {(at: number) => number} x
 * @param {number} width
 * @param {number} y of the label
 */
function mark(kind, item, x, width, y) {
  const at = x(item.at);
  const leftHalf = at < width / 2;
  return [
    svg("line", { class: `mark ${kind}`, x1: at, x2: at, y1: y - 9, y2: BARS_BOTTOM + 3 }),
    svg("text", { class: `mark ${kind}`, x: at + (leftHalf ? 4 : -4), y, "text-anchor": leftHalf ? "start" : "end" }, item.label),
  ];
}

/**
 * The bounds that fit, moved apart where they would touch, each with a line to its place.
 * @param {readonly Mark[]} bounds
 * @param {number} width
 * @param {(at: number) => number} x
 */
function boundLabels(bounds, width, x) {
  const shown = thinned(bounds, width);
  const places = spread(shown.map((bound) => ({ at: x(bound.at), size: widthOf(bound.label) })), width);
  return shown.flatMap((bound, index) => {
    const at = x(bound.at);
    const place = places[index] ?? at;
    return [
      svg("path", { class: "leader", d: `M${at} ${BARS_BOTTOM + 1}V${BARS_BOTTOM + 4}L${place} ${LEADER_END - 2}V${LEADER_END}` }),
      svg("text", { class: "bound", x: place, y: BOUND_TEXT, "text-anchor": "middle" }, bound.label),
    ];
  });
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
