/**
 * What every journey needs: a browser, the built site, and eyes on everything that goes wrong.
 *
 * A journey is written once and runs in Chromium; one registered with `journey.everywhere` runs in
 * Firefox too. After each journey the harness insists that the page logged nothing, threw nothing,
 * failed no request and asked no other origin.
 *
 *     journey.everywhere("a link restores the view", async ({ open }) => {
 *       const page = await open("#v=1&area=01001");
 *       …
 *     });
 *
 * Environment: `TEILRAUM_BROWSER` chromium (default) or firefox; `TEILRAUM_URL` a served site
 * (default: `cargo xtask serve --no-build` is started); `TEILRAUM_CHROMIUM`, `TEILRAUM_FIREFOX` the
 * programs; `TEILRAUM_SCREENSHOTS` a folder for `screenshot`.
 */
import assert from "node:assert/strict";
import { mkdir, readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { after, test } from "node:test";
import puppeteer from "puppeteer-core";
import { serve } from "./server.mjs";

export const browserName = process.env.TEILRAUM_BROWSER ?? "chromium";

/** The three widths at which look.md asks for a look. */
export const viewports = {
  wide: { width: 1280, height: 800 },
  phone: { width: 390, height: 844, hasTouch: true },
  narrow: { width: 320, height: 640 },
};

const READY_MS = 30_000;

const chromiumOptions = {
  executablePath: process.env.TEILRAUM_CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    // A container's root has no right to the sandbox; everyone else keeps it.
    ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
  ],
};

const firefoxOptions = {
  browser: "firefox",
  executablePath: process.env.TEILRAUM_FIREFOX ?? "/usr/bin/firefox-esr",
};

let started;

/** Starts browser and server once per file. */
function start() {
  started ??= Promise.all([
    puppeteer.launch({
      headless: true,
      ...(browserName === "firefox" ? firefoxOptions : chromiumOptions),
    }),
    process.env.TEILRAUM_URL ? { url: process.env.TEILRAUM_URL, stop() {} } : serve(),
  ]).then(([browser, server]) => ({ browser, server }));
  return started;
}

after(async () => {
  if (!started) return;
  const { browser, server } = await started;
  await browser.close();
  server.stop();
});

/**
 * Registers a journey. Its `visit` opens pages; all of them are checked and closed at its end.
 *
 * @param {string} name a sentence
 * @param {(visit: Visit, context: import("node:test").TestContext) => Promise<void>} walk
 */
export function journey(name, walk) {
  if (browserName === "chromium") register(name, walk);
}

/** Registers a journey for every browser. */
journey.everywhere = register;

function register(name, walk) {
  test(name, async (context) => {
    const { browser, server } = await start();
    const visit = new Visit(browser, server.url);
    try {
      await walk(visit, context);
      visit.assertClean();
    } finally {
      await visit.end();
    }
  });
}

/** One journey's pages and what was seen on them. */
export class Visit {
  #browser;
  #pages = [];

  constructor(browser, url) {
    this.#browser = browser;
    /** The address of the site. */
    this.url = url;
    /** Sentences about everything that must not happen. */
    this.incidents = [];
    /** The addresses of all requests, in order. */
    this.requests = [];
    // So that a journey can write `async ({ open }) => …`.
    this.open = this.open.bind(this);
  }

  /** Opens a path or fragment below the site and waits for the first complete map. */
  async open(target = "", viewport = viewports.wide) {
    const page = await this.blank(viewport);
    await page.goto(new URL(target, this.url).href);
    try {
      await waitReady(page);
    } catch (error) {
      throw new Error([error.message, ...this.incidents].join("\n"), { cause: error });
    }
    return page;
  }

  /** A watched page that shows nothing yet. */
  async blank(viewport = viewports.wide) {
    const page = await this.#browser.newPage();
    this.#pages.push(page);
    this.#watch(page);
    await page.setViewport(viewport);
    return page;
  }

  #watch(page) {
    const origin = new URL(this.url).origin;
    page.on("console", (message) => {
      this.incidents.push(`console ${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => this.incidents.push(`uncaught: ${error.message}`));
    page.on("request", (request) => {
      this.requests.push(request.url());
      const { protocol, origin: asked } = new URL(request.url());
      const local = ["data:", "blob:", "about:"].includes(protocol);
      if (!local && asked !== origin) this.incidents.push(`other origin: ${request.url()}`);
    });
    page.on("requestfailed", (request) => {
      this.incidents.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ""}`);
    });
    page.on("response", (response) => {
      if (response.status() >= 400) {
        this.incidents.push(`${response.status()}: ${response.url()}`);
      }
    });
  }

  /** Insists that nothing went wrong so far; journeys that provoke something clear it first. */
  assertClean() {
    assert.deepEqual(this.incidents, []);
  }

  /** Closes the pages. */
  async end() {
    const open = this.#pages.filter((page) => !page.isClosed());
    await Promise.all(open.map((page) => page.close()));
  }
}

/** Waits until the page says that the first complete map is painted, or that it never will be. */
export async function waitReady(page) {
  const decided = 'html:is([data-teilraum="ready"], [data-teilraum="failed"])';
  await page.waitForSelector(decided, { timeout: READY_MS }).catch(() => undefined);
  const state = await page.evaluate(() => document.documentElement.dataset.teilraum);
  assert.equal(state, "ready", `expected data-teilraum="ready" within ${READY_MS} ms, found "${state}"`);
}

let axe;

/** Insists that axe-core finds no violation of WCAG 2.2 AA or its best practices. */
export async function runAxe(page, context = "html") {
  axe ??= await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
  // Evaluated by the browser's driver, not as a script of the page, so the policy stays strict.
  await page.evaluate(axe);
  const violations = await page.evaluate(async (selector) => {
    // What is still rising or fading has the contrast of a moment.
    const passing = document.getAnimations().filter((it) => it.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map((it) => it.finished));
    const found = await globalThis.axe.run(selector, { resultTypes: ["violations"] });
    return found.violations.map(
      ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.target).join(", ")})`,
    );
  }, context);
  assert.deepEqual(violations, []);
}

/** Writes a picture of the page where `TEILRAUM_SCREENSHOTS` says; without it, nothing. */
export async function screenshot(page, name, options = {}) {
  const folder = process.env.TEILRAUM_SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await page.screenshot({ ...options, path: path.join(folder, `${name}.${browserName}.png`) });
}
