/**
 * The main views beside pictures of them that are kept: three widths, light and dark, in the
 * languages that a view's `picture` in `views.mjs` names.
 *
 * A pixel is off where a channel differs by more than 40 of 255 (the pictures kept have 256 colours);
 * at most 0.2 % of a picture's pixels may be. Where one fails, the folder of the screenshots gets what
 * is there now and a picture of the difference. After a change that is meant:
 *
 *     UPDATE_PICTURES=1 node --test tests/browser/pictures.test.mjs
 *
 * Letters look different with other fonts and other versions of the browser. The pictures say with
 * which they were taken (`made.json`); elsewhere the journeys are skipped, and say so.
 */
import assert from "node:assert/strict";
import { mkdir, readFile, readdir, unlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { journey } from "./harness.mjs";
import { looks, openView, pretend } from "./looks.mjs";
import { palettePng } from "./png.mjs";
import { becomes, settled } from "./steps.mjs";
import { views } from "./views.mjs";

const FOLDER = fileURLToPath(new URL("../golden/pages/", import.meta.url));
const MADE = path.join(FOLDER, "made.json");
const UPDATE = process.env.UPDATE_PICTURES === "1";
const SIZES = [[320, 1200], [768, 1024], [1280, 800]];
const MOST_OFF = { channel: 40, share: 0.002 };
const MOST_BYTES = 4_000_000;
const CALM = [{ name: "prefers-reduced-motion", value: "reduce" }];

const pictured = views.filter((view) => view.picture);

/** Whatever letters depend on; runs in the page. */
function lettering() {
  const context = document.createElement("canvas").getContext("2d");
  const widths = ["system-ui", "sans-serif", "monospace"].map((family) => {
    context.font = `100px ${family}`;
    return Math.round(context.measureText("Gebäude, 0123 456,7 % – Einkommen je Einwohner").width);
  });
  return { chromium: /Chrome\/(\d+)/.exec(navigator.userAgent)[1], widths };
}

/** Holds a picture against the one that is kept, and makes it small; runs in an empty page. */
async function examine(now, kept, most) {
  const pixels = async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true });
    context.drawImage(bitmap, 0, 0);
    return context.getImageData(0, 0, bitmap.width, bitmap.height);
  };
  const base64Of = (bytes) => {
    let text = "";
    for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCharCode(...bytes.subarray(at, at + 32_768));
    return btoa(text);
  };
  const { width, height, data } = await pixels(now);
  if (kept === null) return { width, height, ...reduced(data) };
  const wanted = await pixels(kept);
  if (wanted.width !== width || wanted.height !== height) return { off: 1 };
  let off = 0;
  const difference = new ImageData(width, height);
  for (let at = 0; at < data.length; at += 4) {
    const differs = [0, 1, 2].some((channel) => Math.abs(data[at + channel] - wanted.data[at + channel]) > most);
    if (differs) off += 1;
    const grey = 200 + Math.round(data[at + 1] / 5);
    difference.data.set(differs ? [200, 0, 60, 255] : [grey, grey, grey, 255], at);
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d").putImageData(difference, 0, 0);
  const png = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
  return { off: off / (width * height), difference: base64Of(png) };

  /** The 256 most frequent colours on a grid of 16, and for each pixel the nearest of them. */
  function reduced(pixels) {
    const cell = (at) => (pixels[at] >> 4 << 8) | (pixels[at + 1] >> 4 << 4) | (pixels[at + 2] >> 4);
    const cells = new Map();
    for (let at = 0; at < pixels.length; at += 4) {
      const sums = cells.get(cell(at)) ?? [0, 0, 0, 0];
      for (let channel = 0; channel < 3; channel += 1) sums[channel] += pixels[at + channel];
      sums[3] += 1;
      cells.set(cell(at), sums);
    }
    const frequent = [...cells].sort(([, a], [, b]) => b[3] - a[3]);
    const palette = frequent.slice(0, 256).map(([, [r, g, b, n]]) => [r, g, b].map((sum) => Math.round(sum / n)));
    const far = (a, b) => a.reduce((sum, part, at) => sum + (part - b[at]) ** 2, 0);
    const nearest = ([, [r, g, b, n]]) => {
      const color = [r / n, g / n, b / n];
      return palette.reduce((best, it, at) => (far(it, color) < far(palette[best], color) ? at : best), 0);
    };
    const place = new Map(frequent.map((one, at) => [one[0], at < 256 ? at : nearest(one)]));
    const indices = new Uint8Array(pixels.length / 4);
    for (let at = 0; at < indices.length; at += 1) indices[at] = place.get(cell(4 * at));
    return { palette, indices: base64Of(indices) };
  }
}

