import assert from "node:assert/strict";
import { crc32, deflateRawSync, inflateRawSync } from "node:zlib";
import { journey, runAxe, screenshot, viewports, waitReady } from "./harness.mjs";
import { attribute, becomes, choose, linkSays, overflow, settled, spoken, text, texts, until } from "./steps.mjs";

const GEMEINDEN = "v=1&i=settlement-share&l=gemeinde&p=latest";

/** The catalogue of the served atlas, and where its levels are. */
async function catalogueOf(url) {
  const get = async (path) => (await fetch(new URL(`data/${path}`, url))).json();
  const manifest = await get("manifest.json");
  const catalogue = await get(manifest.generation);
  const level = (key) => catalogue.levels.findIndex((it) => it.key === key);
  return { catalogue, level };
}

/** Every file that only views of `key` need. */
async function filesOf(url, key) {
  const { catalogue, level } = await catalogueOf(url);
  const [first, end] = catalogue.levels[level(key)].areas;
  const about = (file) => file.areas[0] < end && first < file.areas[1];
  const runs = [...catalogue.areas, ...catalogue.search, ...catalogue.geometry.flatMap((set) => set.neighbours)];
  const sets = catalogue.geometry.filter((set) => set.serves.includes(level(key)) && !set.serves.includes(level("kreis")));
  const blocks = catalogue.indicators.flatMap((it) => it.blocks).filter((block) => block.level === level(key));
  return [...runs.filter(about), ...sets.flatMap((set) => [...set.bands, set.mesh]), ...blocks.map((block) => block.file)].map((file) => file.path);
}

journey.everywhere("a view of the Kreise fetches nothing of the Gemeinden", async (visit) => {
  const fine = await filesOf(visit.url, "gemeinde");
  assert.ok(fine.length >= 5, fine.join());
  const page = await visit.open("#v=1&i=disposable-income-per-head&l=kreis&p=latest&a=09188");
  await settled(page);
  await page.click("#tab-table");
  await becomes(() => attribute(page, "#tab-table", "aria-selected"), "true");
  const asked = visit.requests.filter((url) => fine.some((path) => url.endsWith(path)));
  assert.deepEqual(asked, []);
});

journey.everywhere("the Gemeinden come when the reader goes there, with the status of their outlines", async (visit) => {
  const page = await visit.open("#v=1&i=disposable-income-per-head&l=kreis&p=latest");
  await page.evaluate((link) => { location.hash = link; }, GEMEINDEN);
  await becomes(() => text(page, "#view-title"), /Gemeinden/);
  await settled(page);
  await becomes(() => attribute(page, "#map-surface", "aria-label"), /1\d \d{3} Gebiete|1\d.\d{3} Gebiete/);
  assert.match(await text(page, "#source"), /Gebietsstand/);
  await screenshot(page, "gemeinden");
  await choose(page, "level", "gemeinde").catch(() => undefined);
  assert.equal(await overflow(page), 0);
});

journey("a table of all Gemeinden is turned page by page, by button and by link", async ({ open }) => {
  const page = await open(`#${GEMEINDEN}&t=table`);
  const total = Number(await attribute(page, "#table", "aria-rowcount")) - 1;
  assert.ok(total > 10_000, String(total));
  assert.equal((await texts(page, "#table tbody tr")).length, 500);
  assert.match(await text(page, ".table-pages .page-label"), /^Zeilen 1 bis 500 von 1\d \d{3}$/);
  await page.focus('.table-pages [data-page="later"]');
  await page.keyboard.press("Enter");
  await linkSays(page, "n", "2");
  await becomes(() => attribute(page, "#table tbody tr", "aria-rowindex"), "502");
  await becomes(() => spoken(page), /^Zeilen 501 bis 1 000 von/);
  assert.equal(await page.evaluate(() => document.activeElement.dataset.page), "later", "the focus stays on the button");
  await page.click('#table button[data-sort="value"]');
  await linkSays(page, "n", null);
  await screenshot(page, "gemeinden-table");
  await page.click('.table-pages [data-page="last"]');
  await becomes(async () => (await texts(page, "#table tbody tr")).length, ((total - 1) % 500) + 1);
  assert.equal(await attribute(page, '.table-pages [data-page="last"]', "aria-disabled"), "true");
  await runAxe(page, "#panel-table");
});

