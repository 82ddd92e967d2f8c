// One condition as a card: what is asked, of which figure, within which bounds, and how many meet it.

import { changeOf, el, setText } from "../dom.js";
import { choiceControl, replaceControls, selectControl } from "../parts/choices.js";
import { Brush } from "./brush.js";

/** @typedef {import("../types/engine.js").Choice} Choice */
/** @typedef {import("../types/engine.js").FilterCondition} FilterCondition */
/** @typedef {import("../types/engine.js").FilterEdit} FilterEdit */
/** @typedef {import("../types/engine.js").FilterPanel} FilterPanel */
/** @typedef {import("../session.js").Session} Session */

export class Card {
  #changed = changeOf();
  #at = 0;
  /** @type {Brush | null} */
  #brush = null;

  /**
   * @param {Session} session
   * @param {(edit: FilterEdit) => void} edit
   * @param {(at: number) => void} remove
   */
  constructor(session, edit, remove) {
    this.session = session;
    /** @param {FilterEdit} change */
    this.edit = (change) => edit({ at: this.#at, ...change });
    this.joint = el("span", { class: "filter-joint" });
    this.title = el("p", { class: "filter-condition-title" });
    this.remove = el("button", { type: "button", class: "close" }, el("span", { class: "cross", "aria-hidden": "true" }, "×"));
    this.remove.addEventListener("click", () => remove(this.#at));
    this.controls = el("div", { class: "filter-controls" });
    this.more = el("summary", {});
    this.fold = el("details", { class: "filter-more", hidden: true }, this.more);
    this.range = el("div", { class: "filter-range", hidden: true });
    this.count = el("p", { class: "hint filter-condition-count" });
    this.row = el("li", { class: "filter-condition" }, this.joint,
      el("div", { class: "filter-condition-head" }, this.title, this.remove), this.range, this.count, this.controls, this.fold);
  }

  /**
   * @param {FilterCondition} condition
   * @param {FilterPanel} panel
   * @param {"" | "and" | "or"} joint
   */
  update(condition, panel, joint) {
    const t = this.session.t;
    this.#at = condition.at;
    setText(this.joint, joint === "" ? "" : t(joint === "or" ? "kind.filter.ui.or" : "kind.filter.ui.and"));
    this.joint.hidden = joint === "";
    setText(this.title, condition.title || t("kind.filter.ui.nothing"));
    this.remove.setAttribute("aria-label", t("kind.filter.ui.remove", { n: condition.at + 1 }));
    setText(this.count, condition.count);
    const { range } = condition;
    // What changes while a bound moves is not among the controls.
    const steady = { ...condition, title: "", count: "", range: null };
    if (this.#changed(steady, panel.any, panel.indicators)) replaceControls(this.controls, this.#controls(condition, panel));
    this.range.hidden = !range;
    this.#place(range !== null);
    if (!range) return;
    this.#brush ??= new Brush(this.session, this.range, (span) => this.edit({ span }));
    this.#brush.update(range, condition.at);
  }

  /**
   * Where bounds can be set, everything else steps back behind them.
   * @param {boolean} bounded
   */
  #place(bounded) {
    setText(this.more, this.session.t("kind.filter.ui.more"));
    if (this.fold.hidden !== bounded) return;
    this.fold.hidden = !bounded;
    // Whoever has just chosen here finds the same controls open.
    this.fold.open = this.controls.contains(document.activeElement);
    if (bounded) this.fold.append(this.controls);
    else this.fold.before(this.controls);
  }

  /**
   * @param {FilterCondition} condition
   * @param {FilterPanel} panel
   */
  #controls(condition, panel) {
    const t = this.session.t;
    const id = `filter-${condition.at}`;
    /** @type {HTMLElement[]} */
    const fields = [];
    /** @type {(name: string, key: string, choices: readonly Choice[], choose: (key: string) => void) => void} */
    const select = (name, key, choices, choose) => {
      if (choices.length > 0) fields.push(selectControl(`${id}-${name}`, t(key), choices, choose));
    };
    if (condition.indicator) fields.push(this.#indicators(condition, panel));
    if (condition.tests.length > 1) select("test", "kind.filter.ui.test", condition.tests, (test) => this.edit({ test }));
    if (condition.sides.length > 0) {
      fields.push(choiceControl(`${id}-side`, t("kind.filter.ui.side"), condition.sides, (side) => this.edit({ side: side === "below" ? "below" : "above" })));
    }
    const against = condition.sides.length > 0;
    if (against || condition.levels.length > 1) {
      select("level", against ? "kind.filter.ui.level.against" : "kind.filter.ui.level", condition.levels, (level) => this.edit({ level }));
    }
    select("since", "kind.filter.ui.since", condition.since, (since) => this.edit({ since }));
    select("period", "kind.filter.ui.period", condition.periods, (period) => this.edit({ period }));
    if (condition.relative !== null) fields.push(check(`${id}-relative`, t("kind.filter.ui.relative"), condition.relative, (relative) => this.edit({ relative })));
    if (condition.certain !== null) {
      fields.push(check(`${id}-certain`, t("kind.filter.ui.certain"), condition.certain, (certain) => this.edit({ certain })),
        el("p", { class: "hint" }, t("kind.filter.ui.certain.hint")));
    }
    if (condition.keys.length > 0) fields.push(this.#keys(condition, id));
    if (condition.grouped !== null) {
      const key = panel.any ? "kind.filter.ui.grouped.and" : "kind.filter.ui.grouped.or";
      fields.push(check(`${id}-grouped`, t(key), condition.grouped, (grouped) => this.edit({ grouped })));
    }
    return fields;
  }

  /**
   * @param {FilterCondition} condition
   * @param {FilterPanel} panel
   */
  #indicators(condition, panel) {
    const id = `filter-${condition.at}-indicator`;
    const groups = panel.indicators.map((theme) => el("optgroup", { label: theme.label },
      ...theme.indicators.map((it) => el("option", { value: it.key, selected: it.key === condition.indicator }, it.label))));
    const known = panel.indicators.some((theme) => theme.indicators.some((it) => it.key === condition.indicator));
    // A link may ask for an indicator that the level lacks.
    const own = known ? [] : [el("option", { value: condition.indicator, selected: true }, condition.title)];
    const select = el("select", { id }, ...own, ...groups);
    select.addEventListener("change", () => this.edit({ indicator: select.value }));
    return el("div", { class: "field" }, el("label", { for: id, class: "label" }, this.session.t("kind.filter.ui.indicator")), select);
  }

  /**
   * Areas or types as boxes to tick.
   * @param {FilterCondition} condition
   * @param {string} id
   */
  #keys(condition, id) {
    const t = this.session.t;
    const legend = t(condition.kind === "within" ? "kind.filter.ui.areas" : "kind.filter.ui.kinds");
    const chosen = condition.keys.filter((it) => it.chosen).map((it) => it.key);
    const levels = [...new Set(condition.keys.map((it) => it.note))];
    const rows = levels.flatMap((level) => [
      ...(levels.length > 1 ? [el("p", { class: "label filter-level" }, level)] : []),
      ...condition.keys.filter((it) => it.note === level).map((it) => check(`${id}-key-${it.key}`, it.label, it.chosen, (checked) => {
        this.edit({ keys: checked ? [...chosen, it.key] : chosen.filter((key) => key !== it.key) });
      })),
    ]);
    return el("fieldset", { class: "field" }, el("legend", { class: "label" }, legend), el("div", { class: "filter-keys" }, ...rows));
  }
}

/**
 * @param {string} id
 * @param {string} label
 * @param {boolean} checked
 * @param {(checked: boolean) => void} choose
 */
function check(id, label, checked, choose) {
  const input = el("input", { type: "checkbox", id });
  input.checked = checked;
  input.addEventListener("change", () => choose(input.checked));
  return el("label", { class: "radio" }, input, el("span", {}, label));
}
