// The map on paper: in the size it has there, with three pixels for each of a screen's.

import { byId, setText } from "../dom.js";

const DENSITY = 3;
/** Size of the map on paper in CSS pixels: 122 mm by 150 mm, as print.css says. */
const [WIDTH, HEIGHT] = [461, 567];

/**
 * @param {import("./stage.js").Stage} stage
 * @param {import("./labels.js").Labels} labels
 */
export function printing(stage, labels) {
  let factor = 0;
  addEventListener("beforeprint", () => {
    setText(byId("print-address"), location.href);
    if (factor || !stage.shown) return;
    const away = stage.atlas.away();
    // What the screen shows is to be on the paper as a whole.
    factor = away ? Math.min(WIDTH / stage.width, HEIGHT / stage.height) : 1;
    stage.fit(WIDTH, HEIGHT, DENSITY);
    stage.atlas.zoom(factor, WIDTH / 2, HEIGHT / 2);
    labels.finish();
    stage.draw();
    stage.finish();
  });
  addEventListener("afterprint", () => {
    if (!factor) return;
    stage.atlas.zoom(1 / factor, WIDTH / 2, HEIGHT / 2);
    factor = 0;
    stage.measure();
  });
}
