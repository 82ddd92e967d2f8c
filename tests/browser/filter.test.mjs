import assert from "node:assert/strict";
import { journey, runAxe, screenshot, viewports, waitReady } from "./harness.mjs";
import { attribute, becomes, choose, overflow, press, spoken, text, texts, until } from "./steps.mjs";

const VIEW = "#v=1&i=disposable-income-per-head&l=kreis&p=latest";
const RICH = "w=value~disposable-income-per-head~latest~25000~";
const TWO = `${VIEW}&${RICH}&w=value~cars-per-1000~latest~~600`;

/** The values of a key that may stand in the address several times. */
const inAddress = (page, key) => page.evaluate((k) => new URLSearchParams(location.hash.slice(1)).getAll(k), key);

/** How many areas the filter says meet it. */
const met = async (page) => Number((await text(page, "#filter-count")).match(/(\d+) von/)?.[1] ?? -1);

async function openFilter(page) {
  await page.focus("#filter-open");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#filter-add", { visible: true });
}

journey.everywhere("a filter is made by keyboard alone, said as a sentence, and its link restores it", async (visit) => {
  const page = await visit.open(VIEW);
  await openFilter(page);
  await becomes(() => page.evaluate(() => document.activeElement.id), "filter-add");
  await page.select("#filter-add", "disposable-income-per-head");
  await page.waitForSelector("#filter-0-low", { visible: true });
  await page.focus("#filter-0-low");
  await page.keyboard.type("25000");
  await page.keyboard.press("Enter");
  await becomes(() => text(page, "#filter-sentence"), /^Kreise, für die gilt: Verfügbares Einkommen \(2018\) mindestens 25[. ]?000 €\.$/);
  const few = await until(page, () => Number(document.querySelector("#filter-count")?.textContent.match(/(\d+) von/)?.[1]));
  assert.ok(few > 10 && few < 200, String(few));
  await becomes(() => spoken(page), /^Den Filter erfüllen \d+ von 40\d Kreisen\.$/);
  // The thumb says what the field says, and moves by keys.
  const slide = await attribute(page, "#filter-0-low-slide", "aria-valuetext");
  assert.equal(slide.replace(/[\u00A0\u202F]/g, " "), (await text(page, "#filter-sentence")).match(/mindestens (.*)\.$/)[1]);
  await page.focus("#filter-0-low-slide");
  await press(page, "ArrowRight", "ArrowRight");
  await becomes(() => page.$eval("#filter-0-low", (it) => it.value), "25002");
  await becomes(() => inAddress(page, "w"), ["value~disposable-income-per-head~latest~25002~"]);
  assert.equal(await page.evaluate(() => document.activeElement.id), "filter-0-low-slide");
  const [sentence, count] = [await text(page, "#filter-sentence"), await text(page, "#filter-count")];
  const again = await visit.blank();
  await again.goto(new URL(await page.evaluate(() => location.hash), visit.url).href);
  await waitReady(again);
  await becomes(() => text(again, "#filter-sentence"), sentence);
  await becomes(() => text(again, "#filter-count"), count);
});

journey("conditions are joined, changed and lifted, and the table lists those that meet them", async ({ open }) => {
  const page = await open(`${TWO}&t=table`);
  await becomes(() => text(page, "#filter-sentence"), /mindestens .* und Pkw-Dichte \(01\.01\.2020\) höchstens 600/);
  const both = await met(page);
  await becomes(async () => (await texts(page, "#table tbody th")).length, both);
  await page.click("#filter-open");
  await page.waitForSelector("#filter-1-high", { visible: true });
  await becomes(() => page.$eval("#filter-1-high", (it) => it.value), "600");
  await choose(page, "filter-join", "any");
  await becomes(() => text(page, "#filter-sentence"), / oder /);
  await becomes(() => inAddress(page, "wo"), ["1"]);
  const either = await met(page);
  assert.ok(either > both, `${either} > ${both}`);
  await becomes(async () => (await texts(page, "#table tbody th")).length, either);
  await page.select("#filter-0-test-select", "against");
  await becomes(() => text(page, "#filter-sentence"), /höher als/);
  await page.click("#filter-conditions li:first-child .close");
  await becomes(async () => (await texts(page, "#filter-conditions > li")).length, 1);
  await page.click("#filter-clear");
  await becomes(() => inAddress(page, "w"), []);
  await becomes(async () => (await texts(page, "#table tbody th")).length, 401);
});

journey("areas are chosen by where they lie and what they are, and secret values stay apart", async ({ open }) => {
  const page = await open(VIEW);
  await openFilter(page);
  await page.select("#filter-add", "@within");
  await becomes(() => text(page, "#filter-conditions"), /Noch nichts angekreuzt/);
  await page.waitForSelector("#filter-0-key-09", { visible: true });
  await page.click("#filter-0-key-09");
  await becomes(() => text(page, "#filter-sentence"), "Kreise, für die gilt: Lage in Bayern.");
  await becomes(() => met(page), 96);
  await page.select("#filter-add", "@kind");
  await page.waitForSelector('[id^="filter-1-key-"]', { visible: true });
  await page.click('[id="filter-1-key-kreisfreie-stadt"]');
  await becomes(() => text(page, "#filter-sentence"), /Lage in Bayern und Gebietstyp kreisfreie Stadt/);
  await becomes(() => met(page), 25);
  await becomes(() => page.evaluate(() => document.activeElement.id), "filter-1-key-kreisfreie-stadt");
});

journey("the filter is sound for assistive technology and fits on a phone", async ({ open }) => {
  const page = await open(TWO, viewports.phone);
  await becomes(() => met(page).then((n) => n > 0), true);
  await page.click("#filter-open");
  await page.waitForSelector("#filter-1-high", { visible: true });
  await page.click("#filter-lines-box > summary");
  await page.waitForSelector("#filter-lines", { visible: true });
  await page.click("#filter-lines-box details > summary");
  await becomes(async () => (await texts(page, "#filter-lines-box tbody th")).length, await met(page));
  assert.ok((await overflow(page)) <= 0);
  await runAxe(page);
  await screenshot(page, "filter-phone", { fullPage: true });
});

journey("a thumb follows the finger, and stops at the other", async ({ open }) => {
  const page = await open(TWO, viewports.narrow);
  await page.click("#filter-open");
  await page.waitForSelector("#filter-1-high-slide", { visible: true });
  assert.ok((await overflow(page)) <= 0);
  const end = await page.$eval("#filter-1-high-slide", (it) => {
    it.value = it.min;
    it.dispatchEvent(new Event("input", { bubbles: true }));
    return it.min;
  });
  await becomes(() => page.$eval("#filter-1-high-slide", (it) => it.value), end);
  const before = await page.$eval("#filter-1-high-slide", (it) => it.value);
  await page.$eval("#filter-1-low-slide", (it) => {
    it.value = it.max;
    it.dispatchEvent(new Event("input", { bubbles: true }));
  });
  await becomes(() => page.$eval("#filter-1-low-slide", (it) => it.value), before);
  await runAxe(page);
});
