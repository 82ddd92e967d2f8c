/**
 * Every kind of map on a browser's canvas, beside the pictures painted without one: the same views of
 * the same small bundle as `tests/atlas_golden.rs`.
 *
 * What the engine paints must be the same to the bit. Circles and marks over the areas are drawn by the
 * browser here and by another program there: at most 1 % of the pixels may be off by more than 48 of
 * 255, which is their edges, and the digits on groups, which the golden pictures lack.
 */
import assert from "node:assert/strict";
import { readFile, readdir } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { journey } from "./harness.mjs";

const FOLDER = new URL("../golden/maps/", import.meta.url);
const BUNDLE = fileURLToPath(new URL("../fixtures/bundle-1.0/", import.meta.url));
const SIZE = [300, 240];
const MOST_OFF = { painted: 0, over: 0.01 };

/** Every file of the bundle by path, as base64. */
async function bundle() {
  const entries = await readdir(BUNDLE, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && /\.(bin|json)$/.test(entry.name));
  return Object.fromEntries(await Promise.all(files.map(async (entry) => {
    const place = path.join(entry.parentPath, entry.name);
    return [path.relative(BUNDLE, place).replaceAll(path.sep, "/"), await readFile(place, "base64")];
  })));
}

/** Paints a view on a canvas of its own and holds it against its picture; runs in the page. */
async function differing(view, files, golden, [width, height]) {
  const boot = document.querySelector("script[type=module][src]").src;
  const { load } = await import(new URL("load.js", boot).href);
  const { drawSpots } = await import(new URL("overlay.js", boot).href);
  const module = await load();
  const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const file = async (name) => {
    if (name.startsWith("messages/")) return new Uint8Array(await (await fetch(new URL(`${name}.json`, boot))).arrayBuffer());
    const found = bytes(files[name]);
    if (!view.uncertain || !name.endsWith(".json")) return found;
    const text = new TextDecoder().decode(found).replaceAll('"uncertainty":"none"', '"uncertainty":"poisson"');
    return new TextEncoder().encode(text);
  };
  const atlas = new module.Atlas();
  atlas.resize(width, height, view.density);
  atlas.set_colors({ background: "#ffffff", text: "#141414", border: "#141414", selection: "#141414", forced: false });
  atlas.dispatch({ do: "open", link: view.link });
  for (let missing = atlas.missing(); missing.length > 0; missing = atlas.missing()) {
    for (const name of missing) atlas.supply(name, await file(name));
  }
  while (atlas.work(50));
  const context = Object.assign(document.createElement("canvas"), { width: width * view.density, height: height * view.density })
    .getContext("2d", { willReadFrequently: true });
  atlas.frame(context);
  while (atlas.refine(context, 50) < context.canvas.height);
  const spots = module.map_spots(atlas);
  context.scale(view.density, view.density);
  drawSpots(context, spots, module.map_overlay(atlas), "sans-serif");
  const { canvas } = context;
  const picture = await createImageBitmap(new Blob([bytes(golden)], { type: "image/png" }));
  const other = new OffscreenCanvas(picture.width, picture.height).getContext("2d", { willReadFrequently: true });
  other.drawImage(picture, 0, 0);
  const [found, wanted] = [context, other].map((it) => it.getImageData(0, 0, canvas.width, canvas.height).data);
  const most = view.over ? 48 : 0;
  let off = 0;
  for (let at = 0; at < found.length; at += 4) {
    if ([0, 1, 2, 3].some((channel) => Math.abs(found[at + channel] - wanted[at + channel]) > most)) off += 1;
  }
  atlas.free();
  return { off: off / (found.length / 4), spots: spots.length / 4, size: [picture.width, picture.height], drawn: [canvas.width, canvas.height] };
}

journey("every kind of map is on the canvas what it is without a browser", async ({ open }) => {
  const views = JSON.parse(await readFile(new URL("views.json", FOLDER), "utf8"));
  const files = await bundle();
  const page = await open();
  for (const view of views) {
    const golden = await readFile(new URL(`${view.name}.png`, FOLDER), "base64");
    const found = await page.evaluate(differing, view, files, golden, SIZE);
    assert.deepEqual(found.size, found.drawn, view.name);
    assert.equal(found.spots > 0, Boolean(view.over), view.name);
    const most = view.over ? MOST_OFF.over : MOST_OFF.painted;
    assert.ok(found.off <= most, `${view.name}: ${found.off} of the pixels are off, ${most} may be`);
  }
});
