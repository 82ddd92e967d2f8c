// Hands the reader a file that was made here.

import { el } from "./dom.js";

/** How long the address of a file stays, for browsers that fetch it later. */
const KEPT_MS = 60_000;

/**
 * Saves a file where the browser puts downloads.
 * @param {Blob} blob
 * @param {string} name
 */
export function saveFile(blob, name) {
  const url = URL.createObjectURL(blob);
  el("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
}

/** Today where the reader is, as `YYYY-MM-DD`. */
export function today() {
  const now = new Date();
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
