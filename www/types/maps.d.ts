// The wasm module of crates/maps as the shell sees it: the engine with every kind of map, what lies over
// a map, small maps beside each other, pictures to save.

import type { Atlas } from "./core.js";
import type { Choice, FilterLines, FilterPanel, KindAnswer, Legend, Mark, RampLegend, ScatterChart, ScatterTable, SmallTable, ThemeMenu } from "./engine.js";

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
  | { is: "path"; x: number; y: number; d: string; width: number; dash: number; color: string }
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

/** How spots over the map look: corners about the middle for a radius of 1, none for a circle. */
export interface SpotLook { corners: Array<[number, number]>; fill: string; line: string; line_css: number; halo: string }

export interface MapOverlay {
  looks: SpotLook[];
  texts: Array<{ x: number; y: number; text: string; ink: string }>;
}

/** Walking through the points of a chart. */
export interface Slide { label: string; count: number; now: number | null; text: string }

/** What stands around the list of a ranking. */
export interface Ranking { total: number; chosen: number | null; ticks: Array<Mark>; beside: Array<Mark> }

export interface RankRow {
  key: string;
  name: string;
  rank: string;
  value: string;
  state: string;
  at: number | null;
  span: [number, number] | null;
  chosen: boolean;
  compared: boolean;
  spoken: string;
}

export interface ChartsAnswer {
  charts: Array<Choice>;
  chart: string;
  title: string;
  words: Array<string>;
  reading: string;
  drawn: boolean;
  since: Array<Choice>;
  ranking: Ranking | null;
  slide: Slide | null;
  table: SmallTable | null;
}

/** A piece of a chart; a path without width is filled. */
export type ChartMark =
  | { is: "path"; part: string; d: string; width: number; dash: number }
  | { is: "text"; part: string; x: number; y: number; anchor: "start" | "middle" | "end"; bold: boolean; text: string };

export interface ChartPicture { width: number; height: number; marks: Array<ChartMark> }

export interface Charts {
  /** Takes over the view of the atlas. */
  update(atlas: Atlas): void;
  /** Does one step of what the chart needs; true while there is more to do. */
  work(atlas: Atlas): boolean;
  /** What stands around the chart; `null` while the page shows none. */
  answer(atlas: Atlas): ChartsAnswer | null;
  /** The chart for a width; `null` where there is nothing to draw. */
  picture(atlas: Atlas, width_css_px: number): ChartPicture | null;
  /** Some rows of the ranking. */
  rows(atlas: Atlas, first: number, count: number): RankRow[];
  /** The key of the area, or in the course the period, nearest to a place on the last picture. */
  hit(atlas: Atlas, x_css_px: number, y_css_px: number): string | undefined;
  /** What a step of the slide leads to: the key of an area, or of a period. */
  slid(atlas: Atlas, step: number): string | undefined;
}

export interface MethodSource { title: string; detail: string; licence: string; licence_url: string; url: string }
export interface Citation { text: string; bibtex: string; ris: string }
export interface FileLink { path: string; label: string; size: string }

export interface MethodAnswer {
  parts: Array<Choice>;
  sources: Array<MethodSource>;
  citation: Citation;
  files: Array<FileLink>;
  files_note: string;
}

export interface Maps {
  /** The engine with every kind of map. */
  Atlas: new () => Atlas;
  Sheet: new (atlas: Atlas, order: { date: string; link: string }) => Sheet;
  SmallMaps: new () => SmallMaps;
  Charts: new () => Charts;
  /** How figures are worked out, sources, citation and published files of the view. */
  method(atlas: Atlas, order: { date: string; link: string }): MethodAnswer | null;
  /** Four numbers for each spot over the map, in drawing order: x, y, radius, place of its look. */
  map_spots(atlas: Atlas): Float32Array;
  map_overlay(atlas: Atlas): MapOverlay;
  /** The scatter of two indicators, for `Study.draw_scatter`; `null` if there is none. */
  scatter(atlas: Atlas): ScatterChart | null;
  /** Its points, across and up by turns. */
  scatter_points(atlas: Atlas): Float64Array;
  /** The key of the area whose point is nearest to a place on that canvas. */
  scatter_hit(atlas: Atlas, x_css_px: number, y_css_px: number, width_css_px: number,
    height_css_px: number): string | undefined;
  /** The filter, to be changed. */
  filter_panel(atlas: Atlas): FilterPanel | null;
  /** The axes of its parallel coordinates; `null` with fewer than two. */
  filter_lines(atlas: Atlas): FilterLines | null;
  /** A line for each area: what is known of it (0 failed, 1 met, 2 open, 3 the chosen one), then its place on each axis. */
  filter_points(atlas: Atlas): Float32Array;
  /** A page of the scatter as a table. */
  scatter_table(atlas: Atlas, page: number): ScatterTable | null;
}
