// The profile of an area: whose it is, what to show of it, and that.

import { byId, changeOf, el, setText } from "../../dom.js";
import { choiceControl, replaceControls } from "../../parts/choices.js";
import { styles } from "../styles.js";
import { alike } from "./alike.js";
import { compared } from "./compared.js";
import { groups } from "./groups.js";
import { indicators } from "./indicators.js";

/** @typedef {import("../../types/engine.js").Answer} Answer */
/** @typedef {import("../../types/engine.js").Profile} Profile */
/** @typedef {import("../../types/engine.js").ProfilePart} ProfilePart */

/**
 * @param {import("../../session.js").Session} session
 * @returns {Promise<(answer: Answer) => void>} to be called with every answer
 */
export async function profile(session) {
  await styles("profile");
  const page = new Page(session);
  return (answer) => page.show(answer);
}

class Page {
  #changed = changeOf();
  #partsChanged = changeOf();
  /** @type {ReturnType<typeof focusIn>} Gives the focus back once there is something to get it. */
  #keep = null;

  /** @param {import("../../session.js").Session} session */
  constructor(session) {
    this.session = session;
    this.panel = byId("panel-profile");
    this.title = el("h3", { class: "profile-title", tabindex: -1 });
    this.kind = el("p", { class: "profile-kind" });
    this.parts = el("div", { class: "profile-parts" });
    this.intro = el("p", { class: "hint" });
    this.body = el("div", { class: "profile-body" });
    this.panel.replaceChildren(this.title, this.kind, this.parts, this.intro, this.body);
  }

  /** @param {Answer} answer */
  show(answer) {
    const found = answer.kinds?.profile;
    if (!found || !this.#changed(found)) return;
    const { session } = this;
    setText(this.title, found.title);
    this.title.hidden = !found.title;
    setText(this.kind, found.kind);
    this.panel.setAttribute("aria-busy", String(found.waiting));
    if (this.#partsChanged(found.parts)) this.#showParts(found);
    setText(this.intro, found.waiting ? session.t("kind.profile.ui.waiting") : found.intro);
    const keep = focusIn(this.body) ?? (document.activeElement === document.body ? this.#keep : null);
    this.body.replaceChildren(...this.#content(found));
    this.#keep = keep?.(this.body) ? null : keep;
  }

  /** @param {Profile} found */
  #showParts(found) {
    const control = choiceControl("profile-part", this.session.t("kind.profile.ui.part"), found.parts,
      (key) => this.session.act({ do: "profile", part: /** @type {ProfilePart} */ (key), beside: null }));
    replaceControls(this.parts, found.parts.length ? [control] : []);
  }

  /** @param {Profile} found */
  #content(found) {
    const { session } = this;
    if (found.compared) return compared(session, found.compared, found.beside);
    if (found.alike) return alike(session, found.alike, found.beside, () => this.title.focus());
    if (found.groups) return groups(session, found.groups);
    return indicators(session, found);
  }
}

/**
 * Remembers which control of a box has the focus, to give it back to the one that comes in its place.
 * @param {HTMLElement} box
 */
function focusIn(box) {
  const focused = document.activeElement;
  if (!(focused instanceof HTMLElement) || !box.contains(focused)) return null;
  const again = focused.id ? `#${CSS.escape(focused.id)}` : focused.dataset["focus"] ? `[data-focus="${CSS.escape(focused.dataset["focus"])}"]` : "";
  return (/** @type {HTMLElement} */ now) => {
    const found = again ? now.querySelector(again) : null;
    // What was pressed may be gone: the next thing to do is at the head of the part.
    const next = found ?? now.querySelector("[data-next]");
    if (!(next instanceof HTMLElement)) return false;
    next.focus({ preventScroll: true });
    return true;
  };
}
