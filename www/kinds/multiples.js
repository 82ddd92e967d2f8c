// Small maps beside each other: what differs, the maps as buttons with captions, one legend.

import { byId, changeOf, el, setText, svg, syncList } from "../dom.js";
import { mapColors, onColors } from "../preferences.js";
import { choiceControl, replaceControls } from "../parts/choices.js";
import { statePattern } from "../parts/patterns.js";
import { load } from "./load.js";
import { rampStrip } from "./ramp.js";
import { uncertainPattern } from "./two.js";
import { styles } from "./styles.js";

/** @typedef {import("../types/engine.js").Answer} Answer */
/** @typedef {import("../types/engine.js").Legend} Legend */
/** @typedef {import("../types/engine.js").RampLegend} RampLegend */
/** @typedef {import("../types/maps.js").SmallMap} SmallMap */
/** @typedef {import("../types/maps.js").SmallMapsAnswer} SmallMapsAnswer */
/** @typedef {import("../types/maps.js").Maps} Maps */

/** Steps of work between two looks at the clock. */
const SLICE_MS = 8;
/** After this rest maps are painted finely. */
const REST_MS = 150;
/** More pixels than this per CSS pixel are not seen on maps as small as these. */
const LARGEST_DENSITY = 2;

/**
 * @param {import("../session.js").Session} session
 * @returns {Promise<(answer: Answer) => void>} to be called with every answer
 */
export async function multiples(session) {
  const [module] = await Promise.all([load(), styles("multiples")]);
  const page = new Page(session, module);
  return (answer) => page.show(answer);
}

class Page {
  #controlsChanged = changeOf();
  #legendChanged = changeOf();
  #working = 0;
  #refining = 0;
  #width = 0;
  /** @type {SmallMapsAnswer | null} */
  #answer = null;

