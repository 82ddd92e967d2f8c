// The wasm module of crates/study as the shell sees it: what draws charts and carries out studies.

import type { PageColors } from "./core.js";
import type { ScatterChart, StudyAnswer, TrendChart } from "./engine.js";

/** What is to be studied; crosses to a worker. */
export interface Order {
  kind: string;
  /** The fragment of the view. */
  link: string;
  /** The address of the data folder. */
  data: string;
}

/** One view, opened on its own. */
export interface StudyHandle {
  supply(path: string, bytes: Uint8Array): void;
  refuse(path: string, reason: string): void;
  missing(): string[];
  /** Begins a study; throws if there is none of that kind, or files are missing. */
  begin(kind: string): void;
  /** Goes on for about so many milliseconds. */
  step(budget_ms: number): { done: number; of: number; answer: StudyAnswer | null };
  free(): void;
}

export interface Study {
  /** Sizes the canvas and draws a trend over all of it. */
  draw_trend(canvas: HTMLCanvasElement, chart: TrendChart, colors: PageColors, width_css_px: number,
    height_css_px: number, density: number): void;
  /** Sizes the canvas and draws the scatter of two indicators over all of it; its points are across and up by turns. */
  draw_scatter(canvas: HTMLCanvasElement, chart: ScatterChart, points: Float64Array, colors: PageColors,
    width_css_px: number, height_css_px: number, density: number): void;
  Study: new (link: string) => StudyHandle;
}
