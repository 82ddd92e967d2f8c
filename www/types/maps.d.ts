// Small maps beside each other and pictures to save, as the second wasm module gives them.

import type { Atlas } from "./core.js";
import type { Choice, KindAnswer, Legend, RampLegend, ThemeMenu } from "./engine.js";
import type { MapOverlay } from "./study.js";

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
  ramp: RampLegend | null;
}

export interface SmallMapsAnswer {
  intro: string;
  choices: Array<Choice>;
  indicators: Array<ThemeMenu>;
  full: string;
  maps: Array<SmallMap>;
  legend: Legend | null;
  /** Colours without classes, the hatch of uncertain areas, and what only the large map shows. */
  kinds: KindAnswer;
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

export type SheetItem =
  | { is: "text"; x: number; y: number; size: number; bold: boolean; anchor: "start" | "middle" | "end"; color: string; halo: string; text: string }
  | { is: "rect"; x: number; y: number; width: number; height: number; fill: string; tile: { side: number; path: string; ink: string } | null; stroke: string }
  | { is: "circle"; x: number; y: number; radius: number; fill: string; stroke: string }
  | { is: "polygon"; points: Array<[number, number]>; fill: string; stroke: string }
  | { is: "ramp"; x: number; y: number; width: number; height: number; stops: Array<[number, string]> }
  | { is: "map"; x: number; y: number; width: number; height: number; at: number };

/** A view on a sheet, in CSS pixels. */
export interface Layout {
  width: number;
  height: number;
  /** What to call the file, without its ending. */
  name: string;
  title: string;
  desc: string;
  items: Array<SheetItem>;
  maps: Array<{ size: [number, number]; small: number | null }>;
}

export interface Sheet {
  /** Does one step of what small maps need; true while there is more to do. */
  work(atlas: Atlas): boolean;
  layout(atlas: Atlas): Layout;
  svg(atlas: Atlas): string;
  /** What lies over the map `at`, as `map_spots` and `map_overlay` give it. */
  spots(at: number): Float32Array;
  overlay(at: number): MapOverlay;
  /** Begins to paint the map `at`, so many pixels per CSS pixel. */
  begin(atlas: Atlas, at: number, scale: number): void;
  /** Paints some rows; true while there are more, then the map is on the canvas, which gets its size. */
  step(context: CanvasRenderingContext2D): boolean;
  free(): void;
}

export interface Module {
  Sheet: new (atlas: Atlas, order: { date: string; link: string }) => Sheet;
  SmallMaps: new () => SmallMaps;
}
