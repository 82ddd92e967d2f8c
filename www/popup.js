// Dialogs that are made when they are first asked for and gone when they are closed.

import { el } from "./dom.js";

/**
 * A dialog with a title and a button that closes it; a click beside it closes it too.
 * @param {{id: string, title: string, close: string}} names
 * @param {...(Node | string)} body
 */
export function popup({ id, title, close }, ...body) {
  const closer = el("button", { type: "button", class: "plain" }, close);
  const dialog = el("dialog", { id, class: `dialog ${id}`, "aria-labelledby": `${id}-title` },
    el("div", { class: "dialog-head" }, el("h2", { id: `${id}-title` }, title), closer),
    el("div", { class: "dialog-body" }, ...body));
  closer.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  return dialog;
}
