// "Download": the view's figures as a file, or its picture.

import { address } from "../address.js";
import { announce } from "../announce.js";
import { el, setText } from "../dom.js";
import { styles } from "../kinds/styles.js";
import { popup } from "../popup.js";
import { saveFile, today } from "../save.js";
import { run } from "./run.js";
import { translator } from "./texts.js";

/** @typedef {import("../language.js").Translate} Translate */

/** Forms of files, each with its name and what it is for. */
const FORMS = [
  ["xlsx", "office.ui.xlsx", "office.ui.xlsx.hint"],
  ["excel", "office.ui.excel", "office.ui.excel.hint"],
  ["csv", "office.ui.csv", "office.ui.csv.hint"],
  ["geojson", "office.ui.geojson", "office.ui.geojson.hint"],
];

/**
 * Opens the dialog for the present view.
 * @param {import("../session.js").Session} session
 */
export async function download(session) {
  const [t] = await Promise.all([translator(document.documentElement.lang), styles("office")]);
  new Download(session, t).open();
}

class Download {
  /** Ends the file under way. @type {AbortController | null} */
  #running = null;

  /**
   * @param {import("../session.js").Session} session
   * @param {Translate} t
   */
  constructor(session, t) {
    this.session = session;
    this.t = t;
    this.state = el("p", { class: "hint", role: "status" });
    this.button = el("button", { type: "submit", class: "plain", id: "download-save" }, t("office.ui.save"));
    this.progress = el("progress", { id: "download-progress", max: 1, value: 0, "aria-label": t("office.ui.progress") });
    this.cancel = el("button", { type: "button", id: "download-cancel", class: "plain" }, t("office.ui.cancel"));
    this.row = el("div", { class: "download-row", hidden: true }, this.progress, this.cancel);
    this.cancel.addEventListener("click", () => {
      this.#running?.abort();
      this.#say(t("office.ui.cancelled"));
    });
    this.form = this.#form();
    this.dialog = popup({ id: "download", title: t("office.ui.download"), close: t("office.ui.close") },
      el("section", { "aria-labelledby": "download-figures" },
        el("h3", { id: "download-figures" }, t("office.ui.figures")), el("p", {}, t("office.ui.intro")), this.form),
      this.#picture());
    this.dialog.addEventListener("close", () => this.#running?.abort());
  }

  open() {
    this.dialog.showModal();
  }

  #form() {
    const { t } = this;
    const forms = FORMS.map(([form = "", label = "", hint = ""], at) => choice("download-form", form, t(label), t(hint), at === 0));
    const form = el("form", {},
      el("fieldset", {}, el("legend", { class: "label" }, t("office.ui.format")), ...forms),
      this.#periods(), this.button, this.row, this.state);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.#save(new FormData(form));
    });
    return form;
  }

  /** The period shown, or all of them where there are several. */
  #periods() {
    const { t } = this;
    const periods = this.session.answer?.periods ?? [];
    const title = this.session.answer?.heading.title ?? "";
    const all = t("office.ui.all-periods", { first: periods[0]?.label ?? "", last: periods.at(-1)?.label ?? "" });
    return el("fieldset", {}, el("legend", { class: "label" }, t("office.ui.periods")),
      choice("download-periods", "shown", t("office.ui.as-seen", { title }), "", true),
      ...(periods.length > 1 ? [choice("download-periods", "all", all, "", false)] : []));
  }

  /** The way to the picture, which has a dialog of its own. */
  #picture() {
    const { t, session } = this;
    const open = el("button", { type: "button", class: "plain", id: "picture-open" }, t("office.ui.picture.open"));
    open.addEventListener("click", async () => {
      this.dialog.close();
      await session.grow();
      if (session.answer?.kinds) await session.onDemand(async () => (await import("../kinds/sheet.js")).savePicture(session));
    });
    return el("section", { "aria-labelledby": "download-picture" },
      el("h3", { id: "download-picture" }, t("office.ui.picture")), el("p", {}, t("office.ui.picture.hint")), open);
  }

  /** @param {FormData} chosen */
  async #save(chosen) {
    if (this.#running) return;
    const { t, session } = this;
    const running = new AbortController();
    this.#running = running;
    this.#busy(true);
    this.#say(t("office.ui.busy"));
    const order = {
      form: String(chosen.get("download-form")),
      link: session.atlas.link(),
      address: address(),
      date: today(),
      all_periods: chosen.get("download-periods") === "all",
      data: session.loader.data.href,
    };
    try {
      const file = await run(order, (done, of) => {
        this.progress.value = done / of;
      }, running.signal);
      if (file.version !== session.menu?.version) throw new Error(t("office.ui.other-data"));
      saveFile(new Blob([file.bytes], { type: file.media }), file.name);
      this.#say(t("office.ui.done", { name: file.name }));
    } catch (error) {
      if (!running.signal.aborted) this.#say(t("office.ui.failed", { reason: this.#reason(error) }));
    } finally {
      this.#running = null;
      this.#busy(false);
    }
  }

  /** @param {unknown} error */
  #reason(error) {
    const { kind } = /** @type {{kind?: string}} */ (error);
    if (kind === "outlines") return this.t("office.ui.no-outlines");
    return error instanceof Error ? error.message : String(error);
  }

  /**
   * Either the button is there, or progress and cancel; the focus follows.
   * @param {boolean} busy
   */
  #busy(busy) {
    const [goes, comes] = busy ? [this.button, this.cancel] : [this.cancel, this.button];
    const focused = document.activeElement === goes;
    this.progress.value = 0;
    this.button.hidden = busy;
    this.row.hidden = !busy;
    if (focused) comes.focus({ preventScroll: true });
  }

  /** @param {string} text */
  #say(text) {
    setText(this.state, text);
    announce(text);
  }
}

/**
 * One of several, with a line on what it is for.
 * @param {string} name
 * @param {string} value
 * @param {string} label
 * @param {string} hint
 * @param {boolean} checked
 */
function choice(name, value, label, hint, checked) {
  const input = el("input", { type: "radio", name, value });
  input.checked = checked;
  return el("label", { class: "radio" }, input,
    el("span", {}, label, ...(hint ? [el("span", { class: "hint" }, ` – ${hint}`)] : [])));
}
