// The switch to plain words (Einfache Sprache), which the larger atlas knows.

import { byId } from "../dom.js";

/** The key of links that says the words are plain. */
const KEY = "ez";

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function easyPart(session) {
  const button = byId("easy");
  const isOn = () => button.getAttribute("aria-pressed") === "true";
  button.addEventListener("click", () => session.act({ do: "easy", easy: !isOn() }));
  return {
    render(answer) {
      button.setAttribute("aria-pressed", String(new URLSearchParams(answer.link).get(KEY) === "1"));
    },
  };
}
