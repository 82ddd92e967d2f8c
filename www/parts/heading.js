// The head of the page and of the view.

import { byId, setText, syncList, el } from "../dom.js";

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function headingPart(session) {
  return {
    render(answer, menu) {
      // Without a catalogue the words of index.html stay.
      if (!menu.title) return;
      setText(byId("atlas-title"), menu.title);
      setText(byId("atlas-subtitle"), menu.subtitle);
      setText(byId("atlas-about"), menu.about);
      setText(byId("atlas-notice"), menu.notice);
      byId("atlas-notice").hidden = !menu.notice;
      setText(byId("atlas-version"), menu.version);
      setText(byId("view-title"), answer.heading.title);
      setText(byId("view-subtitle"), answer.heading.subtitle);
      languages(session, menu);
    },
  };
}

/**
 * A button for each language the page does not speak now, in that language.
 * @param {import("../session.js").Session} session
 * @param {import("../types/engine.js").Menu} menu
 */
function languages(session, menu) {
  const box = byId("languages");
  const hadFocus = box.contains(document.activeElement);
  syncList(
    box,
    menu.languages.filter((choice) => !choice.chosen),
    (choice) => choice.key,
    (choice) => {
      const button = el("button", { type: "button", class: "quiet", lang: choice.key },
        el("span", { class: "long" }, choice.label),
        el("span", { class: "short" }, choice.key.toUpperCase(), el("span", { class: "hidden" }, ` ${choice.label}`)));
      button.addEventListener("click", () => session.act({ do: "language", language: choice.key }));
      return button;
    },
    () => {},
  );
  if (hadFocus) box.querySelector("button")?.focus();
}
