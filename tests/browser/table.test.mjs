import assert from "node:assert/strict";
import { journey, runAxe, screenshot } from "./harness.mjs";
import { attribute, becomes, inLink, linkSays, press, tableRow, text, texts } from "./steps.mjs";

/** The numbers of the table, from top to bottom. */
async function numbers(page) {
  const cells = await texts(page, "#table tbody td.col-value.number");
  return cells.map((cell) => Number(cell.replace(/[^\d,−-]/g, "").replace("−", "-").replace(",", ".")));
}

const rises = (list) => list.every((value, at) => at === 0 || list[at - 1] <= value);

journey.everywhere("the table holds the same values and is sorted by keyboard", async ({ open }) => {
  const page = await open("#v=1&i=disposable-income-per-head&l=kreis&p=latest&a=09188");
  await page.focus("#tab-map");
  await press(page, "ArrowRight");
  await becomes(() => attribute(page, "#tab-table", "aria-selected"), "true");
  assert.equal(await page.evaluate(() => document.activeElement.id), "tab-table");
  await becomes(() => text(page, "#table caption"), /Verfügbares Einkommen je Einwohner, Kreise, 2018/);
  assert.equal(await attribute(page, "#table th.col-name", "aria-sort"), "ascending");
  await page.focus('#table button[data-sort="value"]');
  await press(page, "Enter");
  await becomes(() => attribute(page, "#table th.col-value", "aria-sort"), "descending");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.sort), "value", "the focus stays on the head");
  assert.equal(await attribute(page, "#table th.col-name", "aria-sort"), "none");
  assert.ok(rises((await numbers(page)).reverse()));
  await linkSays(page, "s", "value-");
  await press(page, "Enter");
  await becomes(() => attribute(page, "#table th.col-value", "aria-sort"), "ascending");
  assert.ok(rises(await numbers(page)));
  const starnberg = await tableRow(page, "09188");
  assert.deepEqual([starnberg.value, starnberg.chosen], ["35 356", true]);
  await screenshot(page, "table");
});

journey.everywhere("an area chosen in the table is chosen on the map", async ({ open }) => {
  const page = await open("#v=1&i=disposable-income-per-head&l=kreis&p=latest&t=table");
  await page.focus('#table button[data-area="16053"]');
  await press(page, "Enter");
  await linkSays(page, "a", "16053");
  await becomes(async () => (await tableRow(page, "16053")).chosen, true);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.area), "16053");
  await page.click("#tab-map");
  await becomes(() => page.evaluate(() => document.getElementById("map-proxy").hidden), false);
  assert.match(await attribute(page, "#map-proxy", "aria-label"), /^Jena/);
});

journey.everywhere("a value that is unknown or secret is said in words, in table, legend and card", async ({ open }) => {
  const page = await open("#v=1&i=leavers-with-abitur-share&l=kreis&p=2007&t=table&a=06411");
  assert.equal((await tableRow(page, "06411")).value, "unbekannt oder geheim");
  assert.equal((await tableRow(page, "03159")).value, "nicht sinnvoll");
  assert.equal((await tableRow(page, "05313")).value, "kein Wert");
  assert.equal(await text(page, "#area-value"), "unbekannt oder geheim");
  assert.match(await text(page, "#area-state"), /Die Quelle zeigt einen Punkt/);
  assert.match(await text(page, "#words"), /unbekannt oder geheim \(50\)/);
  await page.click("#tab-map");
  await becomes(async () => (await texts(page, "#legend-states .class-label")).includes("unbekannt oder geheim"), true);
});

journey("a value for another territory and a dissolved Kreis are explained", async ({ open }) => {
  const page = await open("#v=1&i=disposable-income-per-head&l=kreis&p=2018&t=table&a=16063");
  const wartburgkreis = await tableRow(page, "16063");
  assert.equal(wartburgkreis.value, "20 932");
  assert.match(wartburgkreis.note, /Eisenach/);
  const eisenach = await tableRow(page, "16056");
  assert.equal(eisenach.value, "19 639");
  assert.match(await text(page, "#area-notes"), /Eisenach/);
  await page.click('#table button[data-area="16056"]');
  await becomes(() => text(page, "#area-name"), /^Eisenach/);
  assert.match(await text(page, "#area-notes"), /nicht auf der Karte/);
  await page.click("#tab-map");
  await becomes(() => attribute(page, "#tab-map", "aria-selected"), "true");
  assert.equal(await page.evaluate(() => document.getElementById("map-proxy").hidden), true);
});

journey("city states are Länder and Kreise at once", async ({ open }) => {
  const page = await open("#v=1&i=disposable-income-per-head&l=kreis&p=latest&t=table");
  assert.equal((await tableRow(page, "02000")).value, "25 029");
  assert.equal((await tableRow(page, "11000")).value, "20 972");
});

journey("the chosen area says value, rank, comparisons and trend, and the trend is drawn", async ({ open }) => {
  const page = await open("#v=1&i=disposable-income-per-head&l=kreis&p=latest&a=09188");
  assert.equal(await text(page, "#area-value"), "35 356 €");
  const comparisons = await texts(page, "#area-comparisons tr");
  assert.match(comparisons.join("\n"), /Bayern.*25 309 €.*10 047/);
  assert.match(comparisons.join("\n"), /Deutschland.*22 899 €/);
  assert.match(await text(page, "#trend-title"), /2000 bis 2018/);
  await page.click("#trend-figure summary");
  await becomes(async () => (await texts(page, "#trend-table tbody tr")).length, 19);
  await page.click("#area-clear");
  await linkSays(page, "a", null);
  assert.equal(await page.evaluate(() => document.getElementById("area-card").hidden), true);
});

journey("the table with its states has no accessibility violation", async ({ open }) => {
  await runAxe(await open("#v=1&i=leavers-with-abitur-share&l=kreis&p=2007&t=table&a=06411"));
  assert.equal(await inLink(await open("#v=1&i=disposable-income-per-head&l=land&p=latest&t=table"), "l"), "land");
});