/** A picture of a view as it is now, in base64. */
async function taken(page, look) {
  await pretend(page, [...looks[look], ...CALM]);
  if (await page.$("#stage")) await settled(page);
  // What follows a view when the page has nothing else to do has followed once nothing changes any more.
  let before = "";
  return becomes(async () => {
    const now = await page.screenshot({ encoding: "base64" });
    const stands = now === before;
    before = now;
    if (!stands) await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 250)));
    return stands;
  }, true).then(() => before);
}

async function report(name, now, difference) {
  const folder = process.env.TEILRAUM_SCREENSHOTS ?? path.join("target", "screenshots");
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, `${name}.now.png`), now, "base64");
  if (difference) await writeFile(path.join(folder, `${name}.difference.png`), difference, "base64");
  return folder;
}

/** Keeps a picture, or says what is wrong with it. */
async function judge(empty, name, now) {
  const file = path.join(FOLDER, `${name}.png`);
  if (UPDATE) {
    const { indices, ...small } = await empty.evaluate(examine, now, null, 0);
    await writeFile(file, palettePng({ ...small, indices: Buffer.from(indices, "base64") }));
    return null;
  }
  const kept = await readFile(file, "base64").catch(() => null);
  if (kept === null) return `${name}: no picture is kept; ${await report(name, now)} has the present one`;
  const { off, difference } = await empty.evaluate(examine, now, kept, MOST_OFF.channel);
  if (off <= MOST_OFF.share) return null;
  return `${name}: ${(off * 100).toFixed(2)} % of the pixels are off, see ${await report(name, now, difference)}`;
}

const nameOf = (view, language, width, look) => [view.name.replaceAll(" ", "-"), width, look, language].join("-");

for (const view of pictured) {
  journey(`the view "${view.name}" looks as it is kept, at three widths, light and dark`, async (visit, t) => {
    const empty = await visit.blank();
    const made = await readFile(MADE, "utf8").then(JSON.parse, () => null);
    const here = await empty.evaluate(lettering);
    if (!UPDATE && JSON.stringify(made) !== JSON.stringify(here)) {
      t.skip(`the pictures were taken with ${JSON.stringify(made)}, here is ${JSON.stringify(here)}`);
      return;
    }
    const wrong = [];
    for (const language of view.picture) {
      for (const [width, height] of SIZES) {
        const page = await openView(visit, view, language, { width, height });
        for (const look of ["light", "dark"]) {
          wrong.push(await judge(empty, nameOf(view, language, width, look), await taken(page, look)));
        }
        await page.close();
      }
    }
    if (UPDATE) await writeFile(MADE, `${JSON.stringify(here)}\n`);
    assert.deepEqual(wrong.filter(Boolean), []);
  });
}

journey("each picture kept belongs to a view, and all together are small", async () => {
  const names = pictured.flatMap((view) => view.picture.flatMap((language) =>
    SIZES.flatMap(([width]) => ["light", "dark"].map((look) => `${nameOf(view, language, width, look)}.png`))));
  const kept = (await readdir(FOLDER)).filter((name) => name.endsWith(".png"));
  const foreign = kept.filter((name) => !names.includes(name));
  if (UPDATE) await Promise.all(foreign.map((name) => unlink(path.join(FOLDER, name))));
  else assert.deepEqual(foreign, []);
  assert.deepEqual(names.filter((name) => !kept.includes(name)), []);
  const bytes = await Promise.all(kept.map((name) => readFile(path.join(FOLDER, name)).then((file) => file.length)));
  assert.ok(bytes.reduce((sum, size) => sum + size, 0) <= MOST_BYTES, `${bytes.reduce((sum, size) => sum + size, 0)} bytes`);
});
