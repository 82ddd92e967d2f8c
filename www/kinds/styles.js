// Style sheets of what is loaded on first use.

import { shellFile } from "../base.js";

/** @type {Map<string, Promise<void>>} */
const loading = new Map();

/**
 * Loads a style sheet of the folder `css` once; what cannot be had is only less pretty.
 * @param {string} name
 * @returns {Promise<void>}
 */
export function styles(name) {
  const known = loading.get(name);
  if (known) return known;
  const arrived = new Promise((/** @type {(value: void) => void} */ resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = shellFile(`css/${name}.css`).href;
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => resolve());
    document.head.append(link);
  });
  loading.set(name, arrived);
  return arrived;
}
