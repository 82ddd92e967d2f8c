/**
 * One measurement: a fresh browser opens one product with one data set, waits for the first complete
 * map, changes the indicator, drags the map. What comes out are raw numbers; the report adds up.
 */
import { readFile } from "node:fs/promises";
import puppeteer from "puppeteer-core";
import { changed, painted, readPng } from "./png.mjs";

/** Who needs longer for something has failed. */
export const LIMIT_MS = 120_000;
const WARM_UP_ROUNDS = 2;
const CHANGES = 24;
const CHANGES_LIMIT_MS = 90_000;
const RECOLOURS = 16;
const RECOLOURS_WARM_UP = 4;
/** Event Timing tells nothing about interactions below its threshold, which is also the least it takes. */
const UNREPORTED_MS = 16;
const REST_MS = 400;
const BUSY_MS = 300;
const SETTLED_MS = 2000;
const DRAG_MS = 2000;
const DRAG_STEP_MS = 1000 / 60;
const DRAG_RADIUS_PX = 120;
/** Blocks of the map that may change between its first complete picture and that at rest. */
const CHANGED_AT_REST = 0.03;
const PAINTED_AT_LEAST = 0.05;

const OPTIONS = {
  executablePath: process.env.TEILRAUM_CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
  protocolTimeout: LIMIT_MS + 30_000,
  args: [
    "--disable-gpu",
    // Without it there is no WebGL on a machine without a GPU, and two contestants show nothing.
    "--enable-unsafe-swiftshader",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // Lets memory be told after what is no longer needed has been given back.
    "--js-flags=--expose-gc",
    // A container's root has no right to the sandbox; everyone else keeps it.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ],
};

/** Why a product could not be measured; the figures found until then are kept. */
export class Failed extends Error {}

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Opens a browser, hands it over, and closes it whatever happens. */
export async function withBrowser(use) {
  const browser = await puppeteer.launch(OPTIONS);
  try {
    return await use(browser);
  } finally {
    const gone = await Promise.race([browser.close().then(() => true, () => true), pause(5000)]);
    if (!gone) browser.process()?.kill("SIGKILL");
  }
}

/** Rejects when the renderer dies or nothing comes within the limit. */
function limited(page, work, what) {
  let timer;
  const end = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Failed(`${what}: more than ${LIMIT_MS / 1000} s`)), LIMIT_MS);
    page.once("error", () => reject(new Failed(`${what}: the page crashed`)));
    page.once("close", () => reject(new Failed(`${what}: the page was closed`)));
  });
  return Promise.race([work, end]).finally(() => clearTimeout(timer));
}

