// The engine as the shell sees it: the class that the wasm module exports.

import type { Action, Answer, Changes, Hit, Hover, Labels, Menu, TrendChart } from "./engine.js";

/** Colours of the page that map and charts take over, each as `#rrggbb`. */
export interface PageColors {
  background: string;
  text: string;
  /** Grid lines of charts; borders of the map too, where colours are forced. */
  border: string;
  selection: string;
  /** Whether the reader forces colours. */
  forced: boolean;
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
  /** Goes on with long work for about so many milliseconds; true while there is more. */
  work(budget_ms: number): boolean;
  set_colors(colors: PageColors): void;
  resize(width_css_px: number, height_css_px: number, density: number): void;
  /** Paints the map; false if there is nothing to paint yet. */
  frame(context: CanvasRenderingContext2D): boolean;
  /** Paints with smooth edges for about so many milliseconds; true while there is more. */
  refine(context: CanvasRenderingContext2D, budget_ms: number): number;
  pan(dx_css_px: number, dy_css_px: number): void;
  zoom(factor: number, x_css_px: number, y_css_px: number): void;
  /** Ends a gesture: the camera goes into the state. */
  settle(): Changes;
  /** Goes a share (0 to 1) of the way to an area, or to everything; true until it is there. */
  fly(key: string | undefined, share: number): boolean;
  /** Whether the map shows something else than everything. */
  away(): boolean;
  /** A round length and how long it is on the map; without a map the label is empty. */
  scale_bar(): { label: string; px: number };
  /** The names on the map; `null` if they are those of the last call. */
  labels(): Labels | null;
  /** Places too small on the map of everything; `fly` knows them afterwards. */
  small_places(): Hit[];
  hover(x_css_px: number, y_css_px: number, touch: boolean): Hover | null;
  area_position(key: string): { x: number; y: number } | null;
  /** The trend of the chosen area, for `Study.draw_trend`. */
  trend(): TrendChart | null;
  free(): void;
  [Symbol.dispose](): void;
}

/** Files of the data folder on their way, by path. */
export type Early = Map<string, Promise<Uint8Array<ArrayBuffer>>>;

/** What the wasm module exports. */
export interface Wasm { Atlas: new () => Atlas }

/** A part of the page that shows something of the answer. */
export interface Part {
  /** Keeps what it shows while the files of the next view are on their way. */
  waits?: boolean;
  /** May follow the map a picture of the screen later. */
  unhurried?: boolean;
  /** Takes over the atlas that the session goes on with. */
  changed?(): void;
  /** The first map stands, and every part is there. */
  whole?(): Promise<void>;
  render(answer: Answer, menu: Menu): void;
}
