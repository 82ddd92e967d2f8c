// A small button behind a term says what it means.
//
// The words of the page are the engine's, and parts put them there as text. So the terms are looked for
// in what stands on the page, in the places below, each once per place. A button has a name but no text
// of its own, so the text around it stays what it was, for parts that compare it and for copying.

import { byId, el } from "../dom.js";
import { styles } from "../kinds/styles.js";
import { popup } from "../popup.js";
import { catalogue } from "../texts.js";
import { firstTerm } from "./find.js";

/** @typedef {import("../session.js").Session} Session */
/** @typedef {import("./list.js").Term} Term */

/** Where terms are explained. */
const PLACES = ["words", "legend-method", "area-card", "source", "study-body", "kinds-body", "method", "panel-charts", "panel-profile"];

/** What does not take a button: other controls, names and labels of something, what nobody reads. */
const NOT_IN = "button, a, summary, label, legend, select, option, textarea, h1, h2, h3, h4, h5, h6, th, caption, svg, canvas, code, [role=option], [aria-hidden=true], .hidden, [id$=-hint], [role=region]";

/** Changes come in groups; the last of them is waited for. */
const QUIET_MS = 120;

const translator = catalogue("terms");

/** @returns {"de" | "en"} */
const language = () => (document.documentElement.lang === "en" ? "en" : "de");

/**
 * Explains the terms of the page from now on.
 * @param {Session} session
 * @returns {Promise<() => void>} to be called after a change
 */
export async function explain(session) {
  await styles("terms");
  const places = PLACES.map((id) => byId(id));
  let spoken = language();
  let timer = 0;
  const mark = () => {
    timer = 0;
    if (spoken !== language()) for (const button of document.querySelectorAll("button.term")) button.remove();
    spoken = language();
    for (const place of places) markIn(session, place);
    // What was just put in is no news.
    observer.takeRecords();
  };
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(mark, QUIET_MS);
  };
  const observer = new MutationObserver(soon);
  for (const place of places) observer.observe(place, { childList: true, characterData: true, subtree: true });
  return soon;
}

/**
 * Puts a button behind each term of a place that has none there yet.
 * @param {Session} session
 * @param {HTMLElement} place
 */
function markIn(session, place) {
  const known = new Set([...place.querySelectorAll("button.term")].map((it) => it.getAttribute("data-term")));
  const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = /** @type {Text} */ (node);
    if (!text.data.trim() || text.parentElement?.closest(NOT_IN)) continue;
    const found = firstTerm(text.data, language(), (key) => !known.has(key));
    if (!found) continue;
    known.add(found.term.key);
    text.splitText(found.end);
    text.after(termButton(session, found.term));
  }
}

/**
 * The button that explains a term.
 * @param {Session} session
 * @param {Term} term
 */
export function termButton(session, term) {
  const [name = ""] = term[language()];
  const button = el("button", { type: "button", class: "term", "data-term": term.key, "aria-label": session.t("ui.terms.ask", { term: name }), "aria-haspopup": "dialog" });
  button.addEventListener("click", () => session.onDemand(() => show(session, button, term.key)));
  return button;
}

/**
 * @param {Session} session
 * @param {HTMLElement} button
 * @param {string} key
 */
async function show(session, button, key) {
  const t = await translator(language());
  const dialog = popup({ id: "glossary", title: t(key), close: session.t("ui.close") }, el("p", {}, t(`${key}.text`)));
  // Not every browser gives the focus to a button that is clicked, and so back to it.
  dialog.addEventListener("close", () => button.focus({ preventScroll: true }));
  dialog.showModal();
}
