import assert from "node:assert/strict";
import { journey, runAxe, screenshot, viewports } from "./harness.mjs";
import { becomes, linkSays, overflow, press, tabTo, text, texts } from "./steps.mjs";

const PEOPLE = "#v=1&i=population&l=kreis&p=latest";

const spots = (page) => page.$eval("#map-overlay", (it) => Number(it.dataset["spots"])).catch(() => 0);

journey("circles over areas come with a legend of sizes, and their link restores them", async ({ open }) => {
  const page = await open(`${PEOPLE}&g=symbols`);
  await becomes(async () => (await spots(page)) > 300, true);
  await becomes(() => text(page, "#kind-legend"), /Fläche der Scheibe: Personen/);
  await becomes(async () => (await texts(page, "#words p")).join(" "), /Über jedem Gebiet liegt eine Scheibe: Je größer/);
  assert.ok((await page.$$eval("#kind-legend text", (all) => all.filter((it) => /\d/.test(it.textContent)).length)) >= 2);
  await runAxe(page);
  await screenshot(page, "kinds-symbols");
});

journey("tiles are chosen by keyboard, walked by arrow keys, and left again", async ({ open }) => {
  const page = await open(PEOPLE);
  await tabTo(page, "#kinds summary");
  await press(page, "Enter");
  await page.waitForSelector("#kind-shape-select", { visible: true });
  await tabTo(page, "#kind-shape-select");
  await page.keyboard.type("Ka");
  await linkSays(page, "ga", "tiles");
  await becomes(() => text(page, "#kind-legend"), /Kachel/);
  await becomes(() => text(page, "#spoken"), /Jedes Gebiet ist eine Kachel/);
  await page.focus("#map-surface");
  await press(page, "ArrowDown");
  await becomes(() => page.evaluate(() => /a=/.test(location.hash)), true);
  await becomes(() => page.$eval("#area-card", (it) => it.hidden), false);
  await screenshot(page, "kinds-tiles");
  await page.focus("#kind-shape-select");
  await page.keyboard.type("Um");
  await becomes(() => page.evaluate(() => /ga=/.test(location.hash)), false);
  await becomes(() => text(page, "#kind-legend"), "");
});

journey("circles in place of areas say what they are sized by, and fit a narrow page", async ({ open }) => {
  const page = await open(`${PEOPLE}&ga=circles`, viewports.phone);
  await becomes(() => text(page, "#kind-legend"), /Jede Scheibe steht für ein Gebiet/);
  assert.equal(await overflow(page), 0);
  await screenshot(page, "kinds-circles-390");
});
