// Level and categories: a few choices as radio buttons, many as a list.

import { byId, changeOf, el } from "../dom.js";

/** @typedef {import("../types/engine.js").Choice} Choice */

/** More choices than this, or longer ones, become a list. */
const MOST_RADIOS = 3;
const LONGEST_RADIO = 14;

/**
 * A control for one choice out of several.
 * @param {string} name
 * @param {string} label
 * @param {readonly Choice[]} choices
 * @param {(key: string) => void} choose
 */
export function choiceControl(name, label, choices, choose) {
  const short = choices.length <= MOST_RADIOS && choices.every((choice) => choice.label.length <= LONGEST_RADIO);
  return (short ? radioControl : selectControl)(name, label, choices, choose);
}

/**
 * @param {string} name
 * @param {string} label
 * @param {readonly Choice[]} choices
 * @param {(key: string) => void} choose
 */
export function selectControl(name, label, choices, choose) {
  const select = el("select", { id: `${name}-select` },
    ...choices.map((choice) => el("option", { value: choice.key, selected: choice.chosen }, choice.label)));
  select.addEventListener("change", () => choose(select.value));
  return el("div", { class: "field" }, el("label", { for: select.id, class: "label" }, label), select);
}

/**
 * @param {string} name
 * @param {string} label
 * @param {readonly Choice[]} choices
 * @param {(key: string) => void} choose
 */
function radioControl(name, label, choices, choose) {
  const rows = choices.map((choice) => {
    const input = el("input", { type: "radio", name, value: choice.key });
    input.checked = choice.chosen;
    input.addEventListener("change", () => choose(choice.key));
    return el("label", { class: "radio" }, input, el("span", {}, choice.label));
  });
  return el("fieldset", { class: "field radios" }, el("legend", { class: "label" }, label), el("div", { class: "radio-rows" }, ...rows));
}

/**
 * Replaces controls and keeps the focus on the one that had it.
 * @param {HTMLElement} box
 * @param {Node[]} controls
 */
export function replaceControls(box, controls) {
  const focused = document.activeElement;
  const inside = box.contains(focused) && (focused instanceof HTMLInputElement || focused instanceof HTMLSelectElement);
  const again = inside ? (focused.id ? `#${CSS.escape(focused.id)}` : `[name="${CSS.escape(focused.name)}"][value="${CSS.escape(focused.value)}"]`) : "";
  box.replaceChildren(...controls);
  if (!again) return;
  const found = box.querySelector(again);
  if (found instanceof HTMLElement) found.focus({ preventScroll: true });
}

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function choicesPart(session) {
  const levels = byId("levels");
  const axes = byId("axes");
  const levelsChanged = changeOf();
  const axesChanged = changeOf();
  return {
    unhurried: true,
    render(answer) {
      if (levelsChanged(answer.levels)) {
        const control = choiceControl("level", session.t("ui.level"), answer.levels, (key) => session.act({ do: "level", key }));
        replaceControls(levels, answer.levels.length > 1 ? [control] : []);
      }
      if (axesChanged(answer.axes)) {
        replaceControls(axes, answer.axes.map((axis) =>
          choiceControl(`axis-${axis.key}`, axis.label, axis.choices, (category) =>
            session.act({ do: "category", axis: axis.key, category }))));
      }
    },
  };
}
