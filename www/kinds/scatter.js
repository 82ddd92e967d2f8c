// The scatter of two indicators: a canvas whose points choose areas, and the same as a table.

import { byId, changeOf, el, setText } from "../dom.js";
import { mapColors, onColors } from "../preferences.js";
import { keepReachable } from "../reach.js";
import { load } from "./load.js";

/** @typedef {import("../types/engine.js").Answer} Answer */
/** @typedef {import("../types/core.js").Atlas} Atlas */
/** @typedef {import("../types/study.js").Study} Study */
/** @typedef {import("../types/maps.js").Maps} Maps */

const LARGEST_DENSITY = 3;

/**
 * @param {import("../session.js").Session} session
 * @returns {(answer: Answer) => Promise<void>} to be called with every answer
 */
export function scatter(session) {
  const title = el("h3", { id: "scatter-title" });
  const canvas = el("canvas", { id: "scatter", class: "scatter-canvas", role: "img" });
  const hint = el("p", { class: "hint" });
  const summary = el("summary", {});
  const rows = el("div", { class: "scroll", role: "region", "aria-labelledby": "scatter-title" });
  const fold = el("details", { class: "fold" }, summary, rows);
  const figure = el("figure", { id: "kind-scatter", class: "trend", hidden: true }, title, canvas, hint, fold);
  byId("words").after(figure);
  const changed = changeOf();
  /** @type {Maps | null} */
  let module = null;
  /** @type {Study | null} */
  let charts = null;
  const draw = () => {
    const { clientWidth: width, clientHeight: height } = canvas;
    if (!module || !charts || figure.hidden || width === 0 || height === 0) return;
    const chart = module.scatter(session.atlas);
    if (!chart) return;
    const density = Math.min(LARGEST_DENSITY, Math.max(1, devicePixelRatio));
    charts.draw_scatter(canvas, chart, module.scatter_points(session.atlas), mapColors(), width, height, density);
  };
  const fill = (page = 0) => {
    if (module && fold.open) rows.replaceChildren(...table(session, module, page, fill));
  };
  new ResizeObserver(draw).observe(canvas);
  keepReachable(rows);
  onColors(() => requestAnimationFrame(draw));
  fold.addEventListener("toggle", () => fill());
  canvas.addEventListener("click", (event) => {
    const { offsetX: x, offsetY: y } = event;
    const key = module?.scatter_hit(session.atlas, x, y, canvas.clientWidth, canvas.clientHeight);
    if (key) session.act({ do: "area", key });
  });
  return async (answer) => {
    const matrix = answer.kinds?.matrix;
    figure.hidden = !matrix;
    if (!matrix || !changed(matrix, answer.area?.key)) return;
    setText(title, session.t("kind.ui.scatter"));
    setText(hint, session.t("kind.ui.scatter.hint"));
    setText(summary, session.t("kind.ui.scatter.table"));
    canvas.setAttribute("aria-label", session.t("kind.ui.scatter.label", { up: matrix.up, across: matrix.across }));
    module ??= await session.onDemand(load);
    fill();
    charts ??= await session.onDemand(async () => (await import("../study/load.js")).load());
    draw();
  };
}

/**
 * A page of the table, and buttons to the others.
 * @param {import("../session.js").Session} session
 * @param {Maps} module
 * @param {number} page
 * @param {(page: number) => void} turn
 */
function table(session, module, page, turn) {
  const found = module.scatter_table(session.atlas, page);
  if (!found) return [];
  const { caption, head, rows } = found.table;
  const body = rows.map((row) => el("tr", {}, ...row.map((text, index) =>
    (index === 0 ? el("th", { scope: "row" }, text) : el("td", { class: "number" }, text)))));
  const made = el("table", { class: "small" }, el("caption", {}, caption),
    el("thead", {}, el("tr", {}, ...head.map((text) => el("th", { scope: "col" }, text)))), el("tbody", {}, ...body));
  if (found.pages < 2) return [made];
  /** @type {(key: string, to: number) => HTMLElement} */
  const button = (key, to) => {
    const it = el("button", { type: "button", class: "plain", disabled: to < 0 || to >= found.pages }, session.t(key));
    it.addEventListener("click", () => turn(to));
    return it;
  };
  return [made, el("p", { class: "hint" }, found.page_label, " ", button("ui.table.earlier", page - 1), " ", button("ui.table.later", page + 1))];
}