journey("from a chosen Gemeinde the table leads to its page", async ({ open }) => {
  const page = await open(`#${GEMEINDEN}&t=table&a=09188139`);
  await until(page, () => !document.querySelector('.table-pages [data-page="chosen"]').hidden);
  await page.click('.table-pages [data-page="chosen"]');
  await until(page, () => Boolean(document.querySelector("#table tr.chosen")));
});

journey("on a phone the Gemeinden and their table fit", async ({ open }) => {
  const page = await open(`#${GEMEINDEN}`, viewports.phone);
  assert.equal(await overflow(page), 0);
  await screenshot(page, "phone-gemeinden");
  const table = await open(`#${GEMEINDEN}&t=table`, viewports.phone);
  assert.equal(await overflow(table), 0);
  await screenshot(table, "phone-gemeinden-table");
});

journey.everywhere("the search finds a Gemeinde once its name is here, and leads to where there are figures", async ({ open }) => {
  const page = await open("#v=1&i=disposable-income-per-head&l=kreis&p=latest");
  await page.focus("#search-input");
  await page.keyboard.type("Feldafing");
  await becomes(async () => (await texts(page, "#search-list [role=option]")).join("\n"), /Feldafing.*Zahlen für Starnberg/s);
  await page.keyboard.press("Enter");
  await linkSays(page, "a", "09188");
  await becomes(() => text(page, "#area-name"), /^Starnberg/);
  const fine = await open(`#${GEMEINDEN}`);
  await fine.focus("#search-input");
  await fine.keyboard.type("Feldafing");
  await becomes(async () => (await texts(fine, "#search-list [role=option]")).join("\n"), /Feldafing/);
  await fine.keyboard.press("Enter");
  await linkSays(fine, "a", /^09188\d{3}$/);
});

/** The bytes of a file of texts with another notice in them. */
function noticed(bytes, notice) {
  const words = inflateRawSync(bytes.subarray(20)).subarray(8).toString("utf8");
  const tree = JSON.parse(words);
  tree.atlas.notice = notice;
  const content = Buffer.from(JSON.stringify(tree));
  const head = Buffer.alloc(8);
  head.write("text", "latin1");
  head.writeUInt32LE((content.length | 0x80000000) >>> 0, 4);
  const payload = Buffer.concat([head, content]);
  const packed = deflateRawSync(payload);
  const header = Buffer.alloc(20);
  bytes.copy(header, 0, 0, 8);
  header.writeUInt32LE(payload.length, 8);
  header.writeUInt32LE(packed.length, 12);
  header.writeUInt32LE(crc32(Buffer.concat([header.subarray(0, 16), payload])), 16);
  return Buffer.concat([header, packed]);
}

journey("a notice of the atlas stands on the page, on the card and on paper", async (visit) => {
  const { catalogue } = await catalogueOf(visit.url);
  const path = catalogue.texts.de.core.path;
  const page = await visit.blank();
  await page.setRequestInterception(true);
  page.on("request", async (request) => {
    if (!request.url().endsWith(path)) return request.continue();
    const bytes = Buffer.from(await (await fetch(request.url())).arrayBuffer());
    return request.respond({ status: 200, contentType: "application/octet-stream", body: noticed(bytes, "Erfundene Daten") });
  });
  await page.goto(new URL("#v=1&i=disposable-income-per-head&l=kreis&p=latest&a=09188", visit.url).href);
  await waitReady(page);
  assert.equal(await text(page, "#atlas-notice"), "Erfundene Daten");
  assert.match(await text(page, "#area-notes"), /Erfundene Daten/);
  await screenshot(page, "notice");
  await runAxe(page);
  await page.emulateMediaType("print");
  assert.equal(await text(page, "#atlas-notice"), "Erfundene Daten");
});

journey("without a notice there is no empty band", async ({ open }) => {
  const page = await open();
  assert.equal(await page.$eval("#atlas-notice", (band) => band.hidden), true);
});
