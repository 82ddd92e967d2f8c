// Help, sharing, and on narrow screens the controls as sheets.

import { byId } from "../dom.js";

/**
 * Opens and closes a dialog; a click beside it closes it too.
 * @param {string} id
 */
function dialog(id) {
  const box = /** @type {HTMLDialogElement} */ (byId(id));
  box.addEventListener("click", (event) => {
    const outside = event.target === box;
    const closer = event.target instanceof Element && event.target.closest("[data-close]");
    if (outside || closer) box.close();
  });
  return box;
}

/** The help. */
function helpDialog() {
  const help = dialog("help");
  byId("help-open").addEventListener("click", () => help.showModal());
}

/**
 * What makes a dialog is loaded when its button is pressed.
 * @param {import("../session.js").Session} session
 */
function dialogsOnDemand(session) {
  byId("share-open").addEventListener("click", () => session.onDemand(async () => (await import("../office/share.js")).share(session)));
  byId("download-open").addEventListener("click", () => session.onDemand(async () => (await import("../office/download.js")).download(session)));
}

/** On narrow screens a panel of controls moves into a sheet while it is used. */
class Sheets {
  #sheet = dialog("sheet");
  #narrow = matchMedia("(max-width: 47.99rem)");
  /** Where the panel in the sheet belongs. @type {{panel: HTMLElement, place: Comment} | null} */
  #out = null;

  constructor() {
    for (const name of ["indicator", "view"]) {
      byId(`sheet-${name}`).addEventListener("click", () => this.#open(byId(`controls-${name}`), byId(`sheet-${name}-label`)));
    }
    this.#sheet.addEventListener("close", () => this.#putBack());
    this.#narrow.addEventListener("change", () => this.close());
  }

  /**
   * @param {HTMLElement} panel
   * @param {HTMLElement} label
   */
  #open(panel, label) {
    const place = document.createComment("");
    panel.replaceWith(place);
    this.#out = { panel, place };
    byId("sheet-title").textContent = label.textContent;
    byId("sheet-body").append(panel);
    this.#sheet.showModal();
  }

  #putBack() {
    this.#out?.place.replaceWith(this.#out.panel);
    this.#out = null;
  }

  /** Closes the sheet, if one is open. */
  close() {
    if (this.#sheet.open) this.#sheet.close();
  }
}

/**
 * @param {import("../session.js").Session} session
 * @returns {Sheets}
 */
export function dialogs(session) {
  helpDialog();
  dialogsOnDemand(session);
  return new Sheets();
}

/** Skip links and links within the page move the focus; the fragment belongs to the view. */
export function innerLinks() {
  for (const link of document.querySelectorAll("a[data-to]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      const target = byId(link.getAttribute("data-to") ?? "");
      if (target instanceof HTMLDetailsElement) target.open = true;
      const focusable = target instanceof HTMLDetailsElement ? target.querySelector("summary") : target;
      focusable?.focus();
      target.scrollIntoView({ block: "nearest" });
    });
  }
}
