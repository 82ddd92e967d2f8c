// The small pictures of a profile. Each stands beside its words, so both are hidden from readers of the page.

import { el, svg } from "../../dom.js";

/** @typedef {import("../../types/engine.js").Spine} Spine */
/** @typedef {import("../../types/engine.js").Movement} Movement */

/** Room for marks at the ends, in percent. */
const MARGIN = 4;

/** Where something lies from left to right, in percent. @param {number} at from 0 to 1 */
const across = (at) => MARGIN + at * (100 - 2 * MARGIN);
/** @param {number} percent */
const is = (percent) => `${percent.toFixed(2)}%`;

/**
 * The area between the worst and the best value, with the middle half of the areas.
 * @param {Spine} place
 */
export function spine({ own, middle, median, parent, from, to, words }) {
  const [low = 0, high = 1] = middle.map(across);
  /** @type {SVGElement[]} */
  const marks = [
    line(0, 1),
    svg("rect", { class: "spine-middle", x: is(low), y: "25%", width: is(Math.max(1, high - low)), height: "50%" }),
    svg("line", { class: "spine-median", x1: is(across(median)), x2: is(across(median)), y1: "25%", y2: "75%" }),
  ];
  if (parent !== null) {
    marks.push(svg("svg", { class: "spine-at", x: is(across(parent)), y: "50%" }, svg("path", { class: "spine-parent", d: "M0-6 5 0 0 6-5 0z" })));
  }
  return el("div", { class: "profile-spine" },
    picture([...marks, point("spine-own", across(own), 50)]),
    el("p", { class: "spine-ends", "aria-hidden": "true" }, el("span", {}, from), el("span", {}, to)),
    el("p", { class: "hidden" }, words));
}

/**
 * The line of the values, with where they go in a word.
 * @param {Movement} movement
 */
export function spark({ direction, judged, label, pieces }) {
  const down = (/** @type {number} */ at) => 90 - at * 80;
  const lines = pieces.map((piece) => svg("polyline", { class: "spark-line", points: piece.map(([x, at]) => `${across(x).toFixed(2)},${down(at).toFixed(2)}`).join(" ") }));
  const last = pieces.at(-1)?.at(-1);
  return el("div", { class: "profile-spark", "data-judged": judged },
    picture([
      svg("svg", { viewBox: "0 0 100 100", width: "100%", height: "100%", preserveAspectRatio: "none" }, ...lines),
      ...(last ? [point("spark-end", across(last[0]), down(last[1]))] : []),
    ]),
    el("p", { class: "profile-line" }, arrow(direction), label));
}

/**
 * A dot on a scale.
 * @param {number} at from 0 to 1
 */
export function dot(at) {
  return picture([line(0, 1), point("spine-own", across(at), 50)]);
}

/**
 * A bar that begins at nothing.
 * @param {number} share from 0 to 1
 */
export function bar(share) {
  return picture([
    svg("rect", { class: "bar-whole", x: 0, y: "30%", width: "100%", height: "40%" }),
    svg("rect", { class: "bar-part", x: 0, y: "30%", width: is(Math.max(0.5, share * 100)), height: "40%" }),
  ]);
}

/**
 * @param {string} name
 * @param {number} x in percent
 * @param {number} y in percent
 */
function point(name, x, y) {
  return svg("circle", { class: name, cx: is(x), cy: is(y), r: name === "spine-own" ? 6 : 4 });
}

/**
 * @param {number} from from 0 to 1
 * @param {number} to from 0 to 1
 */
function line(from, to) {
  return svg("line", { class: "spine-line", x1: is(across(from)), x2: is(across(to)), y1: "50%", y2: "50%" });
}

/** @param {string} direction */
function arrow(direction) {
  const turn = { up: "M3 13 13 3M6 3h7v7", down: "M3 3l10 10M13 6v7H6", none: "M2 8h12M10 4l4 4-4 4", short: "M5 8h6" }[direction] ?? "";
  return svg("svg", { class: "trend-arrow", viewBox: "0 0 16 16", "aria-hidden": "true", focusable: "false" }, svg("path", { d: turn }));
}

/** @param {SVGElement[]} marks */
function picture(marks) {
  return svg("svg", { class: "profile-picture", "aria-hidden": "true", focusable: "false" }, ...marks);
}