  /**
   * @param {import("../session.js").Session} session
   * @param {Maps} module
   */
  constructor(session, module) {
    this.session = session;
    this.maps = new module.SmallMaps();
    this.panel = byId("panel-multiples");
    this.intro = el("p", { class: "hint" });
    this.controls = el("div", { class: "multiples-controls" });
    this.legend = el("section", { class: "multiples-legend" });
    this.grid = el("ul", { class: "multiples-grid" });
    this.panel.replaceChildren(this.intro, this.controls, this.legend, this.grid);
    new ResizeObserver(() => {
      if (this.grid.clientWidth === this.#width) return;
      this.#width = this.grid.clientWidth;
      this.#paint();
    }).observe(this.grid);
    onColors(() => {
      session.atlas.set_colors(mapColors());
      this.#paint();
    });
  }

  /** @param {Answer} answer */
  show(answer) {
    const open = answer.tab === "multiples" && Boolean(answer.kinds);
    if (!open) return;
    this.maps.update(this.session.atlas);
    this.#render();
    this.#work();
  }

  /** Works in slices; maps appear as they are done. */
  #work() {
    clearTimeout(this.#working);
    const end = performance.now() + SLICE_MS;
    let more = true;
    while (more && performance.now() < end) more = this.maps.work(this.session.atlas);
    this.#render();
    if (more) this.#working = setTimeout(() => this.#work());
  }

  #render() {
    const answer = this.maps.answer(this.session.atlas);
    this.#answer = answer;
    if (!answer) return;
    setText(this.intro, [answer.intro, ...answer.kinds.notes].join(" "));
    if (this.#controlsChanged(answer.choices, answer.indicators, answer.full)) {
      replaceControls(this.controls, this.#choices(answer));
    }
    const { legend, kinds } = answer;
    if (this.#legendChanged({ legend, kinds })) {
      this.legend.hidden = !legend && !kinds.certainty;
      this.legend.replaceChildren(...(legend ? legendParts(legend, "all", kinds.ramp) : []), ...below(legend, kinds));
    }
    this.grid.classList.toggle("own-legends", !answer.legend);
    syncList(this.grid, answer.maps, (map) => map.key, () => this.#make(), (row, map) => this.#update(row, map));
    this.panel.setAttribute("aria-busy", String(answer.maps.some((map) => !map.ready)));
    this.#paint();
  }

  /**
   * What differs; for indicators also which.
   * @param {SmallMapsAnswer} answer
   */
  #choices(answer) {
    const { t } = this.session;
    const differ = choiceControl("multiples", t("kind.ui.multiples.differ"), answer.choices, (key) => this.#choose(key));
    if (answer.indicators.length === 0) return [differ];
    const chosen = () => answer.indicators.flatMap((theme) => theme.indicators).filter((it) => it.chosen).map((it) => it.key);
    const groups = answer.indicators.map((theme) => el("fieldset", { class: "field" }, el("legend", { class: "label" }, theme.label),
      ...theme.indicators.map((it) => {
        const input = el("input", { type: "checkbox", id: `beside-${it.key}` });
        input.checked = it.chosen;
        input.disabled = Boolean(answer.full) && !it.chosen;
        input.addEventListener("change", () => {
          const others = chosen().filter((key) => key !== it.key);
          this.session.act({ do: "multiples", axis: null, indicators: input.checked ? [...others, it.key] : others });
        });
        return el("label", { class: "radio" }, input, el("span", {}, it.label));
      })));
    const open = this.controls.querySelector("details")?.open ?? chosen().length === 0;
    return [differ, el("details", { class: "fold", open },
      el("summary", {}, t("kind.ui.multiples.choose")),
      el("div", { class: "multiples-themes" }, ...groups),
      el("p", { class: "hint" }, answer.full))];
  }

  /** @param {string} key `periods`, `axis:KEY` or `indicators` */
  #choose(key) {
    const axis = key.startsWith("axis:") ? key.slice("axis:".length) : null;
    this.session.act({ do: "multiples", axis, indicators: key === "indicators" ? [] : null });
  }

  /** A map with its caption; the button that leads to it on the large map covers both. */
  #make() {
    const button = el("button", { type: "button", class: "small-map" },
      el("canvas", { "aria-hidden": "true" }), el("span", { class: "hidden alt" }));
    const item = el("li", {}, el("figure", {}, button,
      el("figcaption", {},
        el("span", { class: "small-title" }),
        el("span", { class: "small-line detail" }),
        el("span", { class: "small-line break" }),
        el("span", { class: "small-line numbers" }),
        el("span", { class: "small-line area" }),
        el("span", { class: "small-line here" })),
      el("div", { class: "own-legend" })));
    button.addEventListener("click", () => this.#open(item.dataset["key"] ?? ""));
    return item;
  }

  /**
   * @param {HTMLElement} item
   * @param {SmallMap} map
   */
  #update(item, map) {
    const { t } = this.session;
    const texts = {
      ".alt": map.alt || map.title,
      ".small-title": map.title,
      ".detail": map.detail,
      ".break": map.after_break,
      ".numbers": map.ready ? [map.median, map.without].filter(Boolean).join(" · ") : t("kind.ui.multiples.waiting"),
      ".area": map.area,
      ".here": map.chosen ? t("kind.ui.multiples.here") : "",
    };
    for (const [selector, text] of Object.entries(texts)) setText(/** @type {Element} */ (item.querySelector(selector)), text);
    item.classList.toggle("after-break", map.after_break !== "");
    const button = /** @type {HTMLElement} */ (item.querySelector("button"));
    button.title = t("kind.ui.multiples.open", { title: map.title });
    button.setAttribute("aria-current", String(map.chosen));
    const own = /** @type {HTMLElement} */ (item.querySelector(".own-legend"));
    own.hidden = !map.legend;
    const now = JSON.stringify([map.legend, map.ramp]);
    if (own.dataset["of"] === now) return;
    own.dataset["of"] = now;
    own.replaceChildren(...(map.legend ? legendParts(map.legend, map.key, map.ramp) : []));
  }

