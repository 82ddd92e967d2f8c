import assert from "node:assert/strict";
import { journey, runAxe, screenshot, viewports, waitReady } from "./harness.mjs";
import { attribute, becomes, colorsOn, overflow, text, texts } from "./steps.mjs";

const STARNBERG = "#v=1&i=disposable-income-per-head&l=kreis&p=latest&a=09188";

const isStudy = (url) => /\/study\.[0-9a-f]+\.wasm$/.test(new URL(url).pathname);

const isMaps = (url) => /\/maps\.[0-9a-f]+\.wasm$/.test(new URL(url).pathname);

const drawn = async (page) => Object.keys(await colorsOn(page, "#trend", 10)).length >= 3;

journey.everywhere("what draws charts is loaded when an area is chosen, and not before", async (visit) => {
  const page = await visit.open();
  assert.deepEqual(visit.requests.filter(isStudy), []);
  await page.type("#search-input", "Starnberg");
  await becomes(async () => (await texts(page, "#search-list [role=option]"))[0], /Starnberg/);
  await page.keyboard.press("Enter");
  await becomes(() => drawn(page), true);
  assert.equal(visit.requests.filter(isStudy).length, 1);
  assert.deepEqual(visit.requests.filter(isMaps), []);
  assert.equal(await text(page, "#notice-list"), "");
});

journey("the chart's place is kept while it is on its way", async (visit) => {
  const page = await visit.blank();
  let go = () => {};
  const allowed = new Promise((resolve) => {
    go = resolve;
  });
  await page.setRequestInterception(true);
  page.on("request", async (request) => {
    if (isStudy(request.url())) await allowed;
    await request.continue();
  });
  await page.goto(new URL(STARNBERG, visit.url).href);
  await waitReady(page);
  await becomes(() => text(page, "#trend-title"), /Verlauf/);
  const places = () => page.evaluate(() => ["trend", "trend-words", "method"].map((id) => {
    const { top, height } = document.getElementById(id).getBoundingClientRect();
    return [top, height];
  }));
  const before = await places();
  assert.equal(await drawn(page), false);
  go();
  await becomes(() => drawn(page), true);
  assert.deepEqual(await places(), before);
});

journey("when charts cannot be loaded, the page says so, the rest works, and a second try helps", async (visit) => {
  const page = await visit.blank();
  let sick = true;
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    if (sick && isStudy(request.url())) void request.respond({ status: 404, body: "not found" });
    else void request.continue();
  });
  await page.goto(new URL(STARNBERG, visit.url).href);
  await waitReady(page);
  await becomes(() => text(page, "#notice-list"), /Teile der Seite konnten nicht geladen werden, etwa Diagramme/);
  assert.equal(await text(page, "#area-value"), "35 356 €");
  await screenshot(page, "no-study");
  await page.select("#period-select", "2005");
  await becomes(() => attribute(page, "#trend", "aria-label"), /Verlauf 2000 bis 2018/);
  assert.ok((await overflow(page)) <= 0);
  sick = false;
  await page.click("#notice-retry");
  await becomes(() => drawn(page), true);
  await becomes(() => text(page, "#notice-list"), "");
  assert.ok(visit.incidents.length > 0);
  visit.incidents = visit.incidents.filter((line) => !/404|WebAssembly/i.test(line));
});

/** What the panel says, without the narrow spaces of numbers. */
const result = (page) => text(page, "#study-result");

/** Opens the panel by keyboard and begins. */
async function begin(page) {
  await page.focus("#study > summary");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#study-start");
  await page.focus("#study-start");
  await page.keyboard.press("Enter");
}

/** Everything found, group by group. */
const found = (page) => page.evaluate(() => [...document.querySelectorAll("#study-result :is(h3, p, summary, li)")].map((it) => it.textContent));

/** Notes which workers are started, or lets none be started. */
async function workers(page, how) {
  await page.evaluateOnNewDocument((kind) => {
    globalThis.startedWorkers = 0;
    const Plain = globalThis.Worker;
    globalThis.Worker = kind === "forbid"
      ? class { constructor() { throw new DOMException("no workers here", "SecurityError"); } }
      : class extends Plain {
        constructor(...of) {
          super(...of);
          globalThis.startedWorkers += 1;
        }
      };
  }, how);
}

