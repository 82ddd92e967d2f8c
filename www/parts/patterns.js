// The looks of the value states, the same as on the map: grey, thin lines, dense lines, crosses.

import { svg } from "../dom.js";

/** Line directions and distance of each look. @type {Record<string, {ground: string, lines: Array<"up" | "down">, pitch: number}>} */
const LOOKS = {
  "missing": { ground: "#dcdcdc", lines: [], pitch: 8 },
  "pending": { ground: "#dcdcdc", lines: ["down"], pitch: 9 },
  "unknown-or-secret": { ground: "#f2f2f2", lines: ["up"], pitch: 7 },
  "suppressed": { ground: "#f2f2f2", lines: ["up", "down"], pitch: 5 },
  "not-applicable": { ground: "#ffffff", lines: ["down"], pitch: 7 },
  "unreliable": { ground: "#f2f2f2", lines: ["up"], pitch: 4 },
};

const LINE_COLOR = "#5c5c5c";

/**
 * An SVG pattern for a value state.
 * @param {string} state
 * @param {string} id
 */
export function statePattern(state, id) {
  const look = LOOKS[state] ?? { ground: "#dcdcdc", lines: [], pitch: 8 };
  const p = look.pitch;
  const pattern = svg("pattern", { id, width: p, height: p, patternUnits: "userSpaceOnUse" },
    svg("rect", { width: p, height: p, fill: look.ground }));
  for (const line of look.lines) {
    // Drawn three times, so that the corners of the tile are filled too.
    for (const shift of [-p, 0, p]) {
      const [y1, y2] = line === "up" ? [p, 0] : [0, p];
      pattern.append(svg("line", { x1: shift, y1, x2: shift + p, y2, stroke: LINE_COLOR, "stroke-width": 1 }));
    }
  }
  return pattern;
}
