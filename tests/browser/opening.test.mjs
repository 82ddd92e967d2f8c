import assert from "node:assert/strict";
import { journey, screenshot, waitReady } from "./harness.mjs";
import { attribute, becomes, chooseIndicator, inLink, linkSays, spoken, tableRow, text, texts, until } from "./steps.mjs";

const HOME = "Verfügbares Einkommen je Einwohner, Kreise, 2018";

journey.everywhere("the bare address shows the map, its title and what it means", async ({ open }) => {
  const page = await open();
  assert.equal(await page.title(), `${HOME} – Sozialatlas Deutschland`);
  assert.equal(await text(page, "#view-title"), HOME);
  assert.match(await text(page, "#words"), /Die Karte zeigt, wie hoch das verfügbare Einkommen je Einwohner im Jahr 2018 war\./);
  assert.match(await text(page, "#words"), /in Heilbronn \(36 883 €\), am niedrigsten in Gelsenkirchen \(16 450 €\)/);
  assert.match(await text(page, "#source"), /Statistische Ämter des Bundes und der Länder.*Grenzen: © GeoBasis-DE \/ BKG/s);
  const marks = await page.evaluate(() => performance.getEntriesByName("teilraum:first-map").length);
  assert.equal(marks, 1);
  assert.match(await attribute(page, "#map-surface", "aria-label"), /^Karte: .*400 Gebiete/);
});

journey("all files of the first map are asked for together, one step after the pointer file", async (visit) => {
  const manifest = await (await fetch(new URL("data/manifest.json", visit.url))).json();
  const together = [manifest.generation, ...manifest.first, manifest.mesh].map((path) => new URL(`data/${path}`, visit.url).href);
  const page = await visit.blank();
  await page.setRequestInterception(true);
  // Nothing of them is answered before all of them have been asked for.
  const held = new Map();
  page.on("request", (request) => {
    if (!together.includes(request.url())) {
      void request.continue();
      return;
    }
    held.set(request.url(), request);
    if (held.size === together.length) for (const waiting of held.values()) void waiting.continue();
  });
  await page.goto(visit.url);
  await waitReady(page);
  assert.deepEqual([...held.keys()].sort(), [...together].sort());
});

journey("the first map does not wait for finer outlines", async (visit) => {
  const manifest = await (await fetch(new URL("data/manifest.json", visit.url))).json();
  const generation = await (await fetch(new URL(`data/${manifest.generation}`, visit.url))).json();
  const kreis = generation.levels.findIndex((level) => level.key === "kreis");
  const outlines = generation.geometry.find((set) => set.serves.includes(kreis));
  const finer = outlines.bands.slice(1).map((file) => file.path);
  const page = await visit.blank();
  await page.setRequestInterception(true);
  const held = [];
  page.on("request", (request) => {
    if (finer.some((path) => request.url().endsWith(path))) held.push(request);
    else void request.continue();
  });
  await page.goto(new URL("#v=1&i=disposable-income-per-head&l=kreis&p=latest&z=117000,-200000,120000", visit.url).href);
  await waitReady(page);
  await becomes(() => held.length > 0, true);
  for (const request of held) await request.continue();
});

journey.everywhere("a deep link restores the whole view and its sentence is read", async ({ open }) => {
  const link =
    "v=1&i=disposable-income-per-head&l=kreis&p=2010&a=16053&m=quantile&k=4&pp=1&z=60000,20000,260000&t=table&s=value-&lang=en";
  const page = await open(`#${link}`);
  assert.match(await page.title(), /2010/);
  assert.equal(await attribute(page, "html", "lang"), "en");
  assert.equal(await attribute(page, "#tab-table", "aria-selected"), "true");
  assert.equal(await attribute(page, "#table th.col-value", "aria-sort"), "descending");
  assert.equal((await tableRow(page, "16053")).chosen, true);
  assert.match(await text(page, "#area-name"), /Jena/);
  await page.click("#tab-map");
  await until(page, () => document.querySelectorAll("#legend-classes .class-row").length === 4);
  assert.match(await text(page, "#legend-method"), /2010/);
  await becomes(() => page.evaluate(() => document.getElementById("map-surface").classList.contains("away")), true);
  for (const [key, value] of new URLSearchParams(link)) {
    if (key !== "t") assert.equal(await inLink(page, key), value, `the link kept ${key}`);
  }
  await screenshot(page, "deep-link");
});

journey.everywhere("a link with mistakes is opened as far as it can be read, and the page says what it left out", async ({ open }) => {
  const page = await open("#v=1&i=disposable-income-per-head&l=kreis&p=1066&a=99999&colour=red");
  const notices = (await texts(page, "#notice-list li")).join("\n");
  assert.match(notices, /1066/);
  assert.match(notices, /99999/);
  assert.match(notices, /colour/);
  assert.equal(await text(page, "#view-title"), HOME);
});

