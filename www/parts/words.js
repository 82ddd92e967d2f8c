// The answer in words, and where the figures come from.

import { byId, changeOf, el, setText, syncList } from "../dom.js";

/** @typedef {import("../types/engine.js").SourceLine} SourceLine */

/** @returns {import("../types/core.js").Part} */
export function wordsPart() {
  const words = byId("words");
  const wordsChanged = changeOf();
  const sourceChanged = changeOf();
  return {
    waits: true,
    render(answer) {
      if (wordsChanged(answer.words, answer.heading.meaning)) {
        const lead = answer.heading.meaning;
        syncList(words, [lead, ...answer.words].filter(Boolean), (_text, index) => (lead && index === 0 ? "lead" : String(index)),
          (_text, index) => el("p", { class: lead && index === 0 ? "lead" : null }), setText);
      }
      if (sourceChanged(answer.source)) byId("source").replaceChildren(...answer.source.map(sourcePiece));
    },
  };
}

/**
 * A text whose keys of licences ("dl-de/by-2-0") do not break across lines.
 * @param {string} text
 */
function unbroken(text) {
  return text.split(/(\S+\/\S+)/).map((word, index) => (index % 2 ? el("span", { class: "piece" }, word) : word));
}

/**
 * A piece of the source line; only web addresses become links.
 * @param {SourceLine} piece
 */
function sourcePiece(piece) {
  const words = unbroken(piece.text);
  const linked = /^https?:\/\//.test(piece.url);
  return el("li", {}, ...(linked ? [el("a", { href: piece.url, rel: "noopener external" }, ...words)] : words));
}