/** Runs in the page before anything else: takes down what the browser tells. */
function probe(mark) {
  const bench = { presented: 0, marked: 0, interactions: [], frames: [], dragging: false };
  globalThis.bench = bench;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      if (entry.name !== mark || bench.marked) continue;
      bench.marked = entry.startTime;
      // The frame after the one in which the map was handed over.
      requestAnimationFrame(() => requestAnimationFrame(() => (bench.presented = performance.now())));
    }
  }).observe({ type: "mark", buffered: true });
  new PerformanceObserver((list) => {
    for (const { interactionId, duration, startTime } of list.getEntries()) {
      if (interactionId) bench.interactions.push({ interactionId, duration, startTime });
    }
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
  bench.watchFrames = () => {
    bench.frames = [];
    bench.dragging = true;
    const frame = (now) => {
      bench.frames.push(now);
      if (bench.dragging) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
  };
}

/** Memory that the page's renderer and the process that draws share with nobody, in bytes. */
async function privateBytes(browser, page) {
  const session = await browser.target().createCDPSession();
  const processes = async (kind) => {
    const { processInfo } = await session.send("SystemInfo.getProcessInfo");
    return processInfo.filter(({ type }) => type === kind);
  };
  // Other renderers wait for pages or belong to the browser; the page's is the one that a busy
  // page keeps busy.
  const before = new Map((await processes("renderer")).map(({ id, cpuTime }) => [id, cpuTime]));
  await page.evaluate((ms) => {
    globalThis.gc?.();
    for (const end = performance.now() + ms; performance.now() < end; );
  }, BUSY_MS);
  const spent = (await processes("renderer")).map(({ id, cpuTime }) => ({ id, time: cpuTime - (before.get(id) ?? cpuTime) }));
  const { id } = spent.reduce((most, one) => (one.time > most.time ? one : most));
  await pause(BUSY_MS);
  const gpu = await processes("GPU");
  const sums = { renderer: await smaps(id), gpu: gpu.length > 0 ? await smaps(gpu[0].id) : 0 };
  await session.detach();
  return sums;
}

async function smaps(pid) {
  const text = await readFile(`/proc/${pid}/smaps_rollup`, "utf8").catch(() => "");
  const kilobytes = [...text.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm)];
  return kilobytes.reduce((sum, [, found]) => sum + Number(found) * 1024, 0);
}

/** What an empty page takes. */
export const blankBytes = () =>
  withBrowser(async (browser) => {
    const page = await browser.newPage();
    await page.goto("about:blank");
    await pause(SETTLED_MS);
    return privateBytes(browser, page);
  });

/** Adds up what comes over the wire, code and data apart. */
class Wire {
  #addresses = new Map();
  #bytes = new Map();

  async watch(session, isData) {
    this.isData = isData;
    session.on("Network.requestWillBeSent", ({ requestId, request }) => this.#addresses.set(requestId, request.url));
    session.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
      const name = this.#addresses.get(requestId);
      if (name?.startsWith("http")) this.#bytes.set(name, (this.#bytes.get(name) ?? 0) + encodedDataLength);
    });
    await session.send("Network.enable");
  }

  /** @param written what the server has sent, for requests of workers */
  total(origin, written) {
    const sums = { code: 0, data: 0 };
    for (const [path, sent] of written) {
      const seen = this.#bytes.get(origin + path) ?? [...this.#bytes].find(([name]) => name.split("?")[0] === origin + path)?.[1];
      sums[this.isData(path) ? "data" : "code"] += seen ?? sent;
    }
    return sums;
  }
}

/** A page of a product, opened and measured. */
export class Visit {
  /**
   * @param browser a fresh one
   * @param server the bench's
   * @param contest `set`, `product`, `density`, `view` (window and map in CSS pixels), `bounds`, `link`
   */
  constructor(browser, server, contest) {
    Object.assign(this, { browser, server, ...contest });
    this.ours = this.product === "teilraum";
  }

  get address() {
    const { width, height } = this.view.map;
    const query = this.ours ? "" : `?width=${width}&height=${height}&bounds=${this.bounds.join(",")}`;
    return `${this.server.url}/${this.set}/${this.product}/${query}${this.ours ? this.link : ""}`;
  }

  async open() {
    this.page = await this.browser.newPage();
    this.session = await this.page.createCDPSession();
    this.problems = [];
    this.page.on("pageerror", (error) => this.problems.push(error.message));
    this.page.on("console", (message) => {
      if (message.type() === "error") this.problems.push(message.text());
    });
    const { width, height } = this.view.window;
    await this.page.setViewport({ width, height, deviceScaleFactor: this.density });
    await this.page.evaluateOnNewDocument(probe, this.ours ? "teilraum:first-map" : "bench:first-map");
    this.wire = new Wire();
    const data = this.ours ? `/${this.set}/teilraum/data/` : `/${this.set}/`;
    const own = `/${this.set}/${this.product}/`;
    await this.wire.watch(this.session, (path) => path.startsWith(data) && (this.ours || !path.startsWith(own)));
    this.server.written.clear();
    // Returns as soon as the answer has begun to come; nobody waits for the page's load event.
    await limited(this.page, this.session.send("Page.navigate", { url: this.address }), "navigation");
  }

  /** Waits until the first complete map should be on the screen. */
  async presented() {
    let over = false;
    // Asked again and again: a strict policy forbids what waits inside the page.
    const ask = () => this.session.send("Runtime.evaluate", { expression: "globalThis.bench?.presented" });
    const wait = async () => {
      while (!over && !(await ask().catch(() => null))?.result.value) await pause(25);
    };
    await limited(this.page, wait(), "first map").finally(() => (over = true));
  }

