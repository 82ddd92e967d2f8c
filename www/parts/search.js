// Search for a place: a text field with a list of hits (combobox pattern of ARIA 1.2).

import { announce } from "../announce.js";
import { byId, el } from "../dom.js";

/** @typedef {import("../types/engine.js").Hit} Hit */

export class Search {
  /** @type {Hit[]} */
  #hits = [];
  /** Position of the marked hit, -1 for none. */
  #active = -1;
  #fetched = false;
  /** Whether names are on their way that the search does not know yet. */
  #fetching = false;
  /** Key of the area whose name stands in the field. */
  #named = "";

  /**
   * @param {import("../session.js").Session} session
   * @param {(key: string) => void} goTo
   */
  constructor(session, goTo) {
    this.session = session;
    this.goTo = goTo;
    this.input = /** @type {HTMLInputElement} */ (byId("search-input"));
    this.list = byId("search-list");
    this.list.setAttribute("role", "listbox");
    this.input.addEventListener("focus", () => {
      this.input.select();
      void this.#fetchNames();
    });
    this.input.addEventListener("input", () => this.#search());
    this.input.addEventListener("keydown", (event) => this.#key(event));
    this.input.addEventListener("blur", () => this.#close());
    // A press on a hit must not take the focus from the field.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", (event) => {
      const option = event.target instanceof Element ? event.target.closest("[role=option]") : null;
      if (option) this.#choose(Number(option.getAttribute("data-index")));
    });
  }

  /**
   * Empties the field when another area has been chosen elsewhere.
   * @param {import("../types/engine.js").Answer} answer
   */
  render(answer) {
    if (!this.#named || answer.area?.key === this.#named) return;
    this.#named = "";
    this.input.value = "";
  }

  /** Fetches postcodes and place names when they are first wanted. */
  async #fetchNames() {
    if (this.#fetched) return;
    this.#fetched = true;
    const { atlas, loader } = this.session;
    const files = atlas.wanted_for_search().map((path) => loader.load(path).then(() => this.#again()));
    this.#fetching = files.length > 0;
    await Promise.all(files);
    this.#fetching = false;
    this.#again();
  }

  /** Searches anew, more names being known, unless the reader is about to choose. */
  #again() {
    if (document.activeElement === this.input && this.input.value && this.#active < 0 && !this.list.hidden) this.#search();
  }

  #search() {
    const text = this.input.value.trim();
    const none = this.#fetching ? "ui.search.loading" : "ui.search.none";
    this.#hits = text ? this.session.atlas.search(text) : [];
    this.#active = -1;
    this.list.setAttribute("aria-label", this.session.t("ui.search.hits"));
    this.list.replaceChildren(...this.#hits.map(option));
    if (text && this.#hits.length === 0) {
      this.list.append(el("li", { class: "none", role: "option", "aria-disabled": "true" }, this.session.t(none)));
    }
    this.#open(text !== "");
    if (text) announce(this.session.t(this.#hits.length ? "ui.search.count" : none, { n: this.#hits.length }));
  }

  /** @param {boolean} open */
  #open(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.#mark(this.#active);
  }

  #close() {
    this.#active = -1;
    this.#open(false);
  }

  /** @param {number} index */
  #mark(index) {
    this.#active = index;
    [...this.list.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === index)));
    const row = this.list.children[index];
    if (row && !this.list.hidden) {
      this.input.setAttribute("aria-activedescendant", row.id);
      row.scrollIntoView({ block: "nearest" });
    } else this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const count = this.#hits.length;
    if (event.isComposing) return;
    if (event.key === "Escape") {
      if (this.list.hidden) this.input.value = "";
      this.#close();
    } else if (event.key === "Enter") {
      if (count > 0 && !this.list.hidden) this.#choose(Math.max(0, this.#active));
      else if (this.input.value) this.#search();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (this.list.hidden) this.#search();
      else if (count > 0) this.#mark((this.#active + (event.key === "ArrowDown" ? 1 : this.#active < 0 ? 0 : -1) + count) % count);
    }
  }

  /** @param {number} index */
  #choose(index) {
    const hit = this.#hits[index];
    if (!hit) return;
    this.input.value = hit.name;
    this.#named = hit.key;
    this.#hits = [];
    this.#close();
    this.session.act({ do: "area", key: hit.key });
    this.goTo(hit.key);
  }
}

/**
 * A hit as an entry of the list.
 * @param {Hit} hit
 * @param {number} index
 */
function option(hit, index) {
  return el("li", { role: "option", id: `search-hit-${index}`, "data-index": index, "aria-selected": "false" },
    el("span", { class: "hit-name" }, hit.name),
    el("span", { class: "hit-detail" }, [hit.detail, hit.why].filter(Boolean).join(" · ")));
}
