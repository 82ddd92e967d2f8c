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

/** A page in the background draws no frames; what waits for one does not wait longer. */
const LONGEST_WAIT_MS = 100;

/** From the beginning of a frame until it is on the screen, without a GPU. */
const FRAME_SHOWN_MS = 32;

/** The first picture takes longer, with a whole page to be laid out. */
const LONGEST_FIRST_WAIT_MS = 500;

/** Actions after which the chosen area is news. */
const ABOUT_AREA = new Set(["area", "walk", "rank"]);

/**
 * What is news after an action.
 * @param {Action["do"]} action
 * @returns {"area" | "filter" | "page" | "view"}
 */
const newsOf = (action) => (ABOUT_AREA.has(action) ? "area" : action === "page" || action === "filter" ? action : "view");

/** Resolves when the first map is on the screen; all of the page is new then. @returns {Promise<void>} */
const pictured = () =>
  new Promise((resolve) => {
    setTimeout(resolve, LONGEST_FIRST_WAIT_MS);
    requestAnimationFrame(() => setTimeout(resolve, 2 * FRAME_SHOWN_MS));
  });

export class Session {
  /** @type {Part[]} */
  #parts = [];
  /** Draws the map, if there is one to be drawn; the stage puts itself here. @type {() => boolean} */
  draw = () => false;
  /** The answer on the page. @type {Answer | null} */
  answer = null;
  /** @type {Menu | null} */
  menu = null;
  /** The page as it comes speaks a language already. */
  #language = document.documentElement.lang;
  /** Whether long work is under way. */
  working = false;
  /** What the reader has not been told yet. @type {"" | "area" | "filter" | "page" | "view"} */
  #unsaid = "";
  /** Whether a first complete map has been painted. */
  #ready = false;
  /** Whether the parts that follow it are there. */
  #whole = false;
  /** Their loading, once it has begun. @type {Promise<void> | null} */
  #resting = null;
  /** Why something that is loaded on demand could not be had; empty as long as they could. */
  lacking = "";
  /** When the action began whose colours are not on the map yet; 0 if that is not to be measured. */
  #began = 0;
  /** The larger atlas on its way. @type {Promise<unknown> | null} */
  #growing = null;
  /** The link of the last action, not yet in the address. @type {{link: string, push: boolean} | null} */
  #unwritten = null;
  /** Keys of the link that stay as they are, where a page around asks for it. @type {string[]} */
  locked = [];
  /** The timer of what is to follow the next picture of the screen; 0 if nothing is. */
  #following = 0;