  /** Waits until the first complete map is on the screen, and looks whether it is. */
  async firstMap() {
    const { page } = this;
    await this.presented().catch((error) => {
      throw new Failed([error.message, ...new Set(this.problems)].slice(0, 3).join("; "));
    });
    const { presented, marked } = await page.evaluate(() => ({ presented: bench.presented, marked: bench.marked }));
    const { code, data } = this.wire.total(this.server.url, this.server.written);
    const first = await this.picture();
    await pause(SETTLED_MS);
    const last = await this.picture();
    const share = changed(readPng(first), readPng(last));
    this.last = last;
    if (painted(readPng(last)) < PAINTED_AT_LEAST) throw new Failed(["no map on the screen", ...this.problems].join("; "));
    return { first_map_ms: presented, marked_ms: marked, first_map_whole: share <= CHANGED_AT_REST, code_bytes: code, data_bytes: data };
  }

  /** Where the map is on the page. */
  async box() {
    return this.page.evaluate((selector) => {
      const { x, y, width, height } = document.querySelector(selector).getBoundingClientRect();
      return { x, y, width, height };
    }, this.ours ? "#map-canvas" : "#map");
  }

  async picture() {
    // Not beyond the window, for which the browser would give the page another size for a moment.
    const shot = this.page.screenshot({ clip: await this.box(), captureBeyondViewport: false });
    return limited(this.page, shot, "picture");
  }

  async memory(blank) {
    const { renderer, gpu } = await limited(this.page, privateBytes(this.browser, this.page), "memory");
    return { memory_bytes: renderer - blank.renderer, gpu_bytes: gpu - blank.gpu };
  }

  /** How many indicators there are to choose from, three at most. */
  async #count() {
    const all = await this.page.evaluate((selector) => document.querySelectorAll(selector).length, this.#choices);
    return Math.min(3, all);
  }

