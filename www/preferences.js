// What the reader's system asks for: motion, colours.

const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");
const forcedColors = matchMedia("(forced-colors: active)");

/** Queries whose change gives the page other colours. */
const COLOR_QUERIES = [
  forcedColors,
  matchMedia("(prefers-color-scheme: dark)"),
  matchMedia("(prefers-contrast: more)"),
  matchMedia("print"),
];

/** Whether the reader asks for less motion. */
export function calm() {
  return reducedMotion.matches;
}

/**
 * Calls back when the colours of the page change.
 * @param {() => void} changed
 */
export function onColors(changed) {
  for (const query of COLOR_QUERIES) query.addEventListener("change", changed);
  // A page around a frame may ask for other ones.
  document.addEventListener("teilraum-colors", changed);
}

/**
 * The computed colour of a probe element as `#rrggbb`; the style sheet maps each probe to a token,
 * and system colour words come out as numbers that the engine can use.
 * @param {string} name
 */
function probe(name) {
  const element = document.querySelector(`.probe-${name}`);
  const [r = 0, g = 0, b = 0] = (element ? getComputedStyle(element).color : "").match(/[\d.]+/g)?.map(Number) ?? [];
  return `#${[r, g, b].map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

/**
 * The colours that map and charts take from the page.
 * @returns {import("./types/core.js").PageColors}
 */
export function mapColors() {
  return {
    background: probe("background"),
    text: probe("text"),
    border: probe("border"),
    selection: probe("selection"),
    forced: forcedColors.matches,
  };
}