const startedWorkers = (page) => page.evaluate(() => globalThis.startedWorkers);

journey.everywhere("a spatial pattern is found in a worker, and on the page itself in the same words", async (visit) => {
  const told = [];
  for (const how of ["watch", "forbid"]) {
    const page = await visit.blank();
    await workers(page, how);
    await page.goto(new URL("#v=1&i=disposable-income-per-head&l=kreis&p=latest", visit.url).href);
    await waitReady(page);
    assert.equal(visit.requests.some((url) => url.includes("/study/")), told.length > 0);
    await begin(page);
    await becomes(() => result(page), /Ähnliche Werte liegen eher beieinander.*Moran-Koeffizient 0,\d\d; p = 0,002, zweiseitig, bei 999 Ziehungen, Startwert 20260101/);
    assert.equal(await startedWorkers(page), how === "watch" ? 1 : 0);
    told.push(await found(page));
    await becomes(() => text(page, "#spoken"), /Ähnliche Werte liegen eher beieinander/);
  }
  assert.deepEqual(told[0], told[1]);
  assert.ok(told[0].some((line) => /Starnberg/.test(line)), "a Kreis among the high ones");
});

for (const how of ["watch", "forbid"]) {
  journey(`a study can be cancelled at once, and begun again (workers: ${how})`, async (visit) => {
    const page = await visit.blank();
    await workers(page, how);
    await page.goto(new URL("#v=1&i=settlement-share&l=gemeinde&p=latest", visit.url).href);
    await waitReady(page);
    await begin(page);
    await page.waitForSelector("#study-cancel", { visible: true });
    assert.equal(await page.evaluate(() => document.activeElement.id), "study-cancel");
    await page.keyboard.press("Enter");
    await page.waitForSelector("#study-start", { visible: true });
    assert.equal(await page.evaluate(() => document.activeElement.id), "study-start");
    await becomes(() => text(page, "#spoken"), /Abgebrochen/);
    assert.equal(await result(page), "");
    await page.keyboard.press("Enter");
    await becomes(() => result(page), /Moran-Koeffizient/);
  });
}

journey("a finding goes with the view it was made in, and is told in the page's language", async ({ open }) => {
  const page = await open("#v=1&i=disposable-income-per-head&l=kreis&p=latest", viewports.phone);
  await begin(page);
  await becomes(() => result(page), /Moran-Koeffizient/);
  await page.evaluate(() => document.querySelectorAll("#study-result details").forEach((it) => { it.open = true; }));
  assert.ok((await overflow(page)) <= 0);
  await runAxe(page);
  await screenshot(page, "study-phone", { fullPage: true });
  await page.evaluate(() => { location.hash = location.hash.replace("p=latest", "p=2005"); });
  await becomes(() => result(page), "");
  await page.click("#languages button[lang=en]");
  await becomes(() => text(page, "#study-start"), "Test for a pattern");
  await page.click("#study-start");
  await becomes(() => result(page), /Moran’s I/);
});

journey("where a file of a study is missing, the panel says so and the page goes on", async (visit) => {
  const page = await visit.open("#v=1&i=disposable-income-per-head&l=kreis&p=latest");
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    if (isStudy(request.url())) void request.respond({ status: 404, body: "not found" });
    else void request.continue();
  });
  await workers(page, "forbid");
  await page.evaluate(() => {
    globalThis.Worker = class { constructor() { throw new DOMException("no workers here", "SecurityError"); } };
  });
  await begin(page);
  await becomes(() => result(page), /Die Prüfung konnte nicht zu Ende geführt werden/);
  assert.equal(await page.$eval("#study-start", (it) => it.checkVisibility()), true);
  await page.select("#period-select", "2005");
  await becomes(() => text(page, "#view-title"), /2005/);
  assert.ok(visit.incidents.length > 0);
  visit.incidents = visit.incidents.filter((line) => !/404|WebAssembly/i.test(line));
});
