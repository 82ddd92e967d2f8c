// The answer in words, and where the figures come from.

import { byId, changeOf, el } from "../dom.js";

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
        words.replaceChildren(...[answer.heading.meaning, ...answer.words].filter(Boolean)
          .map((text, index) => el("p", { class: index === 0 && answer.heading.meaning ? "lead" : null }, text)));
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
