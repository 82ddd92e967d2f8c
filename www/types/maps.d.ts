// Small maps beside each other and pictures to save, as the second wasm module gives them.

import type { Atlas } from "./core.js";
import type { Choice, Legend, ThemeMenu } from "./engine.js";

export interface SmallMap {
  key: string;
  title: string;
  detail: string;
  after_break: string;
  median: string;
  without: string;
  area: string;
  alt: string;
  chosen: boolean;
  ready: boolean;
  legend: Legend | null;
}

export interface SmallMapsAnswer {
  intro: string;
  choices: Array<Choice>;
  indicators: Array<ThemeMenu>;
  full: string;
  maps: Array<SmallMap>;
  legend: Legend | null;
  aspect: number;
}

export interface SmallMaps {
  /** Takes over the view of the atlas. */
  update(atlas: Atlas): void;
  /** Does one step of what the maps need; true while there is more to do. */
  work(atlas: Atlas): boolean;
  /** What stands around the maps; `null` while the page shows none. */
  answer(atlas: Atlas): SmallMapsAnswer | null;
  /** Sizes the canvas and paints one map; false before there is something to paint. */
  paint(atlas: Atlas, at: number, context: CanvasRenderingContext2D, width_css_px: number, height_css_px: number,
    density: number): boolean;
  /** Paints some rows finely, in the same size; true while there are more. */
  refine(atlas: Atlas, at: number, context: CanvasRenderingContext2D): boolean;
}

export interface Module {
  SmallMaps: new () => SmallMaps;
}
