// The looks of the value states, the same as on the map: each its own pattern on grey.

import { svg } from "../dom.js";

const GREY = "#d1d1d1";
const PALE = "#f0f0f0";
const INK = "#6b6b6b";

/** Ground, side of the tile that repeats, and what is drawn on it, in CSS pixels. @typedef {{ground: string, tile: number, path: string}} Look */

/**
 * Lines rising to the right; drawn beyond the tile, so that its corners are filled too.
 * @param {number} tile
 */
const rising = (tile) => `M-1 1L1 -1M0 ${tile}L${tile} 0M${tile - 1} ${tile + 1}L${tile + 1} ${tile - 1}`;

/**
 * Lines falling to the right.
 * @param {number} tile
 */
const falling = (tile) => `M-1 ${tile - 1}L1 ${tile + 1}M0 0L${tile} ${tile}M${tile - 1} -1L${tile + 1} 1`;

/** @type {Record<string, Look>} */
const LOOKS = {
  "missing": { ground: GREY, tile: 8, path: "M1 0v2M5 4v2" },
  "suppressed": { ground: PALE, tile: 4, path: rising(4) },
  "unknown-or-secret": { ground: PALE, tile: 9, path: rising(9) },
  "pending": { ground: PALE, tile: 6, path: "M0 1h6" },
  "not-applicable": { ground: PALE, tile: 7, path: falling(7) },
  "unreliable": { ground: PALE, tile: 7, path: "M0 0.5h7M0.5 0v7" },
};

/** Width of the strokes that make the dots square. */
const DOT_PX = 2;

/**
 * An SVG pattern for a value state.
 * @param {string} state
 * @param {string} id
 */
export function statePattern(state, id) {
  const look = LOOKS[state] ?? { ground: GREY, tile: 8, path: "" };
  const { ground, tile, path } = look;
  return svg("pattern", { id, width: tile, height: tile, patternUnits: "userSpaceOnUse" },
    svg("rect", { width: tile, height: tile, fill: ground }),
    svg("path", { d: path, stroke: INK, fill: "none", "stroke-width": state === "missing" ? DOT_PX : 1.2 }));
}
