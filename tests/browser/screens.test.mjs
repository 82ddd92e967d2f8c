import assert from "node:assert/strict";
import { journey, runAxe, screenshot, viewports, waitReady } from "./harness.mjs";
import { pretend } from "./looks.mjs";
import { attribute, becomes, chooseIndicator, colorsOn, legendClasses, linkSays, overflow, press, text } from "./steps.mjs";

const AREA = "#v=1&i=disposable-income-per-head&l=kreis&p=latest&a=09188";
const TABLE = "#v=1&i=leavers-with-abitur-share&l=kreis&p=2007&t=table&a=06411";

for (const [what, link] of [
  ["the first screen", ""],
  ["a chosen area", AREA],
  ["the table", TABLE],
  ["the page in English", `${AREA}&lang=en`],
]) {
  journey.everywhere(`at 320 pixels ${what} needs no scrolling sideways`, async ({ open }) => {
    const page = await open(link, viewports.narrow);
    assert.equal(await overflow(page), 0);
    await page.evaluate(() => { document.getElementById("method").open = true; });
    await becomes(() => text(page, "#method-list"), /Definition/);
    assert.equal(await overflow(page), 0);
  });
}

journey("on a phone the choices are sheets that close when the choice is made", async ({ open }) => {
  const page = await open("", viewports.phone);
  assert.equal(await overflow(page), 0);
  await page.click("#sheet-indicator");
  assert.equal(await page.$eval("#sheet", (sheet) => sheet.open), true);
  await chooseIndicator(page, "population", "Bevölkerungsdichte");
  await becomes(() => page.$eval("#sheet", (sheet) => sheet.open), false);
  await linkSays(page, "i", "population-density");
  await becomes(() => text(page, "#sheet-indicator-value"), "Bevölkerungsdichte");
  await page.click("#sheet-view");
  await page.select("#period-select", "2010");
  await linkSays(page, "p", "2010");
  await screenshot(page, "phone-sheet");
  await page.click("#sheet [data-close]");
  await becomes(() => page.$eval("#sheet", (sheet) => sheet.open), false);
  assert.equal(await text(page, "#sheet-view-value"), "2010");
  assert.equal(await page.evaluate(() => document.activeElement.id), "sheet-view", "the focus comes back");
});

journey("on a phone a tap chooses an area and shows its tip", async ({ open }) => {
  const page = await open("", viewports.phone);
  const at = await page.$eval("#map-surface", (surface) => {
    surface.scrollIntoView({ block: "center" });
    const box = surface.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  });
  await page.touchscreen.tap(at.x, at.y);
  await linkSays(page, "a", /^\d{5}$/);
  await becomes(() => page.$eval("#map-tip", (tip) => tip.hidden), false);
  await screenshot(page, "phone-area");
});

/** The two widest colours on the map: the land around the areas, and where no land is. */
const around = async (page) => Object.keys(await colorsOn(page, "#map-canvas", 100)).slice(0, 2).sort();

journey.everywhere("a map that was hidden fills its place again, whatever size that has by then", async ({ open }) => {
  const page = await open("#v=1&i=disposable-income-per-head&l=kreis&p=latest");
  const sizes = () => page.evaluate(() => {
    const [canvas, surface] = ["map-canvas", "map-surface"].map((id) => document.getElementById(id));
    return [canvas.width - surface.clientWidth, canvas.height - surface.clientHeight, surface.clientWidth > 0];
  });
  await becomes(sizes, [0, 0, true]);
  const hide = (hidden) => page.evaluate((it) => { document.body.style.display = it ? "none" : ""; }, hidden);
  await hide(true);
  await becomes(async () => (await sizes())[2], false);
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
  await page.setViewport({ width: 700, height: 800 });
  await hide(false);
  await becomes(sizes, [0, 0, true]);
});

journey("in the dark the map and its charts are dark", async ({ open }) => {
  const page = await open(AREA);
  await pretend(page, [{ name: "prefers-color-scheme", value: "dark" }]);
  await becomes(() => around(page), ["#1f242b", "#2d3238"]);
  await becomes(async () => Object.keys(await colorsOn(page, "#trend", 10)).length >= 3, true);
  await screenshot(page, "dark");
});

