// What stands out in an area, then every indicator by theme.

import { byId, el } from "../../dom.js";
import { spark, spine } from "./pictures.js";

/** @typedef {import("../../types/engine.js").Profile} Profile */
/** @typedef {import("../../types/engine.js").ProfileEntry} Entry */
/** @typedef {import("../../session.js").Session} Session */

/**
 * @param {Session} session
 * @param {Profile} found
 */
export function indicators(session, found) {
  const themes = found.themes.map((theme) => el("section", { class: "profile-theme", "aria-label": theme.label },
    el("h4", {}, theme.label),
    ...theme.entries.map((it) => entry(session, it))));
  return [...out(session, found), ...themes];
}

/**
 * @param {Session} session
 * @param {Profile} found
 */
function out({ t }, found) {
  if (found.waiting || found.themes.length === 0) return [];
  const groups = found.out.map((group) => el("section", { class: "profile-out-group", "data-group": group.key },
    el("h5", {}, group.title),
    el("ul", {}, ...group.items.map((item) => el("li", {}, item.text)))));
  return [el("section", { class: "profile-out" },
    el("h4", {}, t("kind.profile.ui.out")),
    groups.length ? el("div", { class: "profile-out-groups" }, ...groups) : el("p", {}, t("kind.profile.ui.out.none")),
    el("p", { class: "hint" }, found.out_note))];
}

/**
 * @param {Session} session
 * @param {Entry} it
 */
function entry(session, it) {
  const figures = el("div", { class: "profile-figures" },
    el("p", { class: "profile-value" }, el("strong", {}, it.value), it.per && ` ${it.per}`),
    ...[it.state_meaning, it.interval, it.rank].filter(Boolean).map((text) => el("p", { class: "profile-line" }, text)));
  return el("div", { class: "profile-entry", "data-indicator": it.key, "aria-current": it.chosen ? "true" : null },
    el("div", { class: "profile-what" },
      el("h5", {}, opener(session, it)),
      el("p", { class: "profile-line" }, it.period)),
    figures,
    ...(it.spine ? [spine(it.spine)] : []),
    ...(it.movement ? [spark(it.movement)] : []),
    more(session, it));
}

/**
 * The name of the indicator, which leads to its map.
 * @param {Session} session
 * @param {Entry} it
 */
function opener(session, it) {
  const title = session.t("kind.profile.ui.open", { label: it.label });
  const button = el("button", { type: "button", class: "profile-open", title, "data-focus": `open-${it.key}` }, it.label);
  button.addEventListener("click", () => {
    session.act({ do: "indicator", key: it.key });
    session.act({ do: "tab", tab: "map" });
    byId("view-title").focus();
  });
  return button;
}

/**
 * @param {Session} session
 * @param {Entry} it
 */
function more({ t }, it) {
  const compared = it.comparisons.map((line) => el("div", {},
    el("dt", {}, line.label),
    el("dd", {}, line.value, line.difference && ` (${line.difference})`)));
  const words = [it.meaning, it.movement?.words ?? "", ...it.notes].filter(Boolean);
  return el("details", { class: "fold profile-more" },
    el("summary", {}, t("kind.profile.ui.more"), el("span", { class: "hidden" }, `: ${it.label}`)),
    ...(compared.length ? [el("dl", { class: "profile-compared" }, ...compared)] : []),
    ...words.map((text) => el("p", {}, text)));
}
