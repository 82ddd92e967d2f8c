// The foot of the page: the accessibility statement in the page's language, where there is one.

import { byId, setText } from "../dom.js";

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function footPart(session) {
  const link = byId("atlas-statement").querySelector("a");
  const languages = link?.dataset["languages"]?.split(" ") ?? [];
  return {
    unhurried: true,
    render(_answer, menu) {
      const language = menu.languages.find((choice) => choice.chosen)?.key ?? "";
      if (!link || !languages.includes(language) || link.hreflang === language) return;
      link.hreflang = language;
      setText(link, session.t("ui.foot.access"));
      link.pathname = link.pathname.replace(/\/[^/]+(\/[^/]+)$/, `/${language}$1`);
    },
  };
}
