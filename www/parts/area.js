// The chosen area: value, rank, comparisons, remarks, trend.

import { attrs, byId, changeOf, el, setText } from "../dom.js";
import { mapColors, onColors } from "../preferences.js";
import { keepReachable } from "../reach.js";

/** @typedef {import("../types/engine.js").AreaCard} AreaCard */
/** @typedef {import("../types/engine.js").SmallTable} SmallTable */

/** Value states with a number. */
const NUMBERS = new Set(["value", "zero", "rounded-to-zero"]);

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function areaPart(session) {
  const changed = changeOf();
  const canvas = /** @type {HTMLCanvasElement} */ (byId("trend"));
  const drawTrend = () => trend(session, canvas);
  new ResizeObserver(drawTrend).observe(canvas);
  keepReachable(byId("trend-table"));
  // After the map, which tells the engine the new colours.
  onColors(() => requestAnimationFrame(drawTrend));
  byId("area-clear").addEventListener("click", () => {
    session.act({ do: "area", key: null });
    byId("search-input").focus({ preventScroll: true });
  });
  return {
    waits: true,
    render(answer) {
      const area = answer.area;
      byId("area-none").hidden = Boolean(area) || !answer.complete;
      byId("area-card").hidden = !area;
      if (!area || !changed(area, answer.heading.title, session.lacking)) return;
      fill(area);
      drawTrend();
    },
  };
}

/** @param {AreaCard} area */
function fill(area) {
  setText(byId("area-name"), area.name);
  setText(byId("area-kind"), area.kind);
  setText(byId("area-value"), area.value);
  byId("area-value").classList.toggle("stateful", !NUMBERS.has(area.state));
  setText(byId("area-per"), area.per);
  setText(byId("area-interval"), area.interval);
  setText(byId("area-state"), area.state_meaning);
  setText(byId("area-rank"), area.rank);
  setText(byId("area-class-label"), area.class);
  byId("area-class").hidden = !area.class;
  byId("area-swatch").style.setProperty("--swatch", area.color);
  byId("area-comparisons").replaceChildren(...area.comparisons.map((line) => el("tr", {},
    el("th", { scope: "row" }, line.label),
    el("td", { class: "number" }, line.value, " ", el("span", { class: "difference" }, line.difference)))));
  byId("area-comparisons-table").hidden = area.comparisons.length === 0;
  byId("area-notes").replaceChildren(...area.notes.map((note) => el("li", {}, note)));
  byId("trend-figure").hidden = !area.trend_title;
  setText(byId("trend-title"), area.trend_title);
  setText(byId("trend-words"), area.trend_words);
  byId("trend").setAttribute("aria-label", `${area.trend_title}. ${area.trend_words}`);
  // It may be wider than its place and is scrolled with the arrow keys then.
  attrs(byId("trend-table"), { role: "region", "aria-label": area.trend?.caption ?? area.trend_title });
  byId("trend-table").replaceChildren(...(area.trend ? [smallTable(area.trend)] : []));
}

/** @param {SmallTable} table */
function smallTable(table) {
  return el("table", { class: "small" },
    el("caption", {}, table.caption),
    el("thead", {}, el("tr", {}, ...table.head.map((text) => el("th", { scope: "col" }, text)))),
    el("tbody", {}, ...table.rows.map((row) => el("tr", {}, ...row.map((text, index) =>
      index === 0 ? el("th", { scope: "row" }, text) : el("td", { class: "number" }, text))))));
}

/**
 * Draws the trend at the size the canvas has, as soon as what draws has come; until then its place
 * stays empty.
 * @param {import("../session.js").Session} session
 * @param {HTMLCanvasElement} canvas
 */
async function trend(session, canvas) {
  const { clientWidth: width, clientHeight: height } = canvas;
  if (width === 0 || height === 0 || !session.answer?.area?.trend_title) return;
  const study = await session.onDemand(async () => (await import("../study/load.js")).load());
  const chart = session.atlas.trend();
  if (!study || !chart) return;
  const density = Math.min(3, Math.max(1, devicePixelRatio));
  study.draw_trend(canvas, chart, mapColors(), width, height, density);
}
