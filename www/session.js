// One visit: actions go in, the answer comes out, every part shows its share of it.

import { onLink, readLink, writeLink } from "./address.js";
import { announce } from "./announce.js";
import { Loader } from "./bundle.js";
import { byId } from "./dom.js";
import { translatePage, translator } from "./language.js";

/** @typedef {import("./types/core.js").Atlas} Atlas */
/** @typedef {import("./types/core.js").Part} Part */
/** @typedef {import("./types/engine.js").Action} Action */
/** @typedef {import("./types/engine.js").Answer} Answer */
/** @typedef {import("./types/engine.js").Changes} Changes */
/** @typedef {import("./types/engine.js").Menu} Menu */

/** Time for a slice of long work, so that the page stays quick. */
const WORK_SLICE_MS = 8;

/** Actions after which the chosen area is news. */
const ABOUT_AREA = new Set(["area", "walk", "rank"]);

export class Session {
  /** @type {Part[]} */
  #parts = [];
  /** Draws the map; the stage puts itself here. @type {() => void} */
  draw = () => {};
  /** The answer on the page. @type {Answer | null} */
  answer = null;
  /** @type {Menu | null} */
  menu = null;
  #language = "";
  #working = false;
  /** Whether a first complete map has been painted. */
  #ready = false;

  /**
   * @param {Atlas} atlas
   * @param {URL} data the data folder
   */
  constructor(atlas, data) {
    this.atlas = atlas;
    this.t = translator(atlas);
    this.loader = new Loader(atlas, data, () => this.#arrived());
  }

  /**
   * Adds parts of the page.
   * @param {Part[]} parts
   */
  add(...parts) {
    this.#parts.push(...parts);
  }

  /** Opens the link of the address and fetches what it needs. */
  open() {
    this.atlas.dispatch({ do: "open", link: readLink() });
    onLink((link) => this.act({ do: "open", link }));
    this.loader.pump();
  }

  /**
   * Does what the reader asked for.
   * @param {Action} action
   */
  act(action) {
    const began = performance.now();
    const changes = this.atlas.dispatch(action);
    this.settled(changes);
    if ((changes.colors || changes.outlines) && !this.loader.waiting) {
      this.draw();
      if (changes.colors) performance.measure("teilraum:recolour", { start: began });
    }
    this.loader.pump();
    this.show();
    this.#speak(action, changes);
    this.#work();
  }

  /**
   * Writes the address after a change.
   * @param {Changes} changes
   */
  settled(changes) {
    if (changes.link) writeLink(this.atlas.link(), changes.push);
  }

  /** Puts the present answer on the page. */
  show() {
    const answer = this.atlas.answer();
    // An answer to a question that nobody asks any more.
    if (answer.link !== this.atlas.link()) return;
    this.answer = answer;
    this.menu = this.atlas.menu();
    this.#translate();
    document.title = answer.heading.window || document.title;
    byId("stage").setAttribute("aria-busy", String(!answer.complete && this.loader.waiting));
    for (const part of this.#parts) part.render(answer, this.menu);
  }

  /** Shows the page once nothing is on its way any more. */
  #arrived() {
    if (this.loader.waiting) return;
    this.show();
    this.draw();
    this.#mark();
    this.#work();
  }

  /** Notes the first complete map, for measuring. */
  #mark() {
    if (this.#ready || !this.answer?.complete) return;
    this.#ready = true;
    performance.mark("teilraum:first-map");
    document.documentElement.dataset["teilraum"] = "ready";
  }

  /** Replaces the static texts when the language has changed. */
  #translate() {
    const language = this.menu?.languages.find((choice) => choice.chosen)?.key ?? "de";
    if (language === this.#language) return;
    this.#language = language;
    translatePage(this.t, language);
  }

  /**
   * Tells what is new.
   * @param {Action} action
   * @param {Changes} changes
   */
  #speak(action, changes) {
    const answer = this.answer;
    if (!answer?.complete) return;
    if (ABOUT_AREA.has(action.do)) announce(answer.area?.spoken ?? this.t("ui.area.cleared"));
    else if (changes.answer) announce(answer.spoken);
  }

  /** Drives long work in slices; the page is shown anew when it is done. */
  #work() {
    if (this.#working) return;
    this.#working = true;
    let slices = 0;
    const step = () => {
      if (this.atlas.work(WORK_SLICE_MS)) {
        slices += 1;
        setTimeout(step);
        return;
      }
      this.#working = false;
      if (slices === 0) return;
      this.draw();
      this.show();
    };
    step();
  }
}
