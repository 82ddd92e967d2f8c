import assert from "node:assert/strict";
import { journey, runAxe, screenshot, viewports, waitReady } from "./harness.mjs";
import { attribute, becomes, choose, linkSays, overflow, press, spoken, tabTo, text, texts, until } from "./steps.mjs";

const VIEW = "#v=1&i=disposable-income-per-head&l=kreis&p=latest";
const CHARTS = `${VIEW}&t=charts`;
/** All areas of the finest level have this one. */
const MANY = "#v=1&i=settlement-share&l=gemeinde&p=latest&t=charts";

const words = async (page) => (await texts(page, ".charts-words p")).join(" ");

/** What a chart's mark is for those who listen: role, name, value of the element that leads through its points. */
const told = (page, selector) => page.evaluate((s) => {
  const it = document.querySelector(s);
  return { role: it.getAttribute("role") ?? it.type, name: it.getAttribute("aria-label") ?? it.labels?.[0]?.innerText ?? "", value: it.getAttribute("aria-valuetext") };
}, selector);

journey.everywhere("what changed since 2010 is answered by mouse, and a link restores the answer", async (visit) => {
  const page = await visit.open(`${VIEW}&a=16053`);
  await page.click("#tab-charts");
  await linkSays(page, "t", "charts");
  await page.waitForSelector("#panel-charts input[name=chart]");
  await choose(page, "chart", "course");
  await linkSays(page, "ch", "course");
  await becomes(() => text(page, "#chart-title"), /^Verlauf: Verfügbares Einkommen je Einwohner, Jena, 2000 bis 2018$/);
  await becomes(() => words(page), /^Jena: Von 2000 bis 2018 um .* gestiegen/);
  await page.select("#chart-since-select", "2010");
  await linkSays(page, "gs", "2010");
  await becomes(() => words(page), /^Jena: Von 2010 bis 2018 um .* gestiegen\. Ab 2010: gesicherter Anstieg, im Mittel .* pro Jahr\..*Median der Kreise: Von 2010 bis 2018/);
  await becomes(() => page.$$eval("#chart .line.mark-chosen", (all) => all.length), 1);
  assert.ok((await texts(page, "#chart text")).includes("Jena"));
  await runAxe(page);
  await screenshot(page, "charts-course");
  const answer = await words(page);
  const link = await page.evaluate(() => location.hash);
  const again = await visit.blank();
  await again.goto(new URL(link, visit.url).href);
  await waitReady(again);
  await becomes(() => words(again), answer);
  assert.equal(await attribute(again, "#tab-charts", "aria-selected"), "true");
});

journey.everywhere("what changed since 2010 is answered by keyboard alone, period by period", async ({ open }) => {
  const page = await open(`${VIEW}&a=16053`);
  await tabTo(page, "#tab-map");
  await press(page, "End", "ArrowLeft");
  await linkSays(page, "t", "charts");
  await page.waitForSelector("#panel-charts input[name=chart]");
  await tabTo(page, "input[name=chart]");
  await press(page, "ArrowDown", "ArrowDown");
  await linkSays(page, "ch", "course");
  await becomes(() => page.evaluate(() => document.activeElement?.value), "course");
  await tabTo(page, "#chart-since-select");
  await page.select("#chart-since-select", "2010");
  await becomes(() => words(page), /^Jena: Von 2010 bis 2018/);
  await tabTo(page, "#chart-slide");
  const before = await told(page, "#chart-slide");
  assert.equal(before.role, "range");
  assert.equal(before.name, "Zeitpunkt im Verlauf");
  assert.match(before.value, /^2018: Jena.*; Thüringen: .*; Deutschland: .*; Median der Kreise: /);
  await press(page, "ArrowLeft");
  await linkSays(page, "p", "2017");
  await becomes(async () => (await told(page, "#chart-slide")).value, /^2017: Jena/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "chart-slide");
  await becomes(() => words(page), /^Jena: Von 2010 bis 2017/);
  await tabTo(page, "#chart-table > summary");
  await press(page, "Enter");
  await becomes(() => page.$$eval("#chart-table tbody tr", (rows) => rows.length), 19);
  await runAxe(page);
});

journey.everywhere("the ranking is a list to walk through, with value and rank told", async ({ open }) => {
  const page = await open(`${CHARTS}&a=16053`);
  await page.waitForSelector("#rank-list [role=option]");
  await becomes(() => text(page, "#chart-title"), /^Rangfolge: Verfügbares Einkommen je Einwohner, Kreise, 2018$/);
  await becomes(() => words(page), /^Jena, kreisfreie Stadt: Rang \d+ von 40\d Kreisen/);
  const chosen = () => page.evaluate(() => {
    const row = document.querySelector("#rank-list [aria-selected=true]");
    return row && { label: row.querySelector(".hidden").textContent.replace(/[\u00A0\u202F]/g, " "), place: Number(row.getAttribute("aria-posinset")), all: Number(row.getAttribute("aria-setsize")) };
  });
  const first = await chosen();
  assert.match(first.label, /^Rang \d+: Jena, kreisfreie Stadt, \d\d \d\d\d €$|^Rang \d+: Jena, kreisfreie Stadt, \d\d\.\d\d\d €$/);
  assert.equal(first.all, await page.evaluate(() => Number(document.querySelector("#rank-list [role=option]").getAttribute("aria-setsize"))));
  await page.focus("#rank-list");
  await press(page, "ArrowDown");
  await becomes(async () => (await chosen())?.place, first.place + 1);
  await becomes(() => spoken(page), /Rang \d+ von/);
  assert.equal(await page.evaluate(() => document.activeElement.id), "rank-list");
  await press(page, "Home");
  await becomes(async () => (await chosen())?.label, /^Rang 1: /);
  await becomes(() => attribute(page, "#rank-list", "aria-activedescendant"), "rank-0");
  await runAxe(page);
  await screenshot(page, "charts-ranking");
});

