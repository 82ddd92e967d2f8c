// How the classes are cut: method, number, per period, own bounds.

import { byId, changeOf, el } from "../dom.js";
import { choiceControl, replaceControls, selectControl } from "./choices.js";

/** @typedef {import("../types/engine.js").ClassControls} ClassControls */
/** @typedef {import("../types/engine.js").ClassMethod} ClassMethod */
/** @typedef {import("../session.js").Session} Session */

/** Method whose bounds the reader types. */
const OWN = "user-defined";

/**
 * @param {Session} session
 * @returns {import("../types/core.js").Part}
 */
export function classesPart(session) {
  const box = byId("classes");
  const changed = changeOf();
  byId("classes-reset").addEventListener("click", () => {
    session.act({ do: "class-method", method: null });
    session.act({ do: "class-count", k: null });
    session.act({ do: "classes-per-period", per_period: false });
  });
  return {
    unhurried: true,
    render(answer) {
      const controls = answer.class_controls;
      byId("classes-box").hidden = controls.methods.length === 0;
      if (changed(controls)) replaceControls(box, rows(session, controls));
    },
  };
}

/**
 * @param {Session} session
 * @param {ClassControls} controls
 */
function rows(session, controls) {
  const method = selectControl("class-method", session.t("ui.classes.method"), controls.methods, (key) =>
    session.act({ do: "class-method", method: key === "" ? null : /** @type {ClassMethod} */ (key) }));
  const chosen = controls.methods.find((choice) => choice.chosen);
  if (chosen?.note) method.append(el("p", { class: "hint" }, chosen.note));
  /** @type {HTMLElement[]} */
  const made = [method];
  if (chosen?.key !== OWN && controls.counts.length > 0) {
    made.push(choiceControl("class-count", session.t("ui.classes.count"), controls.counts, (k) =>
      session.act({ do: "class-count", k: Number(k) })));
  }
  if (controls.several_periods && chosen?.key !== OWN) made.push(perPeriod(session, controls.per_period));
  made.push(ownBounds(session, controls.bounds));
  return made;
}

/**
 * @param {Session} session
 * @param {boolean} checked
 */
function perPeriod(session, checked) {
  const input = el("input", { type: "checkbox", id: "class-per-period" });
  input.checked = checked;
  input.addEventListener("change", () => session.act({ do: "classes-per-period", per_period: input.checked }));
  return el("label", { class: "radio" }, input, el("span", {}, session.t("ui.classes.per-period")));
}

/**
 * Text fields for the inner bounds, applied together.
 * @param {Session} session
 * @param {readonly number[]} bounds
 */
function ownBounds(session, bounds) {
  const fields = bounds.map((bound, index) => el("input", {
    type: "text",
    inputmode: "decimal",
    id: `class-bound-${index}`,
    value: bound.toLocaleString(document.documentElement.lang, { useGrouping: false, maximumFractionDigits: 10 }),
    "aria-label": session.t("ui.classes.bound", { n: index + 1 }),
    "aria-describedby": "class-bounds-error",
    autocomplete: "off",
  }));
  const error = el("p", { class: "error", id: "class-bounds-error", "aria-live": "polite" });
  const form = el("form", { class: "field" },
    el("p", { class: "label" }, session.t("ui.classes.bounds")),
    el("div", { class: "bounds" }, ...fields),
    error,
    el("button", { type: "submit", class: "plain" }, session.t("ui.classes.apply")));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const numbers = fields.map((field) => readNumber(field.value));
    const rising = numbers.every((value, index) => !Number.isNaN(value) && (index === 0 || value > (numbers[index - 1] ?? value)));
    fields.forEach((field) => field.setAttribute("aria-invalid", String(!rising)));
    error.textContent = rising ? "" : session.t("ui.classes.bounds-error");
    if (rising) session.act({ do: "class-bounds", bounds: numbers });
  });
  return form;
}

/**
 * A number as people type it: decimal comma or point, spaces between groups, a true minus.
 * @param {string} text
 */
export function readNumber(text) {
  const plain = text.replace(/\s/g, "").replace("\u2212", "-");
  return plain ? Number(plain.includes(",") ? plain.replaceAll(".", "").replace(",", ".") : plain) : NaN;
}
