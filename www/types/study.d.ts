// The second wasm module as the shell sees it: what draws charts and carries out studies.

import type { PageColors } from "./core.js";
import type { TrendChart } from "./engine.js";

export interface Study {
  /** Sizes the canvas and draws a trend over all of it. */
  draw_trend(canvas: HTMLCanvasElement, chart: TrendChart, colors: PageColors, width_css_px: number,
    height_css_px: number, density: number): void;
}
