// One polite live region for everything; while it is busy, only the last word counts.

import { byId } from "./dom.js";

const QUIET_MS = 400;

let waiting = "";
let timer = 0;

/** Speaks what was said last. */
function speak() {
  timer = 0;
  const region = byId("spoken");
  // The same sentence twice would be no change and stay silent.
  region.textContent = region.textContent === waiting ? `${waiting}\u00A0` : waiting;
}

/**
 * Says a sentence to those who listen.
 * @param {string} text
 */
export function announce(text) {
  if (!text) return;
  waiting = text;
  clearTimeout(timer);
  timer = setTimeout(speak, QUIET_MS);
}
