// How high the page in a frame is, told whenever that changes. No style of such a page depends on
// the height of the window, so that a frame that follows does not make the page higher again.

/** Heights that come back within this time are an echo of the frame's own. */
const ECHO_MS = 500;

/**
 * Tells the page's height now and whenever it changes.
 * @param {(px: number) => void} tell
 * @returns {() => void} tells it once more
 */
export function watchHeight(tell) {
  const body = document.body;
  let [last, before, told, width] = [0, 0, 0, 0];
  let frame = 0;
  const measure = () => {
    frame = 0;
    const box = body.getBoundingClientRect();
    // Hidden, there is nothing to be measured.
    if (box.width === 0) return;
    const px = Math.ceil(box.height);
    const echo = px === before && box.width === width && performance.now() - told < ECHO_MS;
    // Of two heights that make each other, the greater one shows everything.
    if (px === last || (echo && px < last)) return;
    [before, last, width, told] = [last, px, box.width, performance.now()];
    tell(px);
  };
  new ResizeObserver(() => {
    frame ||= requestAnimationFrame(measure);
  }).observe(body);
  return () => {
    last = 0;
    measure();
  };
}
