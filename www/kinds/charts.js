// The charts of the indicator: ranking, distribution, course. The engine lays them out, the style
// sheet gives them colours; a list or a slider leads from point to point.

import { byId, changeOf, el, setText } from "../dom.js";
import { choiceControl, replaceControls, selectControl } from "../parts/choices.js";
import { drawn } from "./charts-draw.js";
import { RankList } from "./charts-list.js";
import { load } from "./load.js";
import { scrolls } from "./scrolls.js";
import { styles } from "./styles.js";

/** @typedef {import("../types/engine.js").Answer} Answer */
/** @typedef {import("../types/engine.js").ChartKind} ChartKind */
/** @typedef {import("../types/engine.js").SmallTable} SmallTable */
/** @typedef {import("../types/maps.js").ChartsAnswer} ChartsAnswer */
/** @typedef {import("../types/maps.js").Maps} Maps */

/** Steps of work between two looks at the clock. */
const SLICE_MS = 8;

/** What a choice of "since" leaves as it is. */
const UNCHANGED = { kind: null, relative: null, second: null, shape: null, certainty: null, facilities: null };

/**
 * @param {import("../session.js").Session} session
 * @returns {Promise<(answer: Answer) => void>} to be called with every answer
 */
export async function charts(session) {
  const [module] = await Promise.all([load(), styles("charts")]);
  const page = new Page(session, module);
  return (answer) => page.show(answer);
}

class Page {
  #controlsChanged = changeOf();
  #tableChanged = changeOf();
  #wordsChanged = changeOf();
  #working = 0;
  #width = 0;

  /**
   * @param {import("../session.js").Session} session
   * @param {Maps} module
   */
  constructor(session, module) {
    this.session = session;
    this.charts = new module.Charts();
    this.panel = byId("panel-charts");
    this.controls = el("div", { class: "charts-controls" });
    this.title = el("h3", { id: "chart-title" });
    this.words = el("div", { class: "charts-words" });
    this.since = el("div", { class: "charts-since" });
    this.none = el("p", { class: "hint", hidden: true });
    this.stage = el("div", { id: "chart", class: "chart", role: "img", "aria-labelledby": "chart-title" });
    this.range = el("input", { type: "range", id: "chart-slide", min: 0, step: 1 });
    this.label = el("label", { for: "chart-slide", class: "label" });
    this.told = el("p", { class: "chart-told" });
    this.slide = el("div", { class: "chart-slide" }, this.label, this.range, this.told);
    this.reading = el("p", { class: "hint" });
    this.list = new RankList(session, this.charts);
    this.summary = el("summary");
    this.rows = scrolls(el("div", { class: "scroll", role: "region", "aria-labelledby": "chart-title" }));
    this.fold = el("details", { class: "fold", id: "chart-table" }, this.summary, this.rows);
    const figure = el("figure", { class: "charts-figure" }, this.stage, this.slide, this.reading);
    this.panel.replaceChildren(this.controls, this.title, this.words, this.since, this.none, figure, this.list.element, this.fold);
    new ResizeObserver(() => {
      if (this.stage.clientWidth === this.#width) return;
      this.#draw();
      this.list.fill();
    }).observe(this.stage);
    this.range.addEventListener("input", () => this.#slid(this.range.valueAsNumber));
    this.stage.addEventListener("click", (event) => {
      const box = this.stage.getBoundingClientRect();
      const key = this.charts.hit(session.atlas, event.clientX - box.x, event.clientY - box.y);
      if (key) this.#goTo(key);
    });
  }

  /** @param {Answer} answer */
  show(answer) {
    if (answer.tab !== "charts" || !answer.kinds) return;
    this.charts.update(this.session.atlas);
    this.#render();
    this.#work();
  }

  /** Works in slices, and shows what has come of it. */
  #work() {
    clearTimeout(this.#working);
    const end = performance.now() + SLICE_MS;
    let worked = false;
    let more = true;
    while (more && performance.now() < end) {
      more = this.charts.work(this.session.atlas);
      worked ||= more;
    }
    if (more) this.#working = setTimeout(() => this.#work());
    else if (worked || this.panel.getAttribute("aria-busy") === "true") this.#render();
    this.panel.setAttribute("aria-busy", String(more));
  }

  #render() {
    const { t } = this.session;
    const answer = this.charts.answer(this.session.atlas);
    if (!answer) return;
    this.kind = answer.chart;
    this.panel.dataset["chart"] = answer.chart;
    if (this.#controlsChanged(answer.charts, answer.since)) this.#offer(answer);
    setText(this.title, answer.title);
    if (this.#wordsChanged(answer.words)) this.words.replaceChildren(...answer.words.map((words) => el("p", {}, words)));
    setText(this.none, t("kind.ui.charts.none"));
    this.none.hidden = answer.drawn;
    this.stage.hidden = !answer.drawn;
    this.reading.hidden = !answer.drawn;
    setText(this.reading, answer.reading);
    this.#showSlide(answer);
    this.list.show(answer.ranking);
    this.fold.hidden = !answer.table;
    setText(this.summary, t("kind.ui.charts.table"));
    if (answer.table && this.#tableChanged(answer.table)) this.rows.replaceChildren(table(answer.table));
    this.#draw();
  }

  /**
   * The charts, and since when a change is told.
   * @param {ChartsAnswer} answer
   */
  #offer(answer) {
    const { session } = this;
    const choose = (/** @type {string} */ chart) => session.act({ do: "chart", chart: /** @type {ChartKind} */ (chart) });
    replaceControls(this.controls, [choiceControl("chart", session.t("kind.ui.charts.choose"), answer.charts, choose)]);
    replaceControls(this.since, answer.since.length === 0 ? [] : [
      selectControl("chart-since", session.t("kind.ui.charts.since"), answer.since, (since) => session.act({ do: "map", ...UNCHANGED, since })),
    ]);
  }

  /** @param {ChartsAnswer} answer */
  #showSlide({ slide, drawn: any }) {
    this.slide.hidden = !slide || !any;
    if (!slide) return;
    setText(this.label, slide.label);
    this.range.max = String(slide.count - 1);
    this.range.value = String(slide.now ?? Math.floor((slide.count - 1) / 2));
    this.range.setAttribute("aria-valuetext", slide.text);
    setText(this.told, slide.text);
  }

  /** @param {number} step */
  #slid(step) {
    const key = this.charts.slid(this.session.atlas, step);
    if (key) this.#goTo(key);
  }

  /** Chooses an area, or in the course a period. @param {string} key */
  #goTo(key) {
    const { session } = this;
    if (this.kind !== "course") session.act({ do: "area", key });
    // The newest period is written as such, so that a link keeps up with the data.
    else session.act({ do: "period", key: key === session.answer?.periods.at(-1)?.key ? null : key });
  }

  #draw() {
    this.#width = this.stage.clientWidth;
    if (this.#width === 0) return;
    const picture = this.charts.picture(this.session.atlas, this.#width);
    this.stage.replaceChildren(...(picture ? [drawn(picture)] : []));
  }
}

/** @param {SmallTable} content */
function table({ caption, head, rows }) {
  const body = rows.map((row) => el("tr", {}, ...row.map((text, index) =>
    (index === 0 ? el("th", { scope: "row" }, text) : el("td", { class: "number" }, text)))));
  return el("table", { class: "small" }, el("caption", {}, caption),
    el("thead", {}, el("tr", {}, ...head.map((text) => el("th", { scope: "col" }, text)))), el("tbody", {}, ...body));
}
