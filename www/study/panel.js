// The panel "spatial pattern": start, progress, cancel, and what was found.

import { announce } from "../announce.js";
import { el } from "../dom.js";
import { run } from "./run.js";
import { translator } from "./texts.js";

/** @typedef {import("../types/engine.js").StudyAnswer} StudyAnswer */
/** @typedef {import("../types/engine.js").Answer} Answer */
/** @typedef {import("../language.js").Translate} Translate */

/**
 * Fills `body`, and keeps it in step with the page.
 * @param {import("../session.js").Session} session
 * @param {HTMLElement} body
 * @returns {Promise<(answer: Answer) => void>} to be called with every answer
 */
export async function panel(session, body) {
  let language = document.documentElement.lang;
  let title = session.answer?.heading.title ?? "";
  let own = new Panel(session, body, await translator(language));
  return (answer) => {
    // A finding belongs to the view it was made in.
    if (answer.heading.title === title && document.documentElement.lang === language) return;
    title = answer.heading.title;
    own.clear();
    if (document.documentElement.lang === language) return;
    language = document.documentElement.lang;
    void session.onDemand(async () => {
      own = new Panel(session, body, await translator(language));
    });
  };
}

class Panel {
  /** Ends the study under way. @type {AbortController | null} */
  #running = null;

  /**
   * @param {import("../session.js").Session} session
   * @param {HTMLElement} body
   * @param {Translate} t
   */
  constructor(session, body, t) {
    this.session = session;
    this.t = t;
    this.start = el("button", { type: "button", id: "study-start", class: "plain" }, t("study.ui.start"));
    this.progress = el("progress", { id: "study-progress", max: 1, value: 0, "aria-label": t("study.ui.progress") });
    this.cancel = el("button", { type: "button", id: "study-cancel", class: "plain" }, t("study.ui.cancel"));
    this.row = el("div", { class: "study-row", hidden: true }, this.progress, this.cancel);
    this.result = el("section", { id: "study-result", "aria-label": t("study.ui.result"), hidden: true });
    this.start.addEventListener("click", () => void this.#study());
    this.cancel.addEventListener("click", () => {
      this.clear();
      announce(t("study.ui.cancelled"));
    });
    body.replaceChildren(el("p", { class: "hint" }, t("study.ui.intro")), this.start, this.row, this.result);
  }

  /** Ends what runs and forgets what was found. */
  clear() {
    this.#running?.abort();
    this.result.hidden = true;
    this.result.replaceChildren();
  }

  async #study() {
    this.clear();
    const running = new AbortController();
    this.#running = running;
    this.#busy(true);
    announce(this.t("study.ui.running"));
    const order = { kind: "pattern", link: this.session.atlas.link(), data: this.session.loader.data.href };
    const progress = (/** @type {number} */ done, /** @type {number} */ of) => {
      this.progress.value = done / of;
    };
    try {
      this.#show(await run(order, progress, running.signal));
    } catch (error) {
      if (!running.signal.aborted) this.#failed(error);
    } finally {
      this.#running = null;
      this.#busy(false);
    }
  }

  /**
   * Either the start button is there, or progress and cancel; the focus follows.
   * @param {boolean} busy
   */
  #busy(busy) {
    const [goes, comes] = busy ? [this.start, this.cancel] : [this.cancel, this.start];
    const focused = document.activeElement === goes;
    this.progress.value = 0;
    this.start.hidden = busy;
    this.row.hidden = !busy;
    if (focused) comes.focus({ preventScroll: true });
  }

  /** @param {StudyAnswer} found */
  #show(found) {
    if (found.version !== this.session.menu?.version) {
      this.#failed(new Error(this.t("study.ui.other-data")));
      return;
    }
    const groups = found.groups.map((group) => el("details", { class: "fold", "data-group": group.key },
      el("summary", {}, group.title),
      el("ul", { class: "study-names" }, ...group.names.map((name) => el("li", {}, name)))));
    this.result.replaceChildren(
      el("h3", {}, found.title),
      ...found.sentences.map((text) => el("p", {}, text)),
      ...groups,
      ...found.notes.map((text) => el("p", { class: "hint" }, text)));
    this.result.hidden = false;
    announce(found.sentences.join(" "));
  }

  /** @param {unknown} error */
  #failed(error) {
    const reason = error instanceof Error ? error.message : String(error);
    this.result.replaceChildren(el("p", { class: "error" }, this.t("study.ui.failed", { reason })));
    this.result.hidden = false;
    announce(this.t("study.ui.failed", { reason }));
  }
}