journey("of ten thousand areas only the rows in sight are made, and the last one is reached", async ({ open }) => {
  const page = await open(MANY);
  await page.waitForSelector("#rank-list [role=option]");
  const total = await page.$eval("#rank-list [role=option]", (row) => Number(row.getAttribute("aria-setsize")));
  assert.ok(total > 10_000, String(total));
  assert.ok((await page.$$eval("#rank-list [role=option]", (rows) => rows.length)) < 60);
  await page.focus("#rank-list");
  await press(page, "End");
  await becomes(() => page.$eval("#rank-list [aria-selected=true]", (row) => Number(row.getAttribute("aria-posinset"))).catch(() => 0), total);
  assert.ok((await page.$$eval("#rank-list [role=option]", (rows) => rows.length)) < 60);
  await choose(page, "chart", "spread");
  await page.waitForSelector("#chart .mark-dot");
  await screenshot(page, "charts-spread-many");
});

journey.everywhere("a point of the distribution is chosen by a click and by the slider", async ({ open }) => {
  const page = await open(`${CHARTS}&ch=spread`);
  await page.waitForSelector("#chart .mark-dot");
  assert.deepEqual((await told(page, "#chart-slide")).value, "kein Gebiet gewählt");
  await page.focus("#chart-slide");
  await press(page, "End");
  await becomes(async () => (await told(page, "#chart-slide")).value, /^Rang 1: /);
  await becomes(() => words(page), /Das liegt im oberen Viertel: .* von den Kreisen haben einen niedrigeren Wert/);
  const highest = await page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get("a"));
  await page.$eval("#chart", (it) => it.scrollIntoView({ block: "center" }));
  const box = await (await page.$("#chart")).boundingBox();
  const middle = await page.evaluate(() => {
    const half = document.querySelector("#chart .mark-half").getBoundingClientRect();
    return [half.x + half.width / 2, half.y + half.height / 2];
  });
  assert.ok(middle[0] > box.x && middle[0] < box.x + box.width);
  await page.mouse.click(...middle);
  await until(page, (key) => new URLSearchParams(location.hash.slice(1)).get("a") !== key, highest);
  await becomes(() => words(page), /Das liegt in der mittleren Hälfte/);
  await runAxe(page);
  await screenshot(page, "charts-spread");
});

for (const [name, viewport] of Object.entries({ phone: viewports.phone, narrow: viewports.narrow })) {
  journey(`every chart fits a ${name} screen and is sound for assistive technology`, async ({ open }) => {
    const page = await open(`${CHARTS}&a=13076`, viewport);
    for (const chart of ["ranking", "spread", "course"]) {
      await page.waitForSelector("#panel-charts input[name=chart], #chart-select");
      await choose(page, "chart", chart);
      await becomes(() => attribute(page, "#panel-charts", "data-chart"), chart);
      await page.waitForSelector("#chart svg");
      assert.equal(await overflow(page), 0, `${chart} at ${viewport.width}`);
      await runAxe(page);
      await screenshot(page, `charts-${chart}-${name}`, { fullPage: true });
    }
  });
}

journey("in the dark the charts have the page's colours", async (visit) => {
  const page = await visit.blank();
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
  await page.goto(new URL(`${CHARTS}&ch=course&a=16053`, visit.url).href);
  await waitReady(page);
  await page.waitForSelector("#chart .line.mark-chosen");
  const color = (selector, name) => page.$eval(selector, (it, property) => getComputedStyle(it)[property], name);
  assert.equal(await color("#chart .line.mark-chosen", "stroke"), await color("#area-name", "color"));
  await runAxe(page);
  await screenshot(page, "charts-course-dark");
});

journey("the picture of a chart is saved with title, source and date", async ({ open }) => {
  const page = await open(`${CHARTS}&ch=spread&a=16053`);
  await page.waitForSelector("#chart .mark-dot");
  await page.click("#download-open");
  await page.waitForSelector("#download[open]");
  await page.click("#picture-open");
  await page.waitForSelector("#picture canvas");
  await page.evaluate(() => {
    globalThis.saved = [];
    const make = URL.createObjectURL;
    URL.createObjectURL = (blob) => {
      globalThis.saved.push(blob);
      return make.call(URL, blob);
    };
    HTMLAnchorElement.prototype.click = () => {};
  });
  await page.click("#picture input[value=svg]");
  await page.click("#picture-save");
  await until(page, () => globalThis.saved.length > 0);
  const written = await page.evaluate(() => globalThis.saved[0].text());
  assert.match(written, /<title>Verteilung: Verfügbares Einkommen je Einwohner, Kreise, 2018<\/title>/);
  assert.match(written, /Jena: \d/);
  assert.match(written, /Quelle: /);
});
