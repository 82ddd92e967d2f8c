// The filter beside map and table: what it asks in a sentence, how many areas meet it, its conditions.

import { byId, changeOf, el, setText, syncList } from "../dom.js";
import { load } from "../kinds/load.js";
import { styles } from "../kinds/styles.js";
import { choiceControl, replaceControls } from "../parts/choices.js";
import { Card } from "./condition.js";
import { Lines } from "./lines.js";

/** @typedef {import("../types/engine.js").Answer} Answer */
/** @typedef {import("../types/engine.js").FilterEdit} FilterEdit */
/** @typedef {import("../types/engine.js").FilterPanel} FilterPanel */
/** @typedef {import("../types/engine.js").FilterCondition} FilterCondition */
/** @typedef {import("../session.js").Session} Session */

/** @param {Session} session */
export async function filterBox(session) {
  const [module] = await Promise.all([load(), styles("filter")]);
  return new FilterBox(session, module);
}

export class FilterBox {
  #open = false;
  #language = "";
  #controlsChanged = changeOf();
  #joinChanged = changeOf();
  /** Conditions as last shown. */
  #count = 0;

  /**
   * @param {Session} session
   * @param {import("../types/maps.js").Maps} module
   */
  constructor(session, module) {
    this.session = session;
    this.module = module;
    this.title = el("h2", { id: "filter-title", tabindex: -1 });
    this.clear = el("button", { type: "button", id: "filter-clear", class: "plain" });
    this.sentence = el("p", { id: "filter-sentence" });
    this.count = el("p", { id: "filter-count" });
    this.undecided = el("p", { id: "filter-undecided", class: "hint" });
    this.join = el("div", { id: "filter-join" });
    this.list = el("ol", { id: "filter-conditions", class: "filter-conditions" });
    this.add = el("div", { id: "filter-adding" });
    this.lines = new Lines(session, module);
    this.body = el("div", { id: "filter-body", class: "filter-body", hidden: true }, this.join, this.list, this.add, this.lines.box);
    this.box = el("section", { id: "filter", class: "filter", "aria-labelledby": "filter-title", hidden: true },
      el("div", { class: "filter-head" }, this.title, this.clear), this.sentence, this.count, this.undecided, this.body);
    byId("answer").prepend(this.box);
    this.clear.addEventListener("click", () => {
      this.#edit({ clear: true });
      byId("filter-open").focus();
    });
  }

  /** Folds the conditions in or out; says whether they are to be seen. */
  toggle() {
    this.#open = !this.#open;
    if (this.session.answer) void this.show(this.session.answer);
    // Who has conditions already begins with what they say.
    const first = this.list.children.length > 0 ? null : this.add.querySelector("select");
    if (this.#open) (first ?? this.title).focus();
    return this.#open;
  }

  /** @param {FilterEdit} edit */
  #edit(edit) {
    this.session.act({ do: "filter", edit });
  }

  /** @param {Answer} answer */
  async show(answer) {
    const filter = answer.kinds?.filter ?? null;
    this.box.hidden = !filter && !this.#open;
    this.body.hidden = !this.#open;
    this.clear.hidden = !filter;
    this.#translate();
    const t = this.session.t;
    setText(this.sentence, filter?.sentence || t("kind.filter.ui.empty"));
    setText(this.count, filter?.count ?? "");
    setText(this.undecided, filter?.open ?? "");
    this.undecided.hidden = !filter?.open;
    this.count.hidden = !filter?.count;
    if (!this.#open || !answer.kinds) return;
    const panel = this.module.filter_panel(this.session.atlas);
    if (!panel) return;
    this.#fill(panel);
    await this.lines.show(answer);
  }

  #translate() {
    if (this.#language === document.documentElement.lang) return;
    this.#language = document.documentElement.lang;
    setText(this.title, this.session.t("kind.filter.ui.title"));
    setText(this.clear, this.session.t("kind.filter.ui.clear"));
    // Cards are made anew in the other language.
    this.list.replaceChildren();
  }

  /** @param {FilterPanel} panel */
  #fill(panel) {
    const conditions = panel.groups.flatMap((group) => group.conditions);
    this.#fillJoin(panel, conditions.length);
    const signs = jointsOf(panel);
    syncList(this.list, conditions, (_it, index) => String(index),
      () => {
        const card = new Card(this.session, (edit) => this.#edit(edit), (at) => this.#remove(at));
        cards.set(card.row, card);
        return card.row;
      },
      (row, condition, index) => cards.get(row)?.update(condition, panel, signs[index] ?? ""));
    this.#fillAdding(panel, conditions.length);
    const added = conditions.length > this.#count && this.#count >= 0;
    this.#count = conditions.length;
    if (added && this.body.contains(document.activeElement)) this.list.lastElementChild?.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {FilterPanel} panel
   * @param {number} count
   */
  #fillJoin(panel, count) {
    if (!this.#joinChanged(panel.any, count > 1)) return;
    const t = this.session.t;
    const choices = [
      { key: "all", label: t("kind.filter.ui.join.all"), chosen: !panel.any, note: "" },
      { key: "any", label: t("kind.filter.ui.join.any"), chosen: panel.any, note: "" },
    ];
    replaceControls(this.join, count < 2 ? [] : [choiceControl("filter-join", t("kind.filter.ui.join"), choices, (key) => this.#edit({ any: key === "any" }))]);
  }

  /**
   * The list from which conditions are added.
   * @param {FilterPanel} panel
   * @param {number} count
   */
  #fillAdding(panel, count) {
    if (!this.#controlsChanged(panel.indicators, panel.others, panel.full, count)) return;
    const t = this.session.t;
    if (panel.full) {
      this.add.replaceChildren(el("p", { class: "hint" }, panel.full));
      return;
    }
    const others = el("optgroup", { label: t("kind.filter.ui.add.areas") }, ...panel.others.map((it) => el("option", { value: `@${it.key}` }, it.label)));
    const groups = panel.indicators.map((theme) => el("optgroup", { label: theme.label },
      ...theme.indicators.map((it) => el("option", { value: it.key }, it.label))));
    const select = el("select", { id: "filter-add" }, el("option", { value: "" }, t("kind.filter.ui.add.choose")), ...groups, ...(panel.others.length > 0 ? [others] : []));
    select.addEventListener("change", () => {
      const key = select.value;
      if (!key) return;
      this.#edit(key.startsWith("@") ? { add: key.slice(1) } : { add: "value", indicator: key });
    });
    replaceControls(this.add, [el("div", { class: "field" }, el("label", { for: select.id, class: "label" }, t("kind.filter.ui.add")), select)]);
  }

  /** @param {number} at */
  #remove(at) {
    this.#edit({ remove: at });
    const next = this.list.children[Math.min(at, this.list.children.length - 1)];
    const focus = next?.querySelector("button") ?? this.add.querySelector("select");
    if (focus instanceof HTMLElement) focus.focus();
  }
}

/** The cards by their rows. @type {WeakMap<HTMLElement, Card>} */
const cards = new WeakMap();

/**
 * How each condition is joined to the one before it: `and`, `or`; empty for the first.
 * @param {FilterPanel} panel
 * @returns {Array<"" | "and" | "or">}
 */
function jointsOf(panel) {
  const outer = panel.any ? "or" : "and";
  const inner = panel.any ? "and" : "or";
  return panel.groups.flatMap((group, at) => group.conditions.map((_it, index) => (index > 0 ? inner : at > 0 ? outer : "")));
}