  get #choices() {
    return this.ours ? "#themes .indicator" : "#choices button";
  }

  /** Where to press for an indicator: on its button or, if that is folded away, on what unfolds it. */
  async #target(index) {
    return this.page.evaluate((selector, at) => {
      const button = document.querySelectorAll(selector)[at];
      const folded = button.getClientRects().length === 0;
      const target = folded ? button.closest("ul").previousElementSibling : button;
      target.scrollIntoView({ block: "nearest" });
      const { x, y, width, height } = target.getBoundingClientRect();
      return { folded, x: x + Math.min(20, width / 2), y: y + height / 2 };
    }, this.#choices, index);
  }

  async #click({ x, y }) {
    await this.#mouse("mouseMoved", x, y, { button: "none" });
    await this.#mouse("mousePressed", x, y, { buttons: 1 });
    await this.#mouse("mouseReleased", x, y);
    await this.#rest();
  }

  #mouse(type, x, y, more = {}) {
    return this.session.send("Input.dispatchMouseEvent", { type, x, y, button: "left", clickCount: 1, ...more });
  }

  /** One change of the indicator: how long until the next paint, as the browser tells it. */
  async #change(index) {
    let target = await this.#target(index);
    if (target.folded) {
      await this.#click(target);
      target = await this.#target(index);
    }
    const before = await this.page.evaluate(() => ({ title: document.title, now: performance.now() }));
    await this.#click(target);
    const after = await this.page.evaluate((since) => ({
      title: document.title,
      durations: bench.interactions.filter(({ startTime }) => startTime >= since).map(({ duration }) => duration),
    }), before.now);
    if (after.title === before.title) throw new Failed("a click on an indicator changed nothing");
    return Math.max(UNREPORTED_MS, ...after.durations);
  }

  /** Waits until the page draws frames again and has done what it does at rest. */
  async #rest() {
    const frames = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await this.page.evaluate(frames);
    await pause(REST_MS);
    await this.page.evaluate(frames);
  }

  async changes() {
    const count = await this.#count();
    if (count < 2) throw new Failed("fewer than two indicators to choose from");
    const began = performance.now();
    // The first indicator is chosen already.
    let next = 1;
    const step = () => limited(this.page, this.#change(next++ % count), "change");
    for (let done = 0; done < WARM_UP_ROUNDS * count && performance.now() - began < CHANGES_LIMIT_MS; done += 1) await step();
    const first = await this.picture();
    await this.page.evaluate(() => performance.clearMeasures());
    const found = [];
    while (found.length < CHANGES && (found.length < 3 || performance.now() - began < CHANGES_LIMIT_MS)) found.push(await step());
    if (this.ours) this.engine = { indicator: await this.#recolours() };
    // So that two pictures of different indicators are compared.
    if ((next - 1 - WARM_UP_ROUNDS * count) % count === 0) await step();
    if (changed(readPng(first), readPng(await this.picture())) < 0.01) throw new Failed("the map stayed the same");
    return { changes_ms: found };
  }

  /** What the engine has taken for each change of colours since the measures were cleared. */
  #recolours() {
    return this.page.evaluate(() => performance.getEntriesByName("teilraum:recolour").map(({ duration }) => duration));
  }

  /** Does something again and again, and takes what the engine needs for it. */
  async #repeated(step) {
    for (let done = 0; done < RECOLOURS; done += 1) {
      // The first ones warm up.
      if (done === RECOLOURS_WARM_UP) await this.page.evaluate(() => performance.clearMeasures());
      await limited(this.page, step(done), "recolour");
      await this.#rest();
    }
    return this.#recolours();
  }

  /** The engine's part of changes that move no outline; only Teilraum tells it. */
  async recolours() {
    if (!this.ours) return {};
    const classes = () => this.page.evaluate(() => {
      document.querySelector("#classes-box").open = true;
      const list = document.querySelector("#class-count-select");
      list.selectedIndex = (list.selectedIndex + 1) % list.options.length;
      list.dispatchEvent(new Event("change", { bubbles: true }));
    });
    const filter = (at) => this.page.evaluate((index) => {
      const rows = document.querySelectorAll("#legend-classes button");
      rows[index % rows.length].click();
    }, at);
    // The colours that map and page share are other ones by day and by night.
    const colors = (at) => this.session.send("Emulation.setEmulatedMedia", {
      features: [{ name: "prefers-color-scheme", value: at % 2 === 0 ? "dark" : "light" }],
    });
    const { indicator } = this.engine;
    const found = { indicator, classes: await this.#repeated(classes), filter: await this.#repeated(filter), colors: await this.#repeated(colors) };
    return { engine_changes_ms: found };
  }

  /** Moves the mouse on a circle, so that the land stays in sight, and takes the time of each frame. */
  async drag() {
    const { x, y, width, height } = await this.box();
    const [left, top] = [x + width / 2, y + height / 2];
    await this.#mouse("mouseMoved", left, top, { button: "none" });
    await this.page.evaluate(() => performance.clearMeasures());
    await this.#mouse("mousePressed", left, top, { buttons: 1 });
    await this.page.evaluate(() => bench.watchFrames());
    const began = performance.now();
    const sent = [];
    for (let step = 1; step * DRAG_STEP_MS <= DRAG_MS; step += 1) {
      await pause(Math.max(0, began + step * DRAG_STEP_MS - performance.now()));
      const angle = (step * DRAG_STEP_MS * 2 * Math.PI) / DRAG_MS;
      const [east, south] = [Math.sin(angle) * DRAG_RADIUS_PX, (1 - Math.cos(angle)) * DRAG_RADIUS_PX];
      // Not awaited: the hand does not wait for the map either.
      sent.push(this.#mouse("mouseMoved", left + east, top + south, { buttons: 1 }).catch(() => undefined));
    }
    await limited(this.page, Promise.all(sent), "drag");
    const told = await limited(this.page, this.page.evaluate(() => {
      bench.dragging = false;
      const engine = performance.getEntriesByName("teilraum:frame").map(({ duration }) => duration);
      return { times: bench.frames, engine };
    }), "drag");
    await this.#mouse("mouseReleased", left, top);
    const frames = told.times.slice(1).map((time, index) => time - told.times[index]);
    return { frames_ms: frames, ...(this.ours && { engine_frames_ms: told.engine }) };
  }
}
