// The period: a slider, two buttons and a list, all the same choice. Nothing plays by itself.

import { byId, changeOf, el, setText, svg } from "../dom.js";

/** @typedef {import("../types/engine.js").Choice} Choice */

/** Thumb of the slider in CSS pixels: its middle does not reach the ends of the track. */
const THUMB_PX = 22;

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function periodPart(session) {
  const range = /** @type {HTMLInputElement} */ (byId("period-range"));
  const select = /** @type {HTMLSelectElement} */ (byId("period-select"));
  const changed = changeOf();
  const namesChanged = changeOf();
  const marksChanged = changeOf();
  /** The newest period is written as such, so that a link keeps up with the data. @param {number} index */
  const choose = (index) => {
    const periods = session.answer?.periods ?? [];
    const choice = periods[index];
    if (choice && !choice.chosen) session.act({ do: "period", key: index === periods.length - 1 ? null : choice.key });
  };
  range.addEventListener("input", () => choose(range.valueAsNumber));
  select.addEventListener("change", () => choose(select.selectedIndex));
  byId("period-earlier").addEventListener("click", () => session.act({ do: "step-period", by: -1 }));
  byId("period-later").addEventListener("click", () => session.act({ do: "step-period", by: 1 }));

  return {
    render(answer) {
      setText(byId("sheet-view-value"), answer.period_label);
      byId("period").hidden = answer.periods.length < 2;
      if (!changed(answer.periods)) return;
      const { periods } = answer;
      const chosen = periods.findIndex((choice) => choice.chosen);
      range.max = String(periods.length - 1);
      range.value = String(chosen);
      range.setAttribute("aria-valuetext", answer.period_label);
      if (namesChanged(periods.map(({ key, label }) => [key, label]))) {
        select.replaceChildren(...periods.map(({ key, label }) => el("option", { value: key }, label)));
      }
      select.selectedIndex = chosen;
      byId("period-earlier").toggleAttribute("disabled", chosen <= 0);
      byId("period-later").toggleAttribute("disabled", chosen >= periods.length - 1);
      if (marksChanged(periods.map(({ label, note }) => [label, note]))) byId("period-ticks").replaceChildren(ticks(periods));
      showNotes(periods, chosen);
    },
  };
}

/**
 * A tick for each period, a gap mark for each one with a remark, and the ends in words.
 * @param {Choice[]} periods
 */
function ticks(periods) {
  const last = periods.length - 1;
  /** @param {number} index */
  const x = (index) => `${(index / Math.max(1, last)) * 100}%`;
  const picture = svg("svg", { class: "ticks", width: "100%", height: 10, "aria-hidden": "true", focusable: "false" });
  picture.style.setProperty("--thumb", `${THUMB_PX}px`);
  periods.forEach((choice, index) => {
    const marked = choice.note !== "" && index !== last;
    picture.append(svg("line", { x1: x(index), x2: x(index), y1: 0, y2: marked ? 10 : 5, class: marked ? "marked" : null }));
  });
  const ends = el("div", { class: "tick-ends", "aria-hidden": "true" },
    el("span", {}, periods[0]?.label ?? ""), el("span", {}, periods[last]?.label ?? ""));
  const box = new DocumentFragment();
  box.append(picture, ends);
  return box;
}

/**
 * The remark on the chosen period, and on breaks of the series wherever they are.
 * @param {Choice[]} periods
 * @param {number} chosen
 */
function showNotes(periods, chosen) {
  const lines = periods
    .filter((choice, index) => choice.note && (index === chosen || index < periods.length - 1))
    .map((choice) => el("li", { class: choice.chosen ? "here" : null }, `${choice.label}: ${choice.note}`));
  byId("period-notes").replaceChildren(...lines);
}
