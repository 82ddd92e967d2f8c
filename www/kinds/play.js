// The course of time: period after period on request, with the same classes for all of them. It
// ends with the last period; where the reader wants little motion, each step is a press.

import { announce } from "../announce.js";
import { byId, el, setText } from "../dom.js";
import { calm } from "../preferences.js";
import { styles } from "./styles.js";

/** How long a period stays. @type {Record<string, number>} */
const STEP_MS = { slow: 2000, medium: 1000, fast: 500 };

/** @type {Play | null} */
let play = null;

/**
 * Starts, pauses, or goes a step further.
 * @param {import("../session.js").Session} session
 */
export async function toggle(session) {
  await styles("picture");
  play ??= new Play(session);
  play.toggle();
}

class Play {
  #timer = 0;
  #speed = "medium";
  /** Whether the reader cuts classes for each period; restored in the end. */
  #perPeriod = false;

  /** @param {import("../session.js").Session} session */
  constructor(session) {
    const { t } = session;
    this.session = session;
    this.button = byId("period-play");
    this.hint = el("p", { class: "hint" });
    this.main = el("button", { type: "button", class: "plain", id: "play-toggle" });
    const stop = el("button", { type: "button", class: "plain", id: "play-stop" }, t("kind.ui.play.stop"));
    const words = { slow: t("kind.ui.play.slow"), medium: t("kind.ui.play.medium"), fast: t("kind.ui.play.fast") };
    const speed = el("select", { id: "play-speed", "aria-label": t("kind.ui.play.speed") },
      ...Object.entries(words).map(([key, label]) => el("option", { value: key, selected: key === this.#speed }, label)));
    speed.addEventListener("change", () => {
      this.#speed = speed.value;
    });
    speed.hidden = calm();
    this.bar = el("div", { class: "play-bar", role: "group", "aria-label": t("kind.ui.play.label"), hidden: true }, this.main, stop, speed, this.hint);
    this.button.after(this.bar);
    this.main.addEventListener("click", () => this.toggle());
    stop.addEventListener("click", () => this.#end());
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !this.#timer) return;
      event.preventDefault();
      event.stopPropagation();
      this.#pause();
    }, { capture: true });
  }

  get #periods() {
    return this.session.answer?.periods ?? [];
  }

  get #at() {
    return this.#periods.findIndex((it) => it.chosen);
  }

  get #label() {
    return this.session.answer?.period_label ?? "";
  }

  toggle() {
    if (this.#timer) {
      this.#pause();
      return;
    }
    if (this.bar.hidden) this.#begin();
    const atEnd = this.#at >= this.#periods.length - 1;
    this.#go(atEnd ? 0 : this.#at + (calm() ? 1 : 0));
    if (calm()) {
      announce(this.#label);
      return;
    }
    const [from, to] = [this.#label, this.#periods.at(-1)?.label ?? ""];
    announce(this.session.t("kind.ui.play.running", { from, to }));
    this.#wait();
    this.#render();
  }

  #begin() {
    const { session } = this;
    this.#perPeriod = session.answer?.class_controls.per_period ?? false;
    if (this.#perPeriod) session.act({ do: "classes-per-period", per_period: false });
    setText(this.hint, [calm() ? session.t("kind.ui.play.calm") : "", this.#perPeriod ? session.t("kind.ui.play.common") : ""].join(" ").trim());
    this.bar.hidden = false;
    this.button.hidden = true;
    this.#render();
    this.main.focus({ preventScroll: true });
  }

  #render() {
    const { t } = this.session;
    setText(this.main, this.#timer ? t("kind.ui.play.pause") : calm() ? t("kind.ui.play.step") : t("kind.ui.play.start"));
  }

  #wait() {
    this.#timer = setTimeout(() => {
      this.#timer = 0;
      // Where the files of a period are on their way, it waits for them.
      if (this.session.answer?.complete) this.#go(this.#at + 1);
      if (this.#at < this.#periods.length - 1) {
        this.#wait();
        return;
      }
      this.#render();
      announce(this.session.t("kind.ui.play.ended", { period: this.#label }));
    }, STEP_MS[this.#speed] ?? 1000);
  }

  #pause() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#render();
    announce(this.session.t("kind.ui.play.paused", { period: this.#label }));
  }

  #end() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    if (this.#perPeriod) this.session.act({ do: "classes-per-period", per_period: true });
    this.bar.hidden = true;
    this.button.hidden = false;
    this.button.focus({ preventScroll: true });
  }

  /**
   * Shows a period without a word: who listens is told at the start and at the end.
   * @param {number} at
   */
  #go(at) {
    const { session } = this;
    const period = this.#periods[at];
    if (!period || period.chosen) return;
    const last = at === this.#periods.length - 1;
    session.settled(session.atlas.dispatch({ do: "period", key: last ? null : period.key }));
    session.draw();
    session.show();
  }
}
