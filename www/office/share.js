// "Share": the link of the view, to be copied, handed on, or kept as a file.

import { address } from "../address.js";
import { announce } from "../announce.js";
import { el, setText } from "../dom.js";
import { styles } from "../kinds/styles.js";
import { popup } from "../popup.js";
import { embedding } from "./embed.js";
import { saveFile } from "../save.js";
import { translator } from "./texts.js";

/** Longer addresses are cut off by some programs. */
const LONGEST = 2000;

/**
 * Opens the dialog for the present view.
 * @param {import("../session.js").Session} session
 */
export async function share(session) {
  const [t] = await Promise.all([translator(document.documentElement.lang), styles("office")]);
  const link = address();
  const title = session.answer?.heading.window ?? document.title;
  const field = el("input", { type: "text", id: "share-link", readonly: true });
  field.value = link;
  const state = el("p", { class: "hint", role: "status" });
  const say = (/** @type {string} */ text) => {
    setText(state, text);
    announce(text);
  };
  const button = (/** @type {string} */ id, /** @type {string} */ label, /** @type {() => unknown} */ use) => {
    const made = el("button", { type: "button", id, class: "plain" }, label);
    made.addEventListener("click", use);
    return made;
  };
  const copy = button("share-copy", t("office.ui.share.copy"), async () => {
    try {
      await navigator.clipboard.writeText(link);
      say(t("office.ui.share.copied"));
    } catch {
      field.focus();
      field.select();
      say(t("office.ui.share.uncopied"));
    }
  });
  const shared = { title, url: link };
  const send = typeof navigator.share === "function" && navigator.canShare?.(shared) !== false
    // Whoever closes the system's list without choosing has not failed.
    ? [button("share-send", t("office.ui.share.send"), () => navigator.share(shared).catch(() => {}))] : [];
  const long = link.length > LONGEST
    ? [el("p", {}, t("office.ui.share.long")), button("share-file", t("office.ui.share.file"), () => saveFile(page(title, link), "teilraum-link.html"))] : [];
  const dialog = popup({ id: "share", title: t("office.ui.share.title"), close: t("office.ui.close") },
    el("p", {}, t("office.ui.share.intro")),
    el("div", {}, el("label", { class: "label", for: "share-link" }, t("office.ui.share.link")), field),
    el("div", { class: "download-row" }, copy, ...send), state, ...long, embedding(session, t, link));
  dialog.showModal();
}

/**
 * A page with nothing but a link.
 * @param {string} title
 * @param {string} link
 */
function page(title, link) {
  const made = document.implementation.createHTMLDocument(title);
  const anchor = made.createElement("a");
  anchor.href = link;
  anchor.textContent = title;
  const paragraph = made.createElement("p");
  paragraph.append(anchor);
  made.body.append(paragraph);
  made.documentElement.lang = document.documentElement.lang;
  return new Blob([new XMLSerializer().serializeToString(made)], { type: "text/html;charset=utf-8" });
}
