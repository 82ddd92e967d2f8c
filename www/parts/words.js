// The answer in words, and what must be said about data and method.

import { byId, changeOf, el } from "../dom.js";

/** @typedef {import("../types/engine.js").SourceLine} SourceLine */

/** @returns {import("../types/core.js").Part} */
export function wordsPart() {
  const words = byId("words");
  const method = byId("method-list");
  const wordsChanged = changeOf();
  const sourceChanged = changeOf();
  const methodChanged = changeOf();
  return {
    render(answer) {
      if (wordsChanged(answer.words, answer.heading.meaning)) {
        words.replaceChildren(...[answer.heading.meaning, ...answer.words].filter(Boolean)
          .map((text, index) => el("p", { class: index === 0 && answer.heading.meaning ? "lead" : null }, text)));
      }
      if (sourceChanged(answer.source)) byId("source").replaceChildren(...answer.source.map(sourcePiece));
      if (methodChanged(answer.method)) {
        method.replaceChildren(...answer.method.map((item) => el("div", {}, el("dt", {}, item.label), el("dd", {}, item.note))));
      }
    },
  };
}

/**
 * A piece of the source line; only web addresses become links.
 * @param {SourceLine} piece
 */
function sourcePiece(piece) {
  const linked = /^https?:\/\//.test(piece.url);
  return el("li", {}, linked ? el("a", { href: piece.url, rel: "noopener external" }, piece.text) : piece.text);
}
