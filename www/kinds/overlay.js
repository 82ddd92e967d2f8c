// Circles and points over the map, on a canvas of their own. The engine says which and where; what is
// read aloud stands in table, legend and lists, so this picture is hidden from those who listen.

import { el } from "../dom.js";
import { load } from "./load.js";

const HALO_PX = 1;
/** Smaller spots show neither their form nor a line, and there are thousands of them. */
const DOT_PX = 1.2;
const TEXT_PX = 11;
/** Legend and list say sizes and places as they are when the map has been still for so long. */
const REST_MS = 250;

/** @typedef {import("../types/maps.js").SpotLook} SpotLook */

/** How many spots were drawn last. */
export let drawn = 0;

/**
 * Draws what lies over the areas, with every frame of the map.
 * @param {import("../map/stage.js").Stage} stage
 */
export async function overlay(stage) {
  const module = await load();
  const canvas = el("canvas", { id: "map-overlay", "aria-hidden": "true" });
  const context = canvas.getContext("2d");
  stage.canvas.after(canvas);
  let rest = 0;
  let sight = "";
  const follow = () => {
    if (!context || stage.width === 0 || !stage.session.answer?.kinds) return;
    paint(module, stage, context);
    const now = `${stage.atlas.link()} ${stage.atlas.scale_bar().px} ${stage.width}`;
    if (now === sight || drawn === 0) return;
    sight = now;
    clearTimeout(rest);
    rest = setTimeout(() => stage.session.show(), REST_MS);
  };
  stage.follow(follow);
  follow();
}

/**
 * @param {import("../types/maps.js").Maps} module
 * @param {import("../map/stage.js").Stage} stage
 * @param {CanvasRenderingContext2D} context
 */
function paint(module, stage, context) {
  const { canvas } = context;
  const { width, height } = stage.canvas;
  if (canvas.width !== width || canvas.height !== height) [canvas.width, canvas.height] = [width, height];
  else context.clearRect(0, 0, width, height);
  const spots = module.map_spots(stage.atlas);
  drawn = spots.length / 4;
  // Names stand over spots.
  stage.upper = drawn > 0 ? context : null;
  canvas.dataset["spots"] = String(drawn);
  if (drawn === 0) return;
  const density = width / stage.width;
  context.save();
  context.scale(density, density);
  drawSpots(context, spots, module.map_overlay(stage.atlas), getComputedStyle(stage.surface).fontFamily);
  context.restore();
}

/**
 * Draws spots and the texts on them, in CSS pixels.
 * @param {CanvasRenderingContext2D} context
 * @param {Float32Array} spots
 * @param {import("../types/maps.js").MapOverlay} overlay
 * @param {string} font
 */
export function drawSpots(context, spots, { looks, texts }, font) {
  for (let at = 0; at < spots.length; at += 4) {
    const look = looks[spots[at + 3] ?? 0];
    const radius = spots[at + 2] ?? 0;
    if (look && radius < DOT_PX) dot(context, look, spots[at] ?? 0, spots[at + 1] ?? 0, radius);
    else if (look) spot(context, look, spots[at] ?? 0, spots[at + 1] ?? 0, radius);
  }
  Object.assign(context, { textAlign: "center", textBaseline: "middle" });
  context.font = `700 ${TEXT_PX}px ${font}`;
  for (const { x, y, text, ink } of texts) {
    context.fillStyle = ink;
    context.fillText(text, x, y);
  }
}

/**
 * A square of the same surface.
 * @param {CanvasRenderingContext2D} context
 * @param {SpotLook} look
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function dot(context, look, x, y, radius) {
  const half = radius * 0.886;
  context.fillStyle = look.fill;
  context.fillRect(x - half, y - half, 2 * half, 2 * half);
}

/**
 * A halo, and on it the form with its line inside the radius.
 * @param {CanvasRenderingContext2D} context
 * @param {SpotLook} look
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function spot(context, look, x, y, radius) {
  const line = Math.min(look.line_css, radius / 2);
  form(context, look, x, y, radius + Math.min(HALO_PX, radius / 4));
  context.fillStyle = look.halo;
  context.fill();
  form(context, look, x, y, radius - line / 2);
  context.fillStyle = look.fill;
  context.fill();
  if (line === 0) return;
  context.strokeStyle = look.line;
  context.lineWidth = line;
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {SpotLook} look
 * @param {number} x
 * @param {number} y
 * @param {number} radius
 */
function form(context, { corners }, x, y, radius) {
  context.beginPath();
  if (corners.length === 0) context.arc(x, y, radius, 0, 2 * Math.PI);
  for (const [dx, dy] of corners) context.lineTo(x + dx * radius, y + dy * radius);
  context.closePath();
}
