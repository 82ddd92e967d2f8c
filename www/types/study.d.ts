// The second wasm module as the shell sees it: what draws charts and carries out studies.

import type { Atlas, PageColors } from "./core.js";
import type { ScatterTable, StudyAnswer, TrendChart } from "./engine.js";

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

/** How spots over the map look: corners about the middle for a radius of 1, none for a circle. */
export interface SpotLook { corners: Array<[number, number]>; fill: string; line: string; line_css: number; halo: string }

export interface MapOverlay {
  looks: SpotLook[];
  texts: Array<{ x: number; y: number; text: string; ink: string }>;
}

export interface Study {
  /** Four numbers for each spot over the map, in drawing order: x, y, radius, place of its look. */
  map_spots(atlas: Atlas): Float32Array;
  map_overlay(atlas: Atlas): MapOverlay;
  /** Sizes the canvas and draws a trend over all of it. */
  draw_trend(canvas: HTMLCanvasElement, chart: TrendChart, colors: PageColors, width_css_px: number,
    height_css_px: number, density: number): void;
  /** Sizes the canvas and draws the scatter of two indicators over all of it; false if there is none. */
  draw_scatter(atlas: Atlas, canvas: HTMLCanvasElement, colors: PageColors, width_css_px: number,
    height_css_px: number, density: number): boolean;
  /** The key of the area whose point is nearest to a place on that canvas. */
  scatter_hit(atlas: Atlas, x_css_px: number, y_css_px: number, width_css_px: number,
    height_css_px: number): string | undefined;
  /** A page of the scatter as a table. */
  scatter_table(atlas: Atlas, page: number): ScatterTable | null;
  Study: new (link: string) => StudyHandle;
  /** The engine with every kind of map. */
  Atlas: new () => Atlas;
}
