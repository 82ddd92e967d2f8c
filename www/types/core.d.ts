// The engine as the shell sees it: the class that the wasm module exports.

import type { Action, Answer, Changes, Hit, Hover, Menu } from "./engine.js";

export type Rgb = [number, number, number];

/** Colours of the page that map and charts take over. */
export interface PageColors {
  background: Rgb;
  text: Rgb;
  grid: Rgb;
  selection: Rgb;
  halo: Rgb;
  forced_border: Rgb | null;
}

export interface Atlas {
  /** Takes a file; throws an error whose message is written for readers. */
  supply(path: string, bytes: Uint8Array): void;
  /** Says that a file cannot be had; the atlas goes on without it. */
  refuse(path: string, reason: string): void;
  /** Asks again for every refused file. */
  retry(): void;
  /** Files that the present view still needs, most urgent first. */
  missing(): string[];
  /** Files to fetch before postcodes and place names are found. */
  wanted_for_search(): string[];
  /** Files to fetch before definitions can be read. */
  wanted_for_method(): string[];
  message(key: string): string;
  language(): string;
  dispatch(action: Action): Changes;
  answer(): Answer;
  menu(): Menu;
  link(): string;
  search(text: string): Hit[];
  /** One slice of long work; true while there is more. */
  work(): boolean;
  set_colors(colors: PageColors): void;
  resize(width_css_px: number, height_css_px: number, density: number): void;
  /** Paints the map; false if there is nothing to paint yet. */
  frame(context: CanvasRenderingContext2D): boolean;
  /** Paints so many more rows with smooth edges; true while there is more. */
  refine(context: CanvasRenderingContext2D, rows: number): boolean;
  pan(dx_css_px: number, dy_css_px: number): void;
  zoom(factor: number, x_css_px: number, y_css_px: number): void;
  /** Ends a gesture: the camera goes into the state. */
  settle(): Changes;
  /** Goes a share (0 to 1) of the way to an area, or to everything; true until it is there. */
  fly(key: string | undefined, share: number): boolean;
  scale_bar(most_css_px: number): { metres: number; css_px: number } | null;
  hover(x_css_px: number, y_css_px: number): Hover | null;
  area_position(key: string): { x: number; y: number } | null;
  /** Draws the trend of the chosen area over the whole canvas; false if there is none. */
  trend(canvas: HTMLCanvasElement, density: number): boolean;
}

/** What the wasm module exports. */
export interface Wasm { Atlas: new (language: string) => Atlas }

/** A part of the page that shows something of the answer. */
export interface Part {
  /** Keeps what it shows while the files of the next view are on their way. */
  waits?: boolean;
  render(answer: Answer, menu: Menu): void;
}
