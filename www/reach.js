// Boxes that scroll, and their content by keyboard.

/**
 * Keeps a box in the order of the tabulator key as long as it has more to show than fits, so that arrow
 * keys can scroll it; a box that shows everything would be a stop for nothing.
 * @param {HTMLElement} box
 */
export function keepReachable(box) {
  const look = () => {
    const scrolls = box.scrollHeight > box.clientHeight || box.scrollWidth > box.clientWidth;
    if (scrolls) box.tabIndex = 0;
    else box.removeAttribute("tabindex");
  };
  const sizes = new ResizeObserver(look);
  /** What is in the box may grow or be another. */
  const watch = () => {
    sizes.disconnect();
    for (const element of [box, ...box.children]) sizes.observe(element);
  };
  new MutationObserver(watch).observe(box, { childList: true });
  watch();
}
