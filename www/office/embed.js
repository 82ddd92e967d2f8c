// "Embed" in the dialog that shares a view: what the page around may show and change, and the lines
// that put it there.

import { announce } from "../announce.js";
import { el, setText } from "../dom.js";
import { KEYS } from "../embed/protocol.js";

/** @typedef {(key: string, values?: Record<string, string | number>) => string} Translate */

/** How a view gets into another page. @type {Array<[key: string, label: string]>} */
const FORMS = [
  ["frame", "office.ui.embed.form.frame"],
  ["element", "office.ui.embed.form.element"],
  ["picture", "office.ui.embed.form.picture"],
];
/** What readers may change. @type {Array<[key: string, label: string]>} */
const CHANGES = [
  ["free", "office.ui.embed.change.free"],
  ["fixed", "office.ui.embed.change.fixed"],
];
/** What a page may leave out, in the order of the page. @type {Array<[key: string, label: string]>} */
const PARTS = [
  ["search", "office.ui.embed.part.search"],
  ["indicator", "office.ui.embed.part.indicator"],
  ["period", "office.ui.embed.part.period"],
  ["level", "office.ui.embed.part.level"],
  ["classes", "office.ui.embed.part.classes"],
  ["kinds", "office.ui.embed.part.kinds"],
  ["tabs", "office.ui.embed.part.tabs"],
  ["filter", "office.ui.embed.part.filter"],
  ["title", "office.ui.embed.part.title"],
  ["tools", "office.ui.embed.part.tools"],
  ["legend", "office.ui.embed.part.legend"],
  ["answer", "office.ui.embed.part.answer"],
  ["download", "office.ui.embed.part.download"],
  ["method", "office.ui.embed.part.method"],
];
/** What may be held. @type {Array<[key: string, label: string]>} */
const LOCKS = [
  ["indicator", "office.ui.embed.locked.indicator"],
  ["period", "office.ui.embed.locked.period"],
  ["level", "office.ui.embed.locked.level"],
  ["area", "office.ui.embed.locked.area"],
  ["tab", "office.ui.embed.locked.tab"],
];
/** How high the frame is. @type {Array<[key: string, label: string]>} */
const HEIGHTS = [
  ["content", "office.ui.embed.height.content"],
  ["px", "office.ui.embed.height.px"],
];
/** Whose colours. @type {Array<[key: string, label: string]>} */
const THEMES = [
  ["auto", "office.ui.embed.theme.auto"],
  ["light", "office.ui.embed.theme.light"],
  ["dark", "office.ui.embed.theme.dark"],
];
/** @type {Record<string, string>} */
const HINTS = {
  frame: "office.ui.embed.hint.frame",
  element: "office.ui.embed.hint.element",
  picture: "office.ui.embed.hint.picture",
};
/** What is left out where nothing is to be changed. */
const FIXED = ["controls", "tabs", "filter", "title", "tools", "method"];
/** Height of a frame that does not follow its page. */
const USUAL_PX = 640;

