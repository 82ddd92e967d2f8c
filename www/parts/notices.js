// What is missing, what still works, and a second try.

import { byId, changeOf, el } from "../dom.js";

/** Message about files that could not be had. */
const MISSING = "ui.notices.missing";

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function noticesPart(session) {
  const box = byId("notices");
  const list = byId("notice-list");
  const retry = byId("notice-retry");
  const changed = changeOf();
  retry.addEventListener("click", async () => {
    retry.setAttribute("aria-disabled", "true");
    await session.retry();
    retry.removeAttribute("aria-disabled");
  });
  return {
    render(answer) {
      const failed = [...session.loader.failed];
      if (!changed(answer.notices, failed, session.lacking)) return;
      // The engine speaks for itself; where it says nothing about a failed file, the page does.
      const lines = answer.notices.length > 0 || failed.length === 0
        ? answer.notices
        : [session.t(MISSING, { files: failed.join(", ") })];
      if (session.lacking) lines.push(session.t("ui.notices.study"));
      // Where even the words are missing, index.html has some.
      byId("failure").hidden = !lines.includes(MISSING);
      list.replaceChildren(...lines.filter((text) => text !== MISSING).map((text) => el("li", {}, text)));
      retry.hidden = failed.length === 0 && !session.lacking;
      box.classList.toggle("empty", lines.length === 0);
    },
  };
}
