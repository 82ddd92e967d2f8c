// What a reader may choose about the kind of map, and what the map's legend says beyond classes.

import { byId, changeOf, el } from "../dom.js";
import { ramp } from "./ramp.js";
import { choiceControl, replaceControls, selectControl } from "../parts/choices.js";
import { two } from "./two.js";
import { kindLegend } from "./legend.js";

/** @typedef {import("../types/engine.js").Answer} Answer */
/** @typedef {import("../types/engine.js").Action} Action */
/** @typedef {import("../types/engine.js").KindControls} KindControls */

/** @typedef {Partial<Omit<Extract<Action, {do: "map"}>, "do">>} Choice */

/** @type {Omit<Extract<Action, {do: "map"}>, "do">} */
const UNCHANGED = { kind: null, since: null, relative: null, second: null, shape: null, certainty: null, facilities: null };

/**
 * @param {import("../session.js").Session} session
 * @returns {(answer: Answer) => void} to be called with every answer
 */
export function panel(session) {
  const body = byId("kinds-body");
  body.removeAttribute("aria-busy");
  /** @param {Choice} choice */
  const choose = (choice) => session.act({ do: "map", ...UNCHANGED, ...choice });
  const changed = changeOf();
  const fields = two(session);
  const legend = kindLegend(body);
  return (answer) => {
    if (!answer.kinds) return;
    const { controls: choices, notes, ramp: colors } = answer.kinds;
    ramp(colors);
    fields(answer);
    legend(answer.kinds);
    if (!changed({ choices, notes })) return;
    const hints = notes.map((note) => el("p", { class: "hint" }, note));
    replaceControls(body, [...controls(session.t, choices, choose), ...hints]);
  };
}

/**
 * @param {import("../language.js").Translate} t
 * @param {KindControls} kinds
 * @param {(choice: Choice) => void} choose
 */
function controls(t, kinds, choose) {
  const fields = [explained(selectControl("kind", t("kind.ui.kind"), kinds.kinds, (kind) => choose({ kind: /** @type {Choice["kind"]} */ (kind) })), kinds.kinds)];
  if (kinds.since.length > 0) fields.push(selectControl("kind-since", t("kind.ui.since"), kinds.since, (since) => choose({ since })));
  if (kinds.relative !== null) fields.push(field(check("kind-relative", t("kind.ui.relative"), kinds.relative, (relative) => choose({ relative }))));
  if (kinds.seconds.length > 0) fields.push(seconds(t, kinds, (second) => choose({ second })));
  fields.push(explained(choiceControl("kind-shape", t("kind.ui.shape"), kinds.shapes, (shape) => choose({ shape: /** @type {Choice["shape"]} */ (shape) })), kinds.shapes));
  if (kinds.certainty !== null) fields.push(field(check("kind-certainty", t("kind.ui.certainty"), kinds.certainty, (certainty) => choose({ certainty }))));
  if (kinds.facilities.length > 0) fields.push(facilities(t, kinds, (keys) => choose({ facilities: keys })));
  return fields;
}

/**
 * A control with what the chosen one means under it, told to those who listen as its description.
 * @param {HTMLElement} control
 * @param {readonly import("../types/engine.js").Choice[]} choices
 */
function explained(control, choices) {
  const note = choices.find((it) => it.chosen)?.note ?? "";
  if (note === "") return control;
  const target = control.querySelector("select") ?? control;
  const id = `${target.id || "kind-shape"}-hint`;
  target.setAttribute("aria-describedby", id);
  control.append(el("p", { class: "hint", id }, note));
  return control;
}

/** @param {HTMLElement} control */
const field = (control) => el("div", { class: "field" }, control);

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

/**
 * The second indicator, by theme.
 * @param {import("../language.js").Translate} t
 * @param {KindControls} kinds
 * @param {(key: string) => void} choose
 */
function seconds(t, kinds, choose) {
  const groups = kinds.seconds.map((theme) => el("optgroup", { label: theme.label },
    ...theme.indicators.map((it) => el("option", { value: it.key, selected: it.chosen }, it.label))));
  const select = el("select", { id: "kind-second" }, el("option", { value: "" }, t("kind.ui.second.none")), ...groups);
  select.addEventListener("change", () => choose(select.value));
  return el("div", { class: "field" }, el("label", { for: select.id, class: "label" }, t("kind.ui.second")), select);
}

/**
 * @param {import("../language.js").Translate} t
 * @param {KindControls} kinds
 * @param {(keys: string[]) => void} choose
 */
function facilities(t, kinds, choose) {
  const rows = kinds.facilities.map((layer) => check(`facilities-${layer.key}`, `${layer.label} (${layer.note})`, layer.chosen, (checked) => {
    const others = kinds.facilities.filter((it) => it.chosen && it.key !== layer.key).map((it) => it.key);
    choose(checked ? [...others, layer.key] : others);
  }));
  return el("fieldset", { class: "field" }, el("legend", { class: "label" }, t("kind.ui.facilities")), ...rows);
}
