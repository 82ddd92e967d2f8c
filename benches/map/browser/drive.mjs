/**
 * Measures Teilraum and its rivals in headless Chromium and writes the raw numbers.
 *
 *     node drive.mjs JOB.json
 *
 * The job names the folders `site`, `data`, `work` and `packages`, the `sets` and `products` to
 * measure, the `densities`, how many `runs`, and the file `out`. What is done is written after each
 * set, so that an interrupted run is not lost.
 */
import { createReadStream } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { RIVALS, bundle } from "./bundle.mjs";
import { Failed, Visit, blankBytes, withBrowser } from "./measure.mjs";
import { Server } from "./serve.mjs";

const job = JSON.parse(await readFile(process.argv[2], "utf8"));
const MAP = { width: 1000, height: 800 };
/** A window that usually fits, for a set whose page cannot even be opened to look. */
let fitting = { window: { width: 1504, height: 1048 }, map: MAP };
/** How often the window is fitted to the map that is wanted. */
const FITTINGS = 6;

/** The bounds of all coordinates: those told, or read from the file. */
async function bounds(folder, about) {
  if (about.bounds) return about.bounds;
  const found = [Infinity, Infinity, -Infinity, -Infinity];
  let rest = "";
  for await (const chunk of createReadStream(path.join(folder, "areas.geojson"), { encoding: "utf8", highWaterMark: 1 << 22 })) {
    const text = rest + chunk;
    const end = text.lastIndexOf("]") + 1;
    for (const [, x, y] of text.slice(0, end).matchAll(/\[(-?[\d.e-]+),(-?[\d.e-]+)\]/g)) {
      const [east, north] = [Number(x), Number(y)];
      if (east < found[0]) found[0] = east;
      if (north < found[1]) found[1] = north;
      if (east > found[2]) found[2] = east;
      if (north > found[3]) found[3] = north;
    }
    rest = text.slice(end);
  }
  return found;
}

/** The window in which Teilraum's map is as near to the wanted size as it gets. */
async function fitted(server, contest) {
  return withBrowser(async (browser) => {
    const window = { width: MAP.width + 900, height: MAP.height + 250 };
    const visit = new Visit(browser, server, { ...contest, product: "teilraum", density: 1, view: { window, map: MAP } });
    await visit.open();
    let map = MAP;
    for (let round = 0; round < FITTINGS; round += 1) {
      await visit.presented();
      await new Promise((resolve) => setTimeout(resolve, 300));
      map = await visit.box();
      if (Math.abs(map.width - MAP.width) < 1 && Math.abs(map.height - MAP.height) < 1) break;
      window.width = Math.round(window.width + MAP.width - map.width);
      window.height = Math.round(window.height + MAP.height - map.height);
      await visit.page.setViewport(window);
    }
    await new Promise((resolve) => setTimeout(resolve, 300));
    map = await visit.box();
    return { window, map: { width: Math.round(map.width), height: Math.round(map.height) } };
  });
}

async function measured(server, contest, blank) {
  const figures = {};
  try {
    await withBrowser(async (browser) => {
      const visit = new Visit(browser, server, contest);
      await visit.open();
      Object.assign(figures, await visit.firstMap());
      Object.assign(figures, await visit.memory(blank));
      if (job.pictures) await writeFile(path.join(job.work, `${contest.set}-${contest.product}-${contest.density}.png`), visit.last);
      Object.assign(figures, await visit.changes());
      Object.assign(figures, await visit.recolours());
      Object.assign(figures, await visit.drag());
    });
  } catch (error) {
    // Whatever it is, the others are still to be measured.
    figures.failure = error instanceof Failed ? error.message : String(error.message ?? error).split("\n")[0];
  }
  return figures;
}

/** A window beside the map for rivals: room for title, buttons and legend. */
const around = ({ map }) => ({ window: { width: map.width + 100, height: map.height + 320 }, map });

async function versions() {
  const found = {};
  for (const [name, rival] of Object.entries(RIVALS)) {
    const file = path.join(job.packages, rival.package, "package.json");
    found[name] = `${rival.package} ${JSON.parse(await readFile(file, "utf8")).version}`;
  }
  return found;
}

const code = path.join(job.work, "code");
await bundle(job.packages, code);
const server = new Server({ site: job.site, code, data: job.data, cache: path.join(job.work, "brotli") });
await server.start();
try {
  const blank = await blankBytes();
  const report = { versions: await versions(), chromium: await withBrowser((browser) => browser.version()), blank, sets: [] };
  for (const set of job.sets) {
    const folder = path.join(job.data, set);
    const about = JSON.parse(await readFile(path.join(folder, "about.json"), "utf8"));
    console.log(`bench  ${set}: compressing`);
    await server.warm(set);
    const contest = { set, bounds: await bounds(folder, about), link: about.link ?? "" };
    // A page that fails here fails again below, where that is reported.
    const view = job.view ?? (await fitted(server, contest).catch(() => fitting));
    fitting = view;
    const measurements = [];
    for (const density of job.densities) {
      for (const product of job.products) {
        for (let run = 0; run < job.runs; run += 1) {
          const size = product === "teilraum" ? view : around(view);
          const figures = await measured(server, { ...contest, product, density, view: size }, blank);
          measurements.push({ product, density, run, ...figures });
          console.log(`bench  ${set} ×${density} ${product}: ${line(figures)}`);
          // Who fails once by time or memory fails again.
          if (figures.failure) break;
        }
      }
    }
    report.sets.push({ set, about, map: view.map, measurements });
    await writeFile(job.out, JSON.stringify(report));
    server.forget();
  }
} finally {
  server.stop();
}

/** A sign of life; the report has the medians. */
function line({ failure, first_map_ms: first, memory_bytes: memory, changes_ms: changes, frames_ms: frames }) {
  const middle = (values) => values?.toSorted((a, b) => a - b)[values.length >> 1]?.toFixed(0) ?? "–";
  const told = `first map ${first?.toFixed(0) ?? "–"} ms, ${memory ? (memory / 1e6).toFixed(0) : "–"} MB, change ${middle(changes)} ms, frame ${middle(frames)} ms`;
  return failure ? `${told}; ${failure}` : told;
}
