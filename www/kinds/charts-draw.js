// A chart as the engine lays it out, as elements; colours come from the style sheet, by part.

import { svg } from "../dom.js";

/** @typedef {import("../types/maps.js").ChartPicture} ChartPicture */
/** @typedef {import("../types/maps.js").ChartMark} ChartMark */

/**
 * The picture; what it shows is told beside it.
 * @param {ChartPicture} picture
 */
export function drawn({ width, height, marks }) {
  return svg("svg", { viewBox: `0 0 ${width} ${height}`, width, height, "aria-hidden": "true", focusable: "false" }, ...marks.map(element));
}

/** @param {ChartMark} mark */
function element(mark) {
  const part = `mark-${mark.part}`;
  if (mark.is === "text") {
    const anchor = mark.anchor === "start" ? null : mark.anchor;
    return svg("text", { class: `${part}${mark.bold ? " bold" : ""}`, x: mark.x, y: mark.y, "text-anchor": anchor }, mark.text);
  }
  if (mark.width === 0) return svg("path", { class: `fill ${part}`, d: mark.d });
  return svg("path", { class: `line ${part}${mark.dash ? " dashed" : ""}`, d: mark.d, "stroke-width": mark.width, "stroke-dasharray": mark.dash || null });
}
