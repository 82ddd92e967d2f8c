// Up to eight areas beside each other: which they are, then each indicator with all of them on one scale.

import { announce } from "../../announce.js";
import { el } from "../../dom.js";
import { dot } from "./pictures.js";

/** @typedef {import("../../types/engine.js").Compared} Compared */
/** @typedef {import("../../types/engine.js").ComparedArea} Area */
/** @typedef {import("../../types/engine.js").ComparedRow} Row */
/** @typedef {import("../../session.js").Session} Session */

/** So many hits are listed; more typing finds the rest. */
const MOST_HITS = 6;

/**
 * @param {Session} session
 * @param {Compared} found
 * @param {readonly string[]} beside keys of the areas beside the chosen one
 */
export function compared(session, found, beside) {
  const themes = found.themes.map((theme) => el("section", { class: "profile-theme", "aria-label": theme.label },
    el("h4", {}, theme.label),
    el("div", { class: "compared-rows" }, ...theme.rows.map((row) => table(found.heads, row)))));
  return [areas(session, found, beside), ...themes];
}

/**
 * @param {Session} session
 * @param {string[]} keys
 */
function compare(session, keys) {
  session.act({ do: "profile", part: null, beside: keys });
}

/**
 * @param {Session} session
 * @param {Compared} found
 * @param {readonly string[]} beside
 */
function areas(session, found, beside) {
  const { t } = session;
  const row = (/** @type {Area} */ area, /** @type {number} */ at) => {
    if (at === 0) return el("li", {}, el("strong", {}, area.name));
    const name = t("kind.profile.ui.remove", { area: area.name });
    const button = el("button", { type: "button", class: "chip", "aria-label": name, title: area.kind }, area.name, el("span", { "aria-hidden": "true" }, " ×"));
    button.addEventListener("click", () => compare(session, beside.filter((key) => key !== area.key)));
    return el("li", {}, button);
  };
  return el("section", { class: "compared-areas", "aria-label": t("kind.profile.ui.beside") },
    el("h4", {}, t("kind.profile.ui.beside")),
    el("ul", { class: "chips" }, ...found.areas.map(row)),
    el("p", { class: "hint" }, found.hint),
    ...(found.full ? [] : [adding(session, found, beside)]));
}

/**
 * The areas around, and a search among all others.
 * @param {Session} session
 * @param {Compared} found
 * @param {readonly string[]} beside
 */
function adding(session, found, beside) {
  const { t } = session;
  const add = (/** @type {string} */ key) => compare(session, [...beside, key]);
  const hits = el("ul", { class: "chips compared-hits" });
  const known = new Set(found.areas.map((area) => area.key));
  const input = el("input", { type: "search", id: "compared-search", autocomplete: "off", spellcheck: "false", "data-next": true });
  const search = () => {
    const text = input.value.trim();
    const list = text ? session.atlas.search(text).filter((hit) => !known.has(hit.key)).slice(0, MOST_HITS) : [];
    hits.replaceChildren(...list.map((hit) => el("li", {}, adder(t, hit.key, hit.name, hit.detail, add))));
    if (text) announce(t(list.length ? "kind.profile.ui.found" : "kind.profile.ui.found.none", { n: list.length }));
  };
  input.addEventListener("input", search);
  input.addEventListener("keydown", (event) => {
    const first = hits.querySelector("button");
    if (event.key === "Enter" && first && !event.isComposing) first.click();
  });
  input.addEventListener("focus", async () => {
    const { atlas, loader } = session;
    await Promise.all(atlas.wanted_for_search().map((path) => loader.load(path)));
    if (input.isConnected && input.value) search();
  }, { once: true });
  return el("div", { class: "compared-adding" },
    el("div", { class: "field" }, el("label", { for: input.id, class: "label" }, t("kind.profile.ui.add")), input),
    hits,
    el("ul", { class: "chips" }, ...found.offers.map((it) => el("li", {}, adder(t, it.key, it.label, "", add)))));
}

/**
 * @param {import("../../language.js").Translate} t
 * @param {string} key
 * @param {string} name
 * @param {string} detail
 * @param {(key: string) => void} add
 */
function adder(t, key, name, detail, add) {
  const button = el("button", { type: "button", class: "chip", "aria-label": t("kind.profile.ui.add.name", { area: name }), "data-add": key },
    el("span", { "aria-hidden": "true" }, "+ "), name, detail && el("span", { class: "chip-detail" }, ` ${detail}`));
  button.addEventListener("click", () => add(key));
  return button;
}

/**
 * One indicator: a row for each area, all dots on the same scale.
 * @param {readonly string[]} heads
 * @param {Row} row
 */
function table(heads, row) {
  const [area = "", value = "", scale = "", difference = ""] = heads;
  const several = row.figures.length > 1;
  return el("table", { class: "compared-table", "data-indicator": row.key },
    el("caption", {}, row.title, row.scale && el("span", { class: "profile-line" }, row.scale)),
    el("thead", {}, el("tr", {},
      el("th", { scope: "col" }, area),
      el("th", { scope: "col", class: "number" }, value),
      el("th", { scope: "col" }, el("span", { class: "hidden" }, scale)),
      ...(several ? [el("th", { scope: "col" }, difference)] : []))),
    el("tbody", {}, ...row.figures.map((figure) => el("tr", { "data-state": figure.state },
      el("th", { scope: "row" }, figure.name),
      el("td", { class: "number" }, figure.value),
      el("td", { class: "compared-scale" }, figure.at === null ? "" : dot(figure.at)),
      ...(several ? [el("td", { class: "compared-difference" }, figure.difference)] : [])))));
}
