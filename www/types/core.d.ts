// The engine as the shell sees it: the class that the wasm module exports.

import type { Action, Answer, Changes, Hit, Hover, Menu } from "./engine.js";

export interface MapColors { background: string; text: string; border: string; selection: string; forced: boolean }

export interface Atlas {
  /** Takes a file; throws an error whose message is written for readers. */
  supply(path: string, bytes: Uint8Array): void;
  /** Says that a file cannot be had; the atlas goes on without it. */
  refuse(path: string, reason: string): void;
  /** Files that the present view still needs, most urgent first. */
  missing(): string[];
  message(key: string): string;
  dispatch(action: Action): Changes;
  answer(): Answer;
  menu(): Menu;
  link(): string;
  search(text: string): Hit[];
  wanted_for_search(): string[];
  resize(css_width: number, css_height: number, density: number): void;
  frame(context: CanvasRenderingContext2D): void;
  refine(context: CanvasRenderingContext2D, budget_ms: number): boolean;
  pan(dx_css: number, dy_css: number): void;
  zoom(factor: number, x_css: number, y_css: number): void;
  /** Ends a gesture: the camera goes into the state. */
  settle(): Changes;
  /** One step of an eased movement to an area, or to everything; `t` runs from 0 to 1. */
  fly(key: string | undefined, t: number): boolean;
  /** Whether the map shows something else than everything. */
  away(): boolean;
  scale_bar(): { label: string; px: number };
  hover(x_css: number, y_css: number, touch: boolean): Hover | null | undefined;
  area_position(key: string): { x: number; y: number } | null | undefined;
  trend(canvas: HTMLCanvasElement, css_width: number, css_height: number, density: number): void;
  set_colors(colors: MapColors): void;
  work(budget_ms: number): boolean;
}

/** What the wasm module exports. */
export interface Wasm { Atlas: new () => Atlas }

/** A part of the page that shows something of the answer. */
export interface Part { render(answer: Answer, menu: Menu): void }
