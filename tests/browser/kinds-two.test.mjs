import assert from "node:assert/strict";
import { journey, runAxe, screenshot, viewports, waitReady } from "./harness.mjs";
import { attribute, becomes, colorsOn, linkSays, overflow, text, texts } from "./steps.mjs";

const VIEW = "#v=1&i=disposable-income-per-head&l=kreis&p=latest";
const TWO = `${VIEW}&g=two&gi=cars-per-1000`;

const fields = (page) => page.$$eval(".matrix button", (all) => all.map((it) => Number(it.textContent.replace(/\D/g, ""))));

journey("two indicators are chosen by keyboard, and a link restores them", async (visit) => {
  const page = await visit.open(VIEW);
  await page.focus("#kinds > summary");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#kind-select", { visible: true });
  await page.select("#kind-select", "two");
  await page.waitForSelector("#kind-second", { visible: true });
  await becomes(() => text(page, "#kinds-body"), /zweiten Indikator wählen/);
  await page.select("#kind-second", "cars-per-1000");
  await becomes(async () => (await fields(page)).length, 9);
  await becomes(() => text(page, "#view-title"), /\(2018\) und .*\(01\.01\.2018\), Kreise$/);
  await becomes(() => text(page, "#spoken"), / und .*zwei Indikatoren/);
  await page.focus("#kind-field-8");
  await page.keyboard.press("Enter");
  await becomes(() => attribute(page, "#kind-field-8", "aria-pressed"), "true");
  assert.equal(await page.evaluate(() => document.activeElement.id), "kind-field-8");
  // The address follows a moment later.
  await linkSays(page, "h", "256");
  const link = await page.evaluate(() => location.hash);
  const counts = await fields(page);
  assert.ok(counts.reduce((sum, n) => sum + n) > 380);
  const again = await visit.blank();
  await again.goto(new URL(link, visit.url).href);
  await waitReady(again);
  await becomes(() => fields(again), counts);
  await becomes(() => attribute(again, "#kind-field-8", "aria-pressed"), "true");
});

journey("a point of the scatter chooses its area, and the table says the same", async ({ open }) => {
  const page = await open(`${TWO}&a=09188`);
  await page.waitForSelector("#scatter");
  await becomes(async () => Object.keys(await colorsOn(page, "#scatter", 10)).length > 8, true);
  await becomes(() => text(page, "#words"), /Spearman.*Pearson.*keine Ursache/);
  await page.focus("#kind-scatter summary");
  await page.keyboard.press("Enter");
  await becomes(async () => (await texts(page, "#kind-scatter tbody th")).includes("Starnberg, Landkreis"), true);
  await page.click("#area-clear");
  await becomes(() => page.$eval("#area-card", (it) => it.hidden), true);
  await page.$eval("#scatter", (it) => it.scrollIntoView({ block: "center" }));
  const box = await (await page.$("#scatter")).boundingBox();
  // Somewhere along the diagonal there are points.
  for (const share of [0.3, 0.4, 0.5, 0.6, 0.7]) {
    await page.mouse.click(box.x + box.width * share, box.y + box.height * 0.6);
  }
  await becomes(() => page.$eval("#area-card", (it) => it.hidden), false);
  assert.match(await text(page, "#area-class-label"), /(niedrig|mittel|hoch), .*(niedrig|mittel|hoch)/);
});

journey("the table shows both indicators, the field in words, and its caption names both", async ({ open }) => {
  const page = await open(`${TWO}&t=table`);
  await becomes(() => text(page, "#table caption"), /^Verfügbares Einkommen .* und Personenkraftwagen .*, Kreise$/);
  await becomes(() => text(page, "#table thead .col-second"), /^Pkw-Dichte, 01.01.2018/);
  const row = (name) => page.evaluate((area, cell) => document.querySelector(`#table button[data-area="${area}"]`).closest("tr").querySelector(`.col-${cell}`).innerText, "09188", name);
  assert.match(await row("second"), /^\d{3}/);
  assert.match(await row("class"), /^(niedrig|mittel|hoch), (niedrig|mittel|hoch)$/);
  await runAxe(page);
});

journey("two indicators fit on a phone, are sound for assistive technology, and leave no trace", async ({ open }) => {
  const page = await open(TWO, viewports.phone);
  await becomes(async () => (await fields(page)).length, 9);
  await becomes(async () => Object.keys(await colorsOn(page, "#scatter", 10)).length > 8, true);
  assert.ok((await overflow(page)) <= 0);
  await runAxe(page);
  await screenshot(page, "two-phone", { fullPage: true });
  await page.evaluate((to) => { location.hash = to; }, VIEW);
  await becomes(async () => (await texts(page, "#legend-classes li")).length > 2, true);
  assert.equal(await page.$eval("#kind-two", (it) => it.hidden), true);
  assert.equal(await page.$eval("#kind-scatter", (it) => it.hidden), true);
});
