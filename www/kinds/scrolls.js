// Boxes that scroll sideways where their content is wider.

/**
 * Lets the keyboard reach a box while there is something to scroll, and only then.
 * @template {HTMLElement} T
 * @param {T} box
 */
export function scrolls(box) {
  new ResizeObserver(() => {
    if (box.scrollWidth > box.clientWidth) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  }).observe(box);
  return box;
}
