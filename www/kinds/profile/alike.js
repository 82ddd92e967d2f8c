// The areas most like the chosen one, why, and which of them do better.

import { el } from "../../dom.js";
import { bar } from "./pictures.js";

/** @typedef {import("../../types/engine.js").Alike} Alike */
/** @typedef {import("../../types/engine.js").AlikeArea} Area */
/** @typedef {import("../../session.js").Session} Session */

/**
 * @param {Session} session
 * @param {Alike} found
 * @param {readonly string[]} beside keys of the areas compared already
 * @param {() => void} toTitle puts the focus on the name of the area
 */
export function alike(session, found, beside, toTitle) {
  const summary = el("p", { class: "alike-summary" }, found.summary);
  if (found.areas.length === 0) return [summary];
  const { t } = session;
  const show = el("button", { type: "button", class: "plain", "data-focus": "show-compared", "data-next": true, disabled: beside.length === 0 }, t("kind.profile.ui.compare.show"));
  show.addEventListener("click", () => session.act({ do: "profile", part: "compared", beside: null }));
  return [
    el("h4", {}, found.title),
    summary,
    el("ol", { class: "alike-list" }, ...found.areas.map((area) => row(session, area, found.heads, beside, toTitle))),
    el("p", {}, show),
    el("p", { class: "hint" }, found.note),
  ];
}

/**
 * @param {Session} session
 * @param {Area} area
 * @param {readonly string[]} heads
 * @param {readonly string[]} beside
 * @param {() => void} toTitle
 */
function row(session, area, [, likeness = "", shown = ""], beside, toTitle) {
  const { t } = session;
  const open = el("button", { type: "button", class: "profile-open", title: t("kind.profile.ui.area", { area: area.name }) }, area.name);
  open.addEventListener("click", () => {
    session.act({ do: "area", key: area.key });
    session.act({ do: "profile", part: "indicators", beside: null });
    toTitle();
  });
  const check = el("input", { type: "checkbox", id: `alike-${area.key}` });
  check.checked = area.compared;
  check.addEventListener("change", () => {
    const keys = beside.filter((key) => key !== area.key);
    session.act({ do: "profile", part: null, beside: check.checked ? [...keys, area.key] : keys });
  });
  return el("li", { "data-area": area.key, "data-verdict": area.verdict },
    el("div", {}, el("h5", {}, open),
      el("p", { class: "profile-line" }, area.kind),
      el("label", { class: "radio" }, check, el("span", {}, t("kind.profile.ui.compare"), el("span", { class: "hidden" }, `: ${area.name}`)))),
    el("div", {}, el("p", { class: "alike-points" }, el("span", { class: "profile-line" }, `${likeness}: `), area.likeness, bar(area.share)),
      el("p", { class: "profile-line" }, area.reason)),
    el("div", {}, el("p", { class: "profile-line" }, shown),
      el("p", { class: "alike-value" }, area.value, area.difference && ` (${area.difference})`),
      el("p", { class: "alike-verdict", "data-verdict": area.verdict }, arrow(area.verdict), area.verdict_label)));
}

/** A mark besides the word, so that the list can be run over. @param {string} verdict */
function arrow(verdict) {
  const mark = { better: "▲", higher: "▲", worse: "▼", lower: "▼", same: "=" }[verdict] ?? "";
  return el("span", { "aria-hidden": "true" }, mark && `${mark} `);
}
