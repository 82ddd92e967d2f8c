// Where a text has a term.

import { TERMS } from "./list.js";

/** @typedef {import("./list.js").Term} Term */

/** @param {string | undefined} sign */
const isLetter = (sign) => sign !== undefined && /[\p{L}\p{N}-]/u.test(sign);

/**
 * The first place in `text` after which a term that `wanted` asks for can be explained; of two at one
 * place the longer.
 * @param {string} text
 * @param {"de" | "en"} language
 * @param {(key: string) => boolean} wanted
 * @returns {{ term: Term, at: number, end: number } | null}
 */
export function firstTerm(text, language, wanted) {
  const lower = text.toLowerCase();
  /** @type {{ term: Term, at: number, end: number } | null} */
  let best = null;
  for (const term of TERMS) {
    if (!wanted(term.key)) continue;
    for (const form of term[language]) {
      const at = whole(lower, form.toLowerCase());
      const end = at + form.length;
      if (at >= 0 && (!best || at < best.at || (at === best.at && end > best.end))) best = { term, at, end };
    }
  }
  return best;
}

/**
 * Where `form` stands in `text` as whole words; -1 if nowhere.
 * @param {string} text
 * @param {string} form
 */
function whole(text, form) {
  for (let at = text.indexOf(form); at >= 0; at = text.indexOf(form, at + 1)) {
    if (!isLetter(text[at - 1]) && !isLetter(text[at + form.length])) return at;
  }
  return -1;
}
