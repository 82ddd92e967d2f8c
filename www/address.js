// The fragment of the address holds the view.

/** Browsers refuse more than a few history calls a second; a dragged slider makes many. */
const REPLACE_EVERY_MS = 300;

let written = "";
let timer = 0;

/** The fragment now in the address, without `#`. */
export function readLink() {
  return location.hash.slice(1);
}

/** Writes what has been held back. */
function flush() {
  clearTimeout(timer);
  timer = 0;
  if (readLink() !== written) history.replaceState(null, "", `#${written}`);
}

/**
 * Puts the view into the address.
 * @param {string} link
 * @param {boolean} push whether it gets an entry of its own in the history
 */
export function writeLink(link, push) {
  if (push && readLink() !== link) {
    if (timer) flush();
    written = link;
    history.pushState(null, "", `#${link}`);
    return;
  }
  written = link;
  timer ||= setTimeout(flush, REPLACE_EVERY_MS);
}

/** The full address of the view, up to date. */
export function address() {
  if (timer) flush();
  return location.href;
}

/**
 * Calls back when the reader goes back, forward, or edits the fragment.
 * @param {(link: string) => void} opened
 */
export function onLink(opened) {
  const changed = () => {
    if (readLink() === written) return;
    clearTimeout(timer);
    timer = 0;
    written = readLink();
    opened(written);
  };
  addEventListener("popstate", changed);
  addEventListener("hashchange", changed);
}