  /** Goes to a map on the large one. @param {string} key */
  #open(key) {
    const chosen = this.#answer?.choices.find((it) => it.chosen)?.key ?? "periods";
    const { session } = this;
    if (chosen === "indicators") session.act({ do: "indicator", key });
    else if (chosen === "periods") session.act({ do: "period", key: key === session.answer?.periods.at(-1)?.key ? null : key });
    else session.act({ do: "category", axis: chosen.slice("axis:".length), category: key });
    session.act({ do: "tab", tab: "map" });
    byId("tab-map").focus();
  }

  /** Paints every map that is there, and then each once more with smooth edges. */
  #paint() {
    clearTimeout(this.#refining);
    const first = this.grid.querySelector("canvas");
    const width = first?.clientWidth ?? 0;
    if (!this.#answer || !first || width === 0) return;
    const height = Math.round(width * this.#answer.aspect);
    this.grid.style.setProperty("--aspect", `1 / ${this.#answer.aspect}`);
    const density = Math.min(LARGEST_DENSITY, Math.max(1, devicePixelRatio));
    const contexts = [...this.grid.querySelectorAll("canvas")].map((canvas) => canvas.getContext("2d"));
    const painted = contexts.map((context, at) =>
      context && this.maps.paint(this.session.atlas, at, context, width, height, density) ? context : null);
    let at = 0;
    const refine = () => {
      const context = painted[at];
      if (!context || !this.maps.refine(this.session.atlas, at, context)) at += 1;
      if (at < painted.length) this.#refining = setTimeout(refine);
    };
    this.#refining = setTimeout(refine, REST_MS);
  }
}

/**
 * Colors, classes and states of a legend; that of all maps with its title.
 * @param {Legend} legend
 * @param {string} name
 * @param {RampLegend | null} colors
 */
function legendParts(legend, name, colors) {
  const title = name === "all" ? el("h3", {}, legend.title, " ", el("span", { class: "unit" }, legend.unit)) : "";
  const classes = legend.classes.map((item) => {
    const swatch = el("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.setProperty("--swatch", item.color);
    return el("li", {}, swatch, el("span", {}, item.label));
  });
  const states = legend.states.map((item) =>
    entry((id) => statePattern(item.state, id), `small-${CSS.escape(name)}-${item.state}`, [item.label, item.count].filter(Boolean).join(": ")));
  const strip = colors ? el("div", { class: "small-ramp" },
    rampStrip(colors, `small-ramp-${CSS.escape(name)}`),
    el("p", { class: "small-marks" }, ...legend.bounds.map((mark) => el("span", {}, mark.label)))) : "";
  return [title, strip, el("ul", {}, ...classes, ...states)];
}

/**
 * The hatch of uncertain areas, and what is to be said of all maps.
 * @param {Legend | null} legend
 * @param {SmallMapsAnswer["kinds"]} kinds
 */
function below(legend, kinds) {
  const { certainty } = kinds;
  const hatch = certainty ? el("ul", {}, entry(uncertainPattern, "small-uncertain", certainty.label)) : "";
  const said = [legend?.method, legend?.remark, certainty?.meaning, kinds.sized_by];
  return [hatch, el("p", { class: "hint" }, said.filter(Boolean).join(" "))];
}

/**
 * A patterned swatch with its label.
 * @param {(id: string) => Element} pattern
 * @param {string} id
 * @param {string} label
 */
function entry(pattern, id, label) {
  const swatch = svg("svg", { class: "swatch", width: 18, height: 14, "aria-hidden": "true", focusable: "false" });
  swatch.append(svg("defs", {}, pattern(id)), svg("rect", { width: 18, height: 14, fill: `url(#${id})` }));
  return el("li", {}, swatch, el("span", {}, label));
}
