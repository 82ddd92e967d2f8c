// The colors of a map without classes, under the bars of the legend.

import { byId, changeOf, svg } from "../dom.js";
import { keepReachable } from "../reach.js";

/** @typedef {import("../types/engine.js").RampLegend} RampLegend */

const HEIGHT = 14;

const changed = changeOf();
/** @type {Element | null} */
let strip = null;
/** Whether the legend has lost what in it takes the focus. */
let bare = false;

/**
 * Shows the colors along the axis of the histogram, whose sentence says what they mean; takes them away where there are classes.
 * @param {RampLegend | null} legend
 */
export function ramp(legend) {
  if (!changed(legend)) return;
  strip?.remove();
  strip = null;
  if (!legend) return;
  if (!bare) keepReachable(byId("legend"));
  bare = true;
  strip = rampStrip(legend, "ramp-colors");
  byId("legend-histogram").after(strip);
}

/**
 * @param {RampLegend} legend
 * @param {string} id of the gradient
 */
export function rampStrip({ stops }, id) {
  const last = stops.length - 1;
  return svg("svg", { class: "ramp", width: "100%", height: HEIGHT, viewBox: `0 0 ${last} 1`, preserveAspectRatio: "none", "aria-hidden": "true", focusable: "false" },
    svg("defs", {}, svg("linearGradient", { id }, ...stops.map((stop) => svg("stop", { offset: stop.at, "stop-color": stop.color })))),
    svg("rect", { width: last, height: 1, fill: `url(#${id})` }));
}
