// The ranking as a list to choose from. Of ten thousand rows only those in sight are made.

import { attrs, changeOf, el, setText, syncList } from "../dom.js";

/** @typedef {import("../types/maps.js").Charts} Charts */
/** @typedef {import("../types/maps.js").Ranking} Ranking */
/** @typedef {import("../types/maps.js").RankRow} RankRow */

/** Rows made above and below those in sight. */
const BEYOND = 6;

export class RankList {
  /** @type {Ranking | null} */
  #ranking = null;
  /** The row the arrow keys start from. */
  #active = 0;
  #headChanged = changeOf();
  #seen = changeOf();

  /**
   * @param {import("../session.js").Session} session
   * @param {Charts} charts
   */
  constructor(session, charts) {
    this.session = session;
    this.charts = charts;
    this.head = el("div", { class: "rank-axis", "aria-hidden": "true" });
    this.rows = el("div", { class: "rank-rows", role: "presentation" });
    this.box = el("div", { class: "rank-box", id: "rank-list", role: "listbox", tabindex: 0, "aria-describedby": "rank-hint" }, this.rows);
    this.hint = el("p", { class: "hint", id: "rank-hint" });
    this.beside = el("p", { class: "hint" });
    this.element = el("div", { class: "rank", hidden: true }, this.head, this.box, this.beside, this.hint);
    this.box.addEventListener("scroll", () => this.fill());
    this.box.addEventListener("keydown", (event) => this.#key(event));
    this.box.addEventListener("click", (event) => {
      const row = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (row instanceof HTMLElement) this.#choose(Number(row.dataset["place"]));
    });
  }

  /** @param {Ranking | null} ranking */
  show(ranking) {
    const { t } = this.session;
    this.#ranking = ranking;
    this.element.hidden = !ranking;
    if (!ranking) return;
    this.box.setAttribute("aria-label", t("kind.ui.charts.list"));
    setText(this.hint, t("kind.ui.charts.list.hint"));
    if (this.#headChanged(ranking.ticks, ranking.beside)) {
      this.head.replaceChildren(el("div", { class: "rank-scale" }, ...ranking.ticks.map((tick) => placed("span", "rank-tick", tick))));
    }
    const names = ranking.beside.map((mark) => mark.label).join("; ");
    setText(this.beside, names ? t("kind.ui.charts.beside", { names }) : "");
    this.rows.style.setProperty("--rows", String(ranking.total));
    if (ranking.chosen !== null) this.#active = ranking.chosen;
    this.#active = Math.min(this.#active, Math.max(0, ranking.total - 1));
    // A row that has been chosen elsewhere is brought into sight, one the reader scrolls away from is not.
    if (this.#seen(ranking.chosen, ranking.total) && ranking.chosen !== null) this.#reveal(ranking.chosen);
    this.fill();
  }

  /** Makes the rows in sight. */
  fill() {
    const ranking = this.#ranking;
    if (!ranking || this.element.hidden) return;
    const pitch = this.#pitch();
    if (!pitch) return;
    const first = Math.max(0, Math.floor(this.box.scrollTop / pitch) - BEYOND);
    const count = Math.ceil(this.box.clientHeight / pitch) + 2 * BEYOND;
    const rows = this.charts.rows(this.session.atlas, first, count);
    syncList(this.rows, rows, (row) => row.key, () => made(), (element, row, index) => this.#fillRow(element, row, first + index));
    const active = this.rows.querySelector(`[data-place="${this.#active}"]`);
    attrs(this.box, { "aria-activedescendant": active?.id });
  }

  /** How high a row is: its letters decide. */
  #pitch() {
    const probe = this.rows.firstElementChild ?? this.rows.appendChild(made());
    return /** @type {HTMLElement} */ (probe).offsetHeight;
  }

  /**
   * @param {HTMLElement} element
   * @param {RankRow} row
   * @param {number} place
   */
  #fillRow(element, row, place) {
    attrs(element, { id: `rank-${place}`, "data-place": place, "data-state": row.state, "aria-setsize": this.#ranking?.total, "aria-posinset": place + 1,
      "aria-selected": String(row.chosen) });
    element.classList.toggle("active", place === this.#active);
    element.classList.toggle("compared", row.compared);
    element.style.setProperty("--place", String(place));
    const [spoken, rank, name, strip, value] = element.children;
    if (!spoken || !rank || !name || !strip || !value) return;
    setText(spoken, row.spoken);
    setText(rank, row.rank);
    setText(name, row.name);
    setText(value, row.value);
    const marks = (this.#ranking?.beside ?? []).map((mark) => placed("span", "rank-beside", { at: mark.at, label: "" }));
    const span = row.span ? [placed("span", "rank-span", { at: row.span[0], label: "" })] : [];
    for (const it of span) it.style.setProperty("--to", String(row.span?.[1] ?? 0));
    const dot = row.at === null ? [] : [placed("span", "rank-dot", { at: row.at, label: "" })];
    strip.replaceChildren(...marks, ...span, ...dot);
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const total = this.#ranking?.total ?? 0;
    const page = Math.max(1, Math.floor(this.box.clientHeight / Math.max(1, this.#pitch())) - 1);
    /** @type {Record<string, number>} */
    const steps = { ArrowDown: this.#active + 1, ArrowUp: this.#active - 1, PageDown: this.#active + page, PageUp: this.#active - page, Home: 0, End: total - 1, Enter: this.#active, " ": this.#active };
    const to = steps[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey || total === 0) return;
    event.preventDefault();
    // The first press of an arrow begins where the list stands.
    const begins = this.#ranking?.chosen === null && event.key.startsWith("Arrow");
    this.#choose(begins ? this.#active : Math.min(total - 1, Math.max(0, to)));
  }

  /** @param {number} place */
  #choose(place) {
    this.#active = place;
    this.#reveal(place);
    const [row] = this.charts.rows(this.session.atlas, place, 1);
    if (row) this.session.act({ do: "area", key: row.key });
  }

  /** Scrolls no farther than needed. @param {number} place */
  #reveal(place) {
    const pitch = this.#pitch();
    const { scrollTop, clientHeight } = this.box;
    if (place * pitch < scrollTop) this.box.scrollTop = place * pitch;
    else if ((place + 1) * pitch > scrollTop + clientHeight) this.box.scrollTop = (place + 1) * pitch - clientHeight;
  }
}

/** An empty row: what is spoken of it; and seen, rank, name, strip, value. */
const made = () => el("div", { class: "rank-row", role: "option", "aria-selected": "false" },
  el("span", { class: "hidden" }), ...["rank", "name", "strip", "value"].map((part) => el("span", { class: `rank-${part}`, "aria-hidden": "true" })));

/**
 * Something at a place of the axis.
 * @param {"span"} tag
 * @param {string} name
 * @param {{at: number, label: string}} mark
 */
function placed(tag, name, mark) {
  const element = el(tag, { class: name }, mark.label);
  element.style.setProperty("--at", String(mark.at));
  return element;
}