  /**
   * @param {Atlas} atlas
   * @param {URL} data the data folder
   */
  constructor(atlas, data) {
    this.atlas = atlas;
    this.t = translator(this);
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
   * Does what the reader asked for. The next picture of the screen shows map, legend and sentence;
   * what can wait for the one after that does, so that nothing holds up the first.
   * @param {Action} action
   * @returns {boolean} whether it was done; what is locked is not
   */
  act(action) {
    this.#write();
    const began = performance.now();
    const before = this.locked.length > 0 ? this.atlas.link() : "";
    const changes = this.atlas.dispatch(action);
    if (before && this.#unlocks(before)) return false;
    // A link that has been opened is in the address already.
    if (changes.link) this.#unwritten = { link: this.atlas.link(), push: changes.push && action.do !== "open" };
    this.loader.pump();
    // Where a file is to be fetched first, the time would tell about the network.
    if (changes.colors) this.#began = this.loader.waiting ? 0 : began;
    const drawn = (changes.colors || changes.outlines) && this.draw();
    const ended = performance.now();
    this.#work();
    // A link, like another language, may change every word.
    this.show(action.do === "open" || action.do === "language");
    this.#measure(drawn, ended);
    if (changes.answer) this.#unsaid = newsOf(action.do);
    this.#follow();
    return true;
  }

  /**
   * Takes back what has changed a locked key.
   * @param {string} before the link until then
   */
  #unlocks(before) {
    const [was, is] = [before, this.atlas.link()].map((link) => new URLSearchParams(link));
    if (this.locked.every((key) => was?.get(key) === is?.get(key))) return false;
    this.atlas.dispatch({ do: "open", link: before });
    return true;
  }

  /** Has what can wait follow the next picture of the screen. */
  #follow() {
    if (this.#following) return;
    const finish = () => {
      // One of the two below has come first.
      if (this.#following !== timer) return;
      clearTimeout(timer);
      this.#following = 0;
      this.#write();
      this.#entitle();
      if (!this.#speechless()) this.menu = this.atlas.menu();
      this.#render((part) => Boolean(part.unhurried));
      this.#speak();
    };
    const timer = setTimeout(finish, LONGEST_WAIT_MS);
    this.#following = timer;
    // By then the frame is on the screen. Asking for a second frame would hold up the first.
    requestAnimationFrame(() => setTimeout(finish, FRAME_SHOWN_MS));
  }

  /** Writes the link of the last action into the address, unless it is there. */
  #write() {
    const last = this.#unwritten;
    this.#unwritten = null;
    if (last) writeLink(last.link, last.push);
  }

  /**
   * Writes the address after a change, and fetches what the view needs now.
   * @param {Changes} changes
   */
  settled(changes) {
    this.#write();
    if (changes.link) writeLink(this.atlas.link(), changes.push);
    this.loader.pump();
  }

  /**
   * What is loaded on first use; `null` if it cannot be had, which the page then says.
   * @template T
   * @param {() => Promise<T>} load
   * @returns {Promise<T | null>}
   */
  async onDemand(load) {
    if (this.lacking) return null;
    try {
      return await load();
    } catch (error) {
      this.lacking = String(error);
      this.show();
      return null;
    }
  }

  /**
   * Goes on with an atlas that shows the same view: the larger one, which knows every kind of map.
   * @param {Atlas} atlas
   * @param {Loader} loader
   */
  goOnWith(atlas, loader) {
    this.atlas = atlas;
    this.loader = loader;
    loader.arrived = () => this.#arrived();
    for (const part of this.#parts) part.changed?.();
    this.#arrived();
  }

  /** Goes on with the larger atlas, which is loaded for it. */
  async grow() {
    if (!this.answer || this.answer.kinds) return;
    this.#growing ??= this.onDemand(async () => (await import("./kinds/grow.js")).grow(this));
    await this.#growing;
    this.#growing = null;
  }

  /** Tries once more what could not be had. */
  async retry() {
    this.lacking = "";
    this.atlas.retry();
    await this.loader.retry();
    await this.#rest();
    this.show();
  }

  /**
   * Puts the present answer on the page.
   * @param {boolean} [whole] whether all of it, or only what belongs into the next picture
   */
  show(whole = true) {
    const answer = this.atlas.answer();
    // An answer to a question that nobody asks any more, or one without words yet.
    if (answer.link !== this.atlas.link() || this.#speechless()) return;
    this.answer = answer;
    if (whole || !this.menu) this.menu = this.atlas.menu();
    this.#translate();
    if (whole) this.#entitle();
    // What the smaller atlas shows of a view that it does not know whole is not yet that view.
    byId("stage").setAttribute("aria-busy", String(this.#coming || (answer.beyond && !this.lacking)));
    this.#render((part) => whole || !part.unhurried);
    // What the page said before about another view than the link's is no longer to be hidden.
    const { classList } = document.documentElement;
    classList.replace("linked", "half");
    if (!this.#coming) classList.remove("half");
    // No map is to be waited for.
    if (!this.#coming && (answer.tab !== "map" || !answer.complete) && !this.#whole && !this.lacking) void this.#rest();
    if (answer.beyond) void this.grow();
  }

  /** Names the window after the view: the browser draws itself anew for it, so it is not done in the first picture. */
  #entitle() {
    const title = this.answer?.heading.window;
    if (title && document.title !== title) document.title = title;
  }

  /** Whether what the present answer lacks is on its way. */
  get #coming() {
    return !this.answer?.complete && (this.loader.waiting || this.working);
  }

  /**
   * Has parts show the answer that is on the page.
   * @param {(part: Part) => boolean} which
   */
  #render(which) {
    const { answer, menu } = this;
    if (!answer || !menu) return;
    for (const part of this.#parts) {
      if ((!this.#coming || !part.waits) && which(part)) part.render(answer, menu);
    }
  }

  /** Whether the words of the chosen language are still on their way. */
  #speechless() {
    return this.atlas.missing().some((path) => path.startsWith("messages/") && !this.loader.failed.has(path));
  }

  /** A file has come, or will not: shows the page once the view is complete, or cannot become so. */
  #arrived() {
    this.#work();
    if (this.loader.waiting && !this.atlas.answer().complete) return;
    this.show();
    this.#mark(this.draw());
    this.#speak();
  }

  /**
   * Notes the first complete map, for measuring; where the table is open, the first answer counts.
   * @param {boolean} drawn
   */
  #mark(drawn) {
    if (this.#ready || !this.answer?.complete) return;
    if (drawn) performance.mark("teilraum:first-map");
    else if (this.answer.tab === "map") return;
    this.#ready = true;
    // What comes next must not keep the map from the screen.
    const picture = pictured();
    this.loader.pause = picture;
    void picture.then(() => this.#rest()).then(() => {
      document.documentElement.dataset["teilraum"] = "ready";
    });
  }

  /** Loads what the first map did without, once; what failed is tried anew by the next who asks. */
  #rest() {
    this.#resting ??= (async () => {
      const parts = this.#whole ? [] : await this.onDemand(async () => (await import("./later.js")).parts(this));
      this.#whole = parts !== null;
      this.add(...(parts ?? []));
      await Promise.all(this.#parts.map((part) => part.whole?.()));
      if (this.lacking) this.#resting = null;
      this.show();
    })();
    return this.#resting;
  }

  /**
   * Notes how long an action took until its colours were on the map.
   * @param {boolean} drawn
   * @param {number} ended when the pixels had been written
   */
  #measure(drawn, ended) {
    if (!drawn || !this.#began || !this.answer?.complete || this.answer.link !== this.atlas.link()) return;
    performance.measure("teilraum:recolour", { start: this.#began, end: ended });
    this.#began = 0;
  }

  /** Replaces the static texts when the language has changed. */
  #translate() {
    const language = this.menu?.languages.find((choice) => choice.chosen)?.key ?? "de";
    if (language === this.#language) return;
    this.#language = language;
    translatePage(this.t, language);
  }

  /** Tells what is new, as soon as it is on the page. */
  #speak() {
    const answer = this.answer;
    if (!this.#unsaid || !answer?.complete || answer.link !== this.atlas.link()) return;
    const spoken = { area: answer.area?.spoken ?? this.t("ui.area.cleared"), page: answer.table?.page_label ?? "", view: answer.spoken, filter: answer.kinds?.filter?.count || answer.spoken };
    announce(spoken[this.#unsaid]);
    this.#unsaid = "";
  }

  /** Drives long work in slices; the page is shown anew when it is done. */
  #work() {
    if (this.working) return;
    this.working = true;
    let slices = 0;
    const step = () => {
      slices += 1;
      if (this.atlas.work(WORK_SLICE_MS)) {
        setTimeout(step);
        return;
      }
      this.working = false;
      // Nothing to do, or not for this page: it is up to date.
      if (slices === 1 && (!this.answer || this.answer.complete || !this.atlas.answer().complete)) return;
      this.show();
      const drawn = this.draw();
      this.#measure(drawn, performance.now());
      this.#mark(drawn);
      this.#speak();
      this.loader.pump();
    };
    step();
  }
}
