// "Data and method" beyond what every page says: how figures are worked out, sources, how to cite the
// view, published files.

import { address } from "../address.js";
import { announce } from "../announce.js";
import { byId, changeOf, el, setText } from "../dom.js";
import { today } from "../save.js";
import { load } from "./load.js";
import { styles } from "./styles.js";

/** @typedef {import("../types/maps.js").MethodAnswer} MethodAnswer */
/** @typedef {import("../types/maps.js").Citation} Citation */

/** How a citation may be written, with its name. */
const FORMATS = /** @type {const} */ ([["text", "kind.ui.cite.text"], ["bibtex", "BibTeX"], ["ris", "RIS"]]);

/**
 * @param {import("../session.js").Session} session
 * @returns {Promise<() => void>} to be called with every answer while the box is open
 */
export async function method(session) {
  const [module] = await Promise.all([load(), styles("method")]);
  const box = el("div", { class: "method-more", id: "method-more" });
  byId("method-list").after(box);
  const changed = changeOf();
  return () => {
    const found = module.method(session.atlas, { date: today(), link: address() });
    if (!found || !changed(found)) return;
    // A reader who is at a citation stays there.
    const format = box.querySelector("input:checked");
    const kept = format instanceof HTMLInputElement ? format.value : "text";
    const focused = document.activeElement instanceof HTMLElement && box.contains(document.activeElement) ? document.activeElement.id : "";
    box.replaceChildren(...parts(session, found, /** @type {keyof Citation} */ (kept)));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  };
}

/**
 * @param {import("../session.js").Session} session
 * @param {MethodAnswer} found
 * @param {keyof Citation} format
 */
function parts(session, found, format) {
  const { t } = session;
  const told = found.parts.map((item) => el("div", {}, el("dt", {}, item.label), el("dd", {}, item.note)));
  const sources = found.sources.map((source) => el("li", {}, source.url ? el("a", { href: source.url }, source.title) : source.title, " · ", source.detail, " · ", el("a", { href: source.licence_url }, source.licence)));
  const files = found.files.map((file) => el("li", {}, el("a", { href: new URL(file.path, session.loader.data).href, download: true }, file.label), ` (${file.size})`));
  return [
    el("dl", {}, ...told),
    el("h3", {}, t("kind.ui.method.sources")), el("ul", { class: "method-links" }, ...sources),
    el("h3", {}, t("kind.ui.cite")), citation(t, found.citation, format),
    ...(files.length > 0 ? [el("h3", {}, t("kind.ui.method.files")), el("ul", { class: "method-links" }, ...files), el("p", { class: "hint" }, found.files_note)] : []),
  ];
}

/**
 * The citation in one of three forms, to be copied.
 * @param {import("../language.js").Translate} t
 * @param {Citation} written
 * @param {keyof Citation} format
 */
function citation(t, written, format) {
  const text = el("textarea", { id: "cite-text", readonly: true, rows: 7, "aria-label": t("kind.ui.cite") });
  text.value = written[format];
  const choices = FORMATS.map(([name, label]) => {
    const input = el("input", { type: "radio", name: "cite-format", id: `cite-${name}`, value: name });
    input.checked = name === format;
    input.addEventListener("change", () => {
      text.value = written[name];
    });
    return el("label", { class: "radio" }, input, el("span", {}, label.startsWith("kind.") ? t(label) : label));
  });
  const button = el("button", { type: "button", class: "plain", id: "cite-copy" }, t("kind.ui.cite.copy"));
  const said = el("span", { class: "hint" });
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(text.value);
      setText(said, t("kind.ui.cite.copied"));
    } catch {
      // Without the right to copy, it stands ready for the reader to.
      text.select();
      setText(said, t("kind.ui.cite.selected"));
    }
    announce(said.textContent ?? "");
  });
  return el("div", { class: "cite" },
    el("fieldset", { class: "field" }, el("legend", { class: "label" }, t("kind.ui.cite.format")), el("div", { class: "radio-rows" }, ...choices)),
    text, el("p", {}, button, " ", said));
}
