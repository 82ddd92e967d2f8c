import assert from "node:assert/strict";
import { journey, screenshot, waitReady } from "./harness.mjs";
import { attribute, becomes, colorsOn, overflow, text, texts } from "./steps.mjs";

const STARNBERG = "#v=1&i=disposable-income-per-head&l=kreis&p=latest&a=09188";

const isStudy = (url) => /\/study\.[0-9a-f]+\.wasm$/.test(new URL(url).pathname);

const drawn = async (page) => Object.keys(await colorsOn(page, "#trend", 10)).length >= 3;

journey.everywhere("what draws charts is loaded when an area is chosen, and not before", async (visit) => {
  const page = await visit.open();
  assert.deepEqual(visit.requests.filter(isStudy), []);
  await page.type("#search-input", "Starnberg");
  await becomes(async () => (await texts(page, "#search-list [role=option]"))[0], /Starnberg/);
  await page.keyboard.press("Enter");
  await becomes(() => drawn(page), true);
  assert.equal(visit.requests.filter(isStudy).length, 1);
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
  await becomes(() => text(page, "#notice-list"), /Diagramme und Untersuchungen konnten nicht geladen werden/);
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