/** @param {string} text */
const quoted = (text) => text.replace(/&/g, "&amp;").replace(/"/g, "&quot;").replace(/</g, "&lt;").replace(/>/g, "&gt;");

/** @param {string} tag @param {Record<string, string | number | boolean>} attributes @param {string} [content] */
function markup(tag, attributes, content) {
  const told = Object.entries(attributes).filter(([, value]) => value !== false)
    .map(([name, value]) => (value === true ? ` ${name}` : ` ${name}="${quoted(String(value))}"`));
  const open = `<${tag}${told.join("")}>`;
  return content === undefined ? open : `${open}${content}</${tag}>`;
}

/**
 * What has been chosen in the form.
 * @typedef {object} Choice
 * @property {string} form `frame`, `element` or `picture`
 * @property {boolean} fixed whether readers may change nothing
 * @property {string[]} hide
 * @property {string[]} lock
 * @property {boolean} follows whether the height follows the content
 * @property {number} px the height where it does not
 * @property {string} theme
 * @property {string} language
 * @property {boolean} pinned
 */

/** The view that is put into another page. */
export class Embedding {
  /**
   * @param {import("../session.js").Session} session
   * @param {URL} address of the whole atlas with the view
   */
  constructor(session, address) {
    this.address = address;
    this.title = session.answer?.heading.window ?? document.title;
    this.words = session.answer?.words.join(" ") ?? "";
    this.version = session.menu?.version ?? "";
  }

  /** @param {Choice} choice */
  #link(choice) {
    const keys = new URLSearchParams(this.address.hash.slice(1));
    keys.set("lang", choice.language);
    if (choice.pinned) keys.set("d", this.version);
    return keys.toString().replace(/\+/g, "%20");
  }

  /** @param {Choice} choice @returns {Record<string, string>} */
  #asked(choice) {
    const hide = choice.fixed ? [...new Set([...FIXED, ...choice.hide])] : choice.hide;
    const lock = choice.fixed ? Object.keys(KEYS).filter((name) => name !== "language") : choice.lock;
    const said = { hide: hide.join(","), lock: lock.join(","), theme: choice.theme === "auto" ? "" : choice.theme };
    return Object.fromEntries(Object.entries(said).filter(([, value]) => value));
  }

  /** The address of the frame. @param {Choice} choice */
  frame(choice) {
    const address = new URL(this.address);
    address.search = new URLSearchParams({ embed: "", ...this.#asked(choice), ...(choice.follows ? { height: "content" } : {}) })
      .toString().replace("embed=", "embed").replace(/%2C/g, ",");
    address.hash = this.#link(choice);
    return address.href;
  }

  /** The lines for the other page. @param {Choice} choice */
  code(choice) {
    const beside = (/** @type {string} */ name) => new URL(name, this.address).href;
    if (choice.form === "element") {
      const { hide = false, lock = false, theme = false } = this.#asked(choice);
      const own = { src: beside("."), view: this.#link(choice), label: this.title, hide, lock, theme, height: choice.follows ? false : "fill" };
      const link = markup("a", { href: this.address.href }, quoted(this.title));
      return [markup("script", { type: "module", src: beside("teilraum-atlas.js") }, ""), markup("teilraum-atlas", own, link)].join("\n");
    }
    if (choice.form === "picture") {
      const picture = markup("img", { src: "teilraum.png", alt: `${this.title}. ${this.words}` });
      return markup("a", { href: this.address.href }, picture);
    }
    const frame = markup("iframe", {
      src: this.frame(choice), title: this.title, "data-teilraum": choice.follows, width: "100%", height: choice.follows ? USUAL_PX : choice.px,
      loading: "lazy", allow: "fullscreen; clipboard-write",
    }, "");
    return choice.follows ? [markup("script", { type: "module", src: beside("teilraum-embed.js") }, ""), frame].join("\n") : frame;
  }
}

/**
 * A group of boxes or buttons of which one or several are chosen.
 * @param {string} name
 * @param {string} title
 * @param {"radio" | "checkbox"} type
 * @param {Array<[key: string, label: string]>} choices
 * @param {string[]} chosen
 */
function group(name, title, type, choices, chosen) {
  const boxes = choices.map(([key, label]) => {
    const box = el("input", { type, name: `embed-${name}`, value: key, checked: chosen.includes(key) });
    return el("label", { class: "radio" }, box, label);
  });
  return el("fieldset", { class: `embed-${name}` }, el("legend", { class: "label" }, title), ...boxes);
}

/**
 * The form with the lines that it makes.
 * @param {import("../session.js").Session} session
 * @param {Translate} t
 * @param {string} address of the view
 */
export function embedding(session, t, address) {
  const made = new Embedding(session, new URL(address));
  const told = (/** @type {Array<[key: string, label: string]>} */ choices) =>
    choices.map(([key, label]) => /** @type {[string, string]} */ ([key, t(label)]));
  const languages = (session.menu?.languages ?? []).map(({ key, label }) => /** @type {[string, string]} */ ([key, label]));
  const height = el("input", { type: "number", id: "embed-px", min: 240, max: 4000, step: 10, value: USUAL_PX });
  const code = el("textarea", { id: "embed-code", rows: 6, readonly: true, spellcheck: "false" });
  const look = el("a", { id: "embed-look", class: "plain", target: "_blank", rel: "noopener" }, t("office.ui.embed.look"));
  const hint = el("p", { class: "hint" });
  const state = el("p", { class: "hint", role: "status" });
  const form = el("form", { class: "embed-form" },
    group("form", t("office.ui.embed.form"), "radio", told(FORMS), ["frame"]),
    group("change", t("office.ui.embed.change"), "radio", told(CHANGES), ["free"]),
    group("hide", t("office.ui.embed.hide"), "checkbox", told(PARTS), []),
    group("lock", t("office.ui.embed.lock"), "checkbox", told(LOCKS), []),
    group("height", t("office.ui.embed.height"), "radio", told(HEIGHTS), ["content"]),
    el("div", {}, el("label", { class: "label", for: "embed-px" }, t("office.ui.embed.px")), height),
    group("theme", t("office.ui.embed.theme"), "radio", told(THEMES), ["auto"]),
    group("language", t("office.ui.embed.language"), "radio", languages, [document.documentElement.lang]),
    group("version", t("office.ui.embed.version"), "checkbox", [["pinned", t("office.ui.embed.pinned", { version: made.version })]], []));
  const chosen = (/** @type {string} */ name) =>
    [...form.querySelectorAll("input:checked")].filter((box) => box.getAttribute("name") === `embed-${name}`).map((box) => box.getAttribute("value") ?? "");
  const show = () => {
    const choice = {
      form: chosen("form")[0] ?? "frame", fixed: chosen("change")[0] === "fixed", hide: chosen("hide"), lock: chosen("lock"),
      follows: chosen("height")[0] === "content", px: Math.max(240, Number(height.value) || USUAL_PX),
      theme: chosen("theme")[0] ?? "auto", language: chosen("language")[0] ?? "", pinned: chosen("version").length > 0,
    };
    for (const part of form.querySelectorAll(".embed-hide, .embed-lock")) part.toggleAttribute("hidden", choice.form === "picture");
    height.disabled = choice.follows;
    code.value = made.code(choice);
    look.setAttribute("href", made.frame(choice));
    setText(hint, t(HINTS[choice.form] ?? ""));
  };
  const copy = el("button", { type: "button", id: "embed-copy", class: "plain" }, t("office.ui.embed.copy"));
  copy.addEventListener("click", async () => {
    const copied = await navigator.clipboard.writeText(code.value).then(() => true, () => false);
    if (!copied) code.select();
    setText(state, t(copied ? "office.ui.embed.copied" : "office.ui.share.uncopied"));
    announce(state.textContent ?? "");
  });
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
  return el("details", { class: "fold", id: "embed" }, el("summary", {}, t("office.ui.embed.title")), el("p", {}, t("office.ui.embed.intro")), form,
    el("label", { class: "label", for: "embed-code" }, t("office.ui.embed.code")), code, hint, el("div", { class: "download-row" }, copy, look), state);
}
