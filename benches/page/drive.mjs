/**
 * A first visit on a mid-range phone over a slow network, pretended in headless Chromium.
 *
 *     node drive.mjs JOB.json
 *
 * The job names the `url` of the served site, the `link` to open, how many `runs`, whether to run
 * Lighthouse, and the file `out`. Each visit is a fresh browser, so nothing is in its cache. What is
 * written are raw numbers in milliseconds since the navigation began; the report adds up.
 *
 * Network and processor are slowed by the browser itself: every request waits the round trip before
 * its answer begins, all answers together get the bandwidth, and the main thread gets a quarter of
 * the machine. Workers and compilation on other threads are not slowed.
 */
import { readFile, writeFile } from "node:fs/promises";
import puppeteer from "puppeteer-core";

const job = JSON.parse(await readFile(process.argv[2], "utf8"));

const PHONE = { width: 390, height: 844, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
const NETWORK = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 };
const SLOWER = 4;
const LIMIT_MS = 60_000;

const OPTIONS = {
  executablePath: process.env.TEILRAUM_CHROMIUM ?? "/usr/bin/chromium",
  headless: true,
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

/** Runs in the page before anything else: notes the first frame in which each thing is to be seen. */
function probe() {
  const seen = {};
  globalThis.seen = seen;
  const inWindow = (element) => {
    const box = element?.getBoundingClientRect();
    return Boolean(box && box.height > 0 && box.top < innerHeight && element.checkVisibility());
  };
  const has = {
    title: () => inWindow(document.getElementById("view-title")) && /,/.test(document.getElementById("view-title").textContent),
    answer: () => Boolean(document.querySelector("#words p")?.textContent),
    picture: () => {
      const image = document.getElementById("map-preview");
      return inWindow(image) && image.complete && image.naturalWidth > 0 || performance.getEntriesByName("teilraum:first-map").length > 0;
    },
    map: () => performance.getEntriesByName("teilraum:first-map").length > 0,
    ready: () => document.documentElement.dataset.teilraum === "ready",
  };
  const look = () => {
    for (const [what, is] of Object.entries(has)) {
      // What stands in this frame is on the screen by the next.
      if (!(what in seen) && is()) requestAnimationFrame(() => (seen[what] ??= performance.now()));
    }
    if (!("ready" in seen)) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  new PerformanceObserver((list) => {
    for (const { startTime } of list.getEntries()) seen.largest = startTime;
  }).observe({ type: "largest-contentful-paint", buffered: true });
  seen.shift = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) seen.shift += value;
  }).observe({ type: "layout-shift", buffered: true });
  seen.blocked = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.blocked += Math.max(0, duration - 50);
  }).observe({ type: "longtask", buffered: true });
}

async function visit(url) {
  const browser = await puppeteer.launch(OPTIONS);
  try {
    const page = await browser.newPage();
    await page.setViewport(PHONE);
    const session = await page.createCDPSession();
    await session.send("Network.enable");
    await session.send("Network.emulateNetworkConditions", NETWORK);
    await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    let bytes = 0;
    session.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
    await page.evaluateOnNewDocument(probe);
    await page.goto(url, { waitUntil: "commit" }).catch(() => page.goto(url));
    await page.waitForSelector("html[data-teilraum=ready]", { timeout: LIMIT_MS });
    const told = await page.evaluate(async () => {
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      const [paint] = performance.getEntriesByName("first-contentful-paint");
      const files = performance.getEntriesByType("resource").map((it) => ({
        name: it.name.split("/").slice(3).join("/"), asked: it.startTime, answered: it.responseStart, came: it.responseEnd, bytes: it.transferSize,
      }));
      return { ...globalThis.seen, paint: paint?.startTime, files };
    });
    return { ...told, bytes };
  } finally {
    await browser.close();
  }
}

/** What Lighthouse says of the performance on a phone, in percent, with the audits that cost it. */
async function lighthouse(url) {
  const { default: run } = await import("lighthouse");
  const browser = await puppeteer.launch(OPTIONS);
  try {
    const page = await browser.newPage();
    const { lhr } = await run(url, { output: "json", logLevel: "error", onlyCategories: ["performance"] }, undefined, page);
    const { score, auditRefs } = lhr.categories.performance;
    const metrics = auditRefs.filter(({ weight }) => weight > 0).map(({ id }) => [id, lhr.audits[id].numericValue, lhr.audits[id].score]);
    return { version: lhr.lighthouseVersion, score: Math.round(score * 100), metrics };
  } finally {
    await browser.close();
  }
}

const url = new URL(job.link, job.url).href;
const visits = [];
for (let run = 0; run < job.runs; run += 1) {
  visits.push(await visit(url));
  const { picture, map } = visits.at(-1);
  console.log(`bench  visit ${run + 1}: first picture ${picture?.toFixed(0)} ms, live map ${map?.toFixed(0)} ms`);
}
const report = { chromium: await version(), visits, lighthouse: job.lighthouse ? await lighthouse(url) : null };
await writeFile(job.out, JSON.stringify(report));

async function version() {
  const browser = await puppeteer.launch(OPTIONS);
  const name = await browser.version();
  await browser.close();
  return name;
}
