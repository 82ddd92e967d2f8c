import assert from "node:assert/strict";
import { journey, runAxe, screenshot, waitReady } from "./harness.mjs";
import { attribute, becomes, chooseIndicator, tableRow, text, texts } from "./steps.mjs";

/** The pointer file and the catalogue of the served atlas. */
async function bundle(url) {
  const get = async (path) => (await fetch(new URL(`data/${path}`, url))).json();
  const manifest = await get("manifest.json");
  return { manifest, generation: await get(manifest.generation) };
}

/** The file with the values of an indicator on the level of the Kreise. */
function valuesOf(generation, key) {
  const indicator = generation.indicators.find((it) => it.key === key);
  const level = generation.levels.findIndex((it) => it.key === "kreis");
  return indicator.blocks.find((block) => block.level === level).file.path;
}

/** The outlines that draw the Kreise. */
function outlinesOf(generation) {
  const level = generation.levels.findIndex((it) => it.key === "kreis");
  return generation.geometry.find((set) => set.serves.includes(level));
}

/** Keeps only the first half. */
const truncated = (bytes) => bytes.subarray(0, Math.floor(bytes.length / 2));

/** Turns one byte in the middle. */
function altered(bytes) {
  const copy = Buffer.from(bytes);
  copy[Math.floor(copy.length / 2)] ^= 0x5a;
  return copy;
}

/**
 * A page on which one file arrives damaged, or with `null` not at all, until `heal` is called.
 */
async function damagedPage(visit, path, damage) {
  const page = await visit.blank();
  let sick = true;
  await page.setRequestInterception(true);
  page.on("request", async (request) => {
    if (!sick || !request.url().endsWith(`/${path}`)) await request.continue();
    else if (!damage) await request.respond({ status: 404, body: "not found" });
    else {
      const bytes = Buffer.from(await (await fetch(request.url())).arrayBuffer());
      await request.respond({ status: 200, contentType: "application/octet-stream", body: damage(bytes) });
    }
  });
  return { page, heal: () => { sick = false; } };
}

const notices = async (page) => (await texts(page, "#notice-list li")).join("\n");

/** Forgives what the browser itself says about the missing file, and nothing else. */
function forgive(visit, path) {
  const own = (line) => line.includes(path) || /status of 404|preloaded using link preload/.test(line);
  visit.incidents = visit.incidents.filter((line) => !own(line));
}

for (const [how, damage] of [["truncated", truncated], ["altered", altered], ["missing", null]]) {
  journey(`when values are ${how}, the page says so, the rest works, and a second try helps`, async (visit) => {
    const { generation } = await bundle(visit.url);
    const path = valuesOf(generation, "disposable-income-per-head");
    const { page, heal } = await damagedPage(visit, path, damage);
    await page.goto(visit.url);
    await becomes(() => notices(page), /andere Indikatoren und Ebenen sind nutzbar/);
    assert.ok((await notices(page)).includes(path), "the file is named");
    await runAxe(page);
    await screenshot(page, `values-${how}`);
    await chooseIndicator(page, "population", "Bevölkerungsdichte");
    await waitReady(page);
    await becomes(() => text(page, "#words"), /Bevölkerungsdichte/);
    heal();
    await page.click("#notice-retry");
    await becomes(() => notices(page), "");
    await chooseIndicator(page, "income", "Verfügbares Einkommen");
    await becomes(() => text(page, "#words"), /36 883 €/);
    forgive(visit, path);
  });
}

journey("without finer outlines the map stays coarser and everything else works", async (visit) => {
  const { generation } = await bundle(visit.url);
  const path = outlinesOf(generation).bands[1].path;
  const { page, heal } = await damagedPage(visit, path, null);
  await page.goto(new URL("#v=1&i=disposable-income-per-head&l=kreis&p=latest&a=09188&z=117000,-300000,90000", visit.url).href);
  await waitReady(page);
  await becomes(() => notices(page), /Die Karte bleibt gröber als sonst/);
  assert.equal(await text(page, "#area-value"), "35 356 €");
  heal();
  await page.click("#notice-retry");
  await becomes(() => notices(page), "");
  forgive(visit, path);
});

journey("without outlines there is no map, but table and words", async (visit) => {
  const { generation } = await bundle(visit.url);
  const path = outlinesOf(generation).mesh.path;
  const { page, heal } = await damagedPage(visit, path, truncated);
  await page.goto(visit.url);
  await becomes(() => notices(page), /Die Karte kann nicht gezeichnet werden; Tabelle und Angaben in Worten sind nutzbar/);
  await becomes(() => text(page, "#words"), /36 883 €/);
  await page.click("#tab-table");
  await becomes(async () => (await tableRow(page, "09188"))?.value, "35 356");
  heal();
  await page.click("#notice-retry");
  await becomes(() => notices(page), "");
  await page.click("#tab-map");
  await waitReady(page);
  forgive(visit, path);
});

for (const [what, file] of [
  ["the texts", ({ generation }) => generation.texts.de.core.path],
  ["the areas", ({ generation }) => generation.areas[0].path],
  ["the catalogue", ({ manifest }) => manifest.generation],
]) {
  journey(`when ${what} are altered, the page says that the atlas cannot start, and a second try helps`, async (visit) => {
    const path = file(await bundle(visit.url));
    const { page, heal } = await damagedPage(visit, path, altered);
    await page.goto(visit.url);
    await becomes(() => text(page, "#notices"), new RegExp(path));
    heal();
    await page.click("#notice-retry");
    await waitReady(page);
    await becomes(() => notices(page), "");
    forgive(visit, path);
  });
}

journey("without the pointer file the static picture stays and the page says what is missing", async (visit) => {
  const { page, heal } = await damagedPage(visit, "manifest.json", null);
  await page.goto(visit.url);
  await becomes(() => text(page, "#notices"), /manifest\.json/);
  assert.equal(await page.$eval("#map-preview", (image) => image.naturalWidth > 0 && image.checkVisibility()), true);
  await screenshot(page, "no-manifest");
  heal();
  await page.click("#notice-retry");
  await waitReady(page);
  forgive(visit, "manifest.json");
});

journey("without the file of names a search by name and key still works, and the page says what does not", async (visit) => {
  const { generation } = await bundle(visit.url);
  const path = generation.search.at(-1).path;
  const { page } = await damagedPage(visit, path, null);
  await page.goto(visit.url);
  await waitReady(page);
  await page.type("#search-input", "Starnberg");
  await becomes(async () => (await texts(page, "#search-list [role=option]"))[0], /Starnberg/);
  await becomes(() => notices(page), /Postleitzahlen und Ortsnamen werden nicht gefunden/);
  forgive(visit, path);
});

journey("when the engine cannot be loaded, the picture stays and the page says what to do", async (visit) => {
  const page = await visit.blank();
  await page.setRequestInterception(true);
  page.on("request", (request) => {
    if (request.url().endsWith(".wasm")) void request.respond({ status: 404, body: "not found" });
    else void request.continue();
  });
  await page.goto(visit.url);
  await becomes(() => attribute(page, "html", "data-teilraum"), "failed");
  assert.match(await text(page, "#failure"), /konnte nicht gestartet werden/);
  assert.ok(visit.incidents.length > 0);
  visit.incidents = visit.incidents.filter((line) => !/404|wasm|preload/i.test(line));
});