journey("with forced colours the map takes them and keeps its classes", async ({ open }) => {
  const page = await open(AREA);
  await pretend(page, [{ name: "forced-colors", value: "active" }]);
  const canvasColor = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g).map(Number));
  const hex = `#${canvasColor.slice(0, 3).map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  await becomes(async () => (await around(page)).includes(hex), true);
  const colors = Object.keys(await colorsOn(page, "#map-canvas", 10));
  const classes = (await legendClasses(page)).filter((it) => it.count > 0);
  assert.ok(classes.every((it) => colors.includes(it.color)), `${classes.map((it) => it.color)} in ${colors.slice(0, 20)}`);
  await screenshot(page, "forced-colors");
});

journey("with more contrast nothing is violated", async ({ open }) => {
  const page = await open(AREA);
  await pretend(page, [{ name: "prefers-contrast", value: "more" }]);
  await runAxe(page);
});

journey("on paper stand title, map, legend, words, source and address, and no controls", async ({ open }) => {
  const page = await open(AREA);
  await linkSays(page, "a", "09188");
  await page.pdf();
  assert.equal(await page.$eval("#print-address", (line) => line.textContent), page.url());
  await pretend(page, [], "print");
  const shown = (selector) => page.$eval(selector, (element) => element.checkVisibility());
  for (const kept of ["#view-title", "#map-canvas", "#legend-classes", "#words", "#source", "#area-name", "#print-address"]) {
    assert.equal(await shown(kept), true, kept);
  }
  for (const left of ["#search-input", "#zoom-in", "#tab-table", "#help-open", "#period-select", "#area-clear"]) {
    assert.equal(await shown(left), false, left);
  }
  await screenshot(page, "paper", { fullPage: true });
});

journey.everywhere("the help opens and closes with Escape", async ({ open }) => {
  const page = await open();
  await page.click("#help-open");
  assert.match(await text(page, "#help"), /Die Karte mit der Tastatur/);
  await press(page, "Escape");
  await becomes(() => page.$eval("#help", (help) => help.open), false);
  assert.equal(await page.evaluate(() => document.activeElement.id), "help-open");
});

journey("without script the static picture stands, and a sentence says why", async (visit) => {
  const page = await visit.blank();
  await page.setJavaScriptEnabled(false);
  await page.goto(visit.url, { waitUntil: "load" });
  const preview = await page.$eval("#map-preview", (image) => [image.naturalWidth > 0, image.checkVisibility(), image.alt]);
  assert.deepEqual(preview, [true, true, "Übersichtskarte"]);
  assert.match(await page.$eval("noscript", (box) => box.innerText), /braucht dafür JavaScript/);
  const shown = (selector) => page.$eval(selector, (element) => element.checkVisibility() && element.textContent);
  assert.equal(await shown("#view-title"), "Verfügbares Einkommen je Einwohner, Kreise, 2018");
  assert.match(await shown("#words"), /Am höchsten ist der Wert in Heilbronn/);
  assert.equal(await shown("#atlas-statement a"), "Barrierefreiheit");
  await screenshot(page, "no-script");
  // Without scripts nobody takes the modules that were asked for ahead of time.
  visit.incidents = visit.incidents.filter((line) => !/^failed: \S+\.js /.test(line));
});

journey("what the page says before it runs is what it says afterwards, and moves nothing", async (visit) => {
  const page = await visit.blank(viewports.phone);
  await page.evaluateOnNewDocument(() => {
    globalThis.moved = 0;
    new PerformanceObserver((list) => {
      for (const { value } of list.getEntries()) globalThis.moved += value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  const before = await (await fetch(visit.url)).text();
  await page.goto(visit.url);
  await waitReady(page);
  const written = (it) => before.includes(`>${it}<`);
  for (const place of ["#atlas-title", "#view-title", "#sheet-indicator-value", "#sheet-view-value", "#words .lead"]) {
    const now = await page.$eval(place, (element) => element.textContent);
    assert.ok(now && written(now), `${place}: ${now}`);
  }
  // What Lighthouse and search engines call good.
  assert.ok(await page.evaluate(() => globalThis.moved) < 0.1);
});

journey("a link never shows the words of another view", async (visit) => {
  const page = await visit.blank();
  await page.evaluateOnNewDocument(() => {
    globalThis.told = new Set();
    const look = () => {
      for (const id of ["view-title", "words"]) {
        const element = document.getElementById(id);
        if (element?.checkVisibility({ visibilityProperty: true })) globalThis.told.add(element.textContent);
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(new URL("#v=1&i=population-density&l=kreis&p=latest", visit.url).href);
  await waitReady(page);
  const told = await page.evaluate(() => [...globalThis.told]);
  assert.ok(told.some((words) => words.startsWith("Bevölkerungsdichte")), told.join("\n"));
  assert.deepEqual(told.filter((words) => /Einkommen/.test(words)), []);
});

journey("the static picture gives way to the map", async ({ open }) => {
  const page = await open();
  await waitReady(page);
  assert.equal(await page.$eval("#map-preview", (image) => image.checkVisibility({ visibilityProperty: true, opacityProperty: true })), false);
  assert.equal(await attribute(page, "#map-canvas", "aria-hidden"), "true");
});