journey.everywhere("an indicator chosen in the menu changes title, words, legend and link", async ({ open }) => {
  const page = await open();
  await chooseIndicator(page, "population", "Bevölkerungsdichte");
  await becomes(() => page.title(), /^Bevölkerungsdichte, Kreise, 2019 – /);
  await linkSays(page, "i", "population-density");
  await becomes(() => text(page, "#words"), /wie hoch die Bevölkerungsdichte im Jahr 2019 war/);
  assert.match(await text(page, "#legend-unit"), /km²|Quadratkilometer/);
  await becomes(() => spoken(page), /^Bevölkerungsdichte, Kreise, 2019\./);
  assert.equal(await attribute(page, "#themes .chosen button", "aria-current"), "true");
});

journey.everywhere("slider, buttons, list and brackets all choose the period", async ({ open }) => {
  const page = await open();
  const period = () => text(page, "#view-title");
  await page.click("#period-earlier");
  await becomes(period, /, 2017$/);
  await linkSays(page, "p", "2017");
  await page.select("#period-select", "2005");
  await becomes(period, /, 2005$/);
  await page.focus("#period-range");
  await page.keyboard.press("ArrowRight");
  await becomes(period, /, 2006$/);
  assert.match(await attribute(page, "#period-range", "aria-valuetext"), /2006/);
  await page.focus("#map-surface");
  await page.keyboard.press("[");
  await becomes(period, /, 2005$/);
  await page.keyboard.press("]");
  await becomes(period, /, 2006$/);
  await page.select("#period-select", "2018");
  await linkSays(page, "p", "latest");
  assert.equal(await page.$eval("#period-later", (button) => button.disabled), true);
});

journey.everywhere("back and forward walk through what was chosen", async ({ open }) => {
  const page = await open("#v=1&i=disposable-income-per-head&l=kreis&p=latest");
  await chooseIndicator(page, "population", "Bevölkerungsdichte");
  await linkSays(page, "i", "population-density");
  await page.click("#tab-table");
  await linkSays(page, "t", "table");
  await page.evaluate(() => history.back());
  await becomes(() => attribute(page, "#tab-map", "aria-selected"), "true");
  assert.equal(await inLink(page, "i"), "population-density");
  await page.evaluate(() => history.back());
  await becomes(() => text(page, "#view-title"), HOME);
  await page.evaluate(() => history.forward());
  await becomes(() => text(page, "#view-title"), "Bevölkerungsdichte, Kreise, 2019");
  await linkSays(page, "i", "population-density");
});

journey.everywhere("English changes every word, the numbers and the link", async ({ open }) => {
  const page = await open();
  await page.click('#languages button[lang="en"]');
  await becomes(() => attribute(page, "html", "lang"), "en");
  await linkSays(page, "lang", "en");
  assert.match(await page.title(), /^Disposable income per inhabitant|^Disposable income/);
  assert.match(await text(page, "#words"), /36,883/);
  assert.equal(await text(page, "#tab-table"), "Table");
  const german = await page.evaluate(() => document.body.innerText.match(/\b(Karte|Tabelle|Legende|Gebiete?|Quelle|Klassen?|Zeitpunkt|Auswahl)\b/g));
  assert.equal(german, null);
  await page.click('#languages button[lang="de"]');
  await becomes(() => text(page, "#view-title"), HOME);
});

journey("the time from an action to its colours is measured, but not the time of fetching", async ({ open }) => {
  const page = await open();
  const measures = () => page.evaluate(() => performance.getEntriesByName("teilraum:recolour").map((it) => it.duration));
  const before = (await measures()).length;
  await page.click("#period-earlier");
  await becomes(() => text(page, "#view-title"), /, 2017$/);
  const after = await measures();
  assert.equal(after.length, before + 1);
  assert.ok(after.every((duration) => duration > 0));
  await chooseIndicator(page, "population", "Bevölkerungsdichte");
  await becomes(() => text(page, "#words"), /Bevölkerungsdichte/);
  assert.equal((await measures()).length, after.length, "an indicator that had to be fetched");
  await page.click("#zoom-in");
  await until(page, () => performance.getEntriesByName("teilraum:frame").length > 0);
});

journey("the long definitions are fetched when somebody opens them", async (visit) => {
  const page = await visit.open();
  const definitions = () => visit.requests.filter((url) => /\/data\/d\//.test(url)).length;
  assert.equal(definitions(), 0);
  await page.click("#method > summary");
  await becomes(() => text(page, "#method-list"), /Definition/);
  assert.equal(definitions(), 1);
  assert.ok((await texts(page, "#method-list dd")).every((words) => words.length > 0));
});
