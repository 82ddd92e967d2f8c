import assert from "node:assert/strict";
import { journey, runAxe, screenshot, viewports } from "./harness.mjs";
import { attribute, becomes, colorsOn, legendClasses, overflow, text, texts } from "./steps.mjs";

const MAPS = "#panel-multiples .multiples-grid > li";
const PERIODS = "#v=1&i=disposable-income-per-head&l=kreis&p=latest&t=multiples";

const count = (page, selector) => page.evaluate((s) => document.querySelectorAll(s).length, selector);

/** How many maps have at least three colours on them. */
const painted = (page) => page.evaluate((s) => [...document.querySelectorAll(`${s} canvas`)].filter((canvas) => {
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const pixels = new Uint32Array(copy.getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  return new Set(pixels).size >= 3;
}).length, MAPS);

journey.everywhere("twelve periods stand beside each other and each leads to the large map", async (visit) => {
  const page = await visit.open("#v=1&i=disposable-income-per-head&l=kreis&p=latest");
  const classes = (await legendClasses(page)).map((it) => it.label);
  await page.click("#tab-multiples");
  await becomes(() => painted(page), 12);
  const titles = await texts(page, `${MAPS} .small-title`);
  assert.deepEqual([titles[0], titles.at(-1)], ["2000", "2018"]);
  const labels = await texts(page, ".multiples-legend li");
  for (const label of classes) assert.ok(labels.includes(label), `${label} in ${labels}`);
  assert.match(await text(page, `${MAPS}:last-child figcaption`), /Median 22 561 €/);
  assert.equal(await attribute(page, `${MAPS}:last-child button`, "aria-current"), "true");
  await runAxe(page, "#panel-multiples");
  await page.focus(`${MAPS}:first-child button`);
  await page.keyboard.press("Enter");
  await becomes(() => attribute(page, "#tab-map", "aria-selected"), "true");
  await becomes(() => text(page, "#view-title"), /2000/);
  await becomes(() => page.url(), /p=2000/);
});

journey("small maps flow, tell changes and stand on tiles as the large one does", async (visit) => {
  const page = await visit.open(`${PERIODS}&g=unclassed`);
  await becomes(() => painted(page), 12);
  assert.equal(await count(page, ".multiples-legend .small-ramp svg"), 1);
  assert.match(await text(page, "#panel-multiples > .hint"), /Farben fließen in allen Karten gleich/);
  const changes = await visit.open(`${PERIODS}&g=change&gs=2010&ga=tiles`);
  await becomes(() => painted(changes), 8);
  assert.deepEqual((await texts(changes, `${MAPS} .small-title`))[0], "2011");
  assert.match(await text(changes, `${MAPS}:first-child .detail`), /Veränderung 2010 bis 2011/);
  assert.match(await text(changes, ".multiples-legend"), /Jede Kachel steht für ein Gebiet/);
  await runAxe(changes, "#panel-multiples");
  const circles = await visit.open(`${PERIODS}&g=symbols`);
  await becomes(() => painted(circles), 12);
  assert.match(await text(circles, "#panel-multiples > .hint"), /„Symbole“ gibt es nur auf der großen Karte/);
});

journey("several indicators fetch their files and have legends of their own", async (visit) => {
  const page = await visit.open(PERIODS);
  await becomes(() => painted(page), 12);
  await page.click("input[name=multiples][value=indicators]");
  await becomes(() => count(page, MAPS), 1);
  await page.click("label:has(#beside-population-density)");
  await becomes(() => painted(page), 2);
  assert.equal(await count(page, `${MAPS} .own-legend li`) > 6, true);
  await becomes(() => page.url(), /mi=population-density/);
  await page.reload();
  await becomes(() => painted(page), 2);
});

journey("small maps fit a phone in two columns, with the chosen area outlined", async (visit) => {
  const page = await visit.open(`${PERIODS}&a=09188`, viewports.phone);
  await becomes(() => painted(page), 12);
  assert.equal(await overflow(page), 0);
  const columns = await page.evaluate(() => getComputedStyle(document.querySelector(".multiples-grid")).gridTemplateColumns.split(" ").length);
  assert.equal(columns, 2);
  assert.match(await text(page, `${MAPS}:first-child .area`), /Starnberg/);
  await screenshot(page, "multiples-phone", { fullPage: true });
});

journey("the course of time plays on request, pauses with Escape and ends by itself", async (visit) => {
  const page = await visit.open("#v=1&i=disposable-income-per-head&l=kreis&p=2015");
  await page.click("#period-play");
  await page.waitForSelector("#play-speed");
  await page.select("#play-speed", "fast");
  await becomes(() => text(page, "#view-title"), /2016|2017/);
  await page.keyboard.press("Escape");
  await becomes(() => text(page, "#play-toggle"), "Abspielen");
  const held = await text(page, "#view-title");
  await new Promise((resolve) => setTimeout(resolve, 1200));
  assert.equal(await text(page, "#view-title"), held);
  await page.click("#play-toggle");
  await becomes(() => text(page, "#view-title"), /2018/);
  await becomes(() => text(page, "#play-toggle"), "Abspielen");
  await becomes(() => text(page, "#spoken"), /Ende des Zeitverlaufs: 2018/);
  assert.ok(Object.keys(await colorsOn(page, "#map-canvas", 50)).length > 3);
});

journey("where little motion is wished for, each press is one step", async (visit) => {
  const page = await visit.blank();
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  await page.goto(new URL("#v=1&i=disposable-income-per-head&l=kreis&p=2010", visit.url).href);
  await page.waitForSelector("html[data-teilraum=ready]");
  await page.click("#period-play");
  await becomes(() => text(page, "#view-title"), /2011/);
  await new Promise((resolve) => setTimeout(resolve, 1500));
  assert.match(await text(page, "#view-title"), /2011/);
  await page.click("#play-toggle");
  await becomes(() => text(page, "#view-title"), /2012/);
});
