import assert from "node:assert/strict";
import { journey, screenshot } from "./harness.mjs";
import { attribute, becomes, inLink, linkSays, press, spoken, tabTo, text, texts } from "./steps.mjs";

/** München, the Landkreise around it, and the one east of them. */
const MUNICH = "09162";
const AROUND_MUNICH = ["09184", "09179", "09174", "09188", "09175"];

journey.everywhere("the keyboard walks from area to area, and each one is announced", async ({ open }) => {
  const page = await open(`#v=1&i=disposable-income-per-head&l=kreis&p=latest&a=${MUNICH}`);
  await tabTo(page, "#map-proxy");
  assert.equal(await attribute(page, "#map-proxy", "aria-label"), "München, kreisfreie Stadt");
  await press(page, "ArrowRight");
  await becomes(async () => AROUND_MUNICH.includes(await inLink(page, "a")), true);
  const name = await text(page, "#area-name");
  await becomes(async () => (await spoken(page)).startsWith(`${name}: `), true);
  assert.equal(await attribute(page, "#map-proxy", "aria-label"), name);
  const seen = new Set([MUNICH]);
  for (const key of ["ArrowUp", "ArrowUp", "ArrowLeft", "ArrowLeft"]) {
    const before = await attribute(page, "#map-proxy", "data-area");
    await press(page, key);
    await becomes(async () => (await attribute(page, "#map-proxy", "data-area")) !== before, true);
    seen.add(await attribute(page, "#map-proxy", "data-area"));
  }
  assert.ok(seen.size >= 4, [...seen].join(" "));
  assert.equal(await page.evaluate(() => document.activeElement.id), "map-proxy", "the focus stays on the map");
  await screenshot(page, "keyboard-walk");
});

journey.everywhere("page keys go by rank, the ends to the extremes, Enter zooms, Escape lets go", async ({ open }) => {
  const page = await open();
  await tabTo(page, "#map-surface");
  await press(page, "Home");
  await linkSays(page, "a", "08121");
  await becomes(() => spoken(page), /^Heilbronn, Stadtkreis: 36 883 €/);
  await press(page, "PageDown");
  await linkSays(page, "a", "09188");
  await becomes(() => spoken(page), /^Starnberg, Landkreis: 35 356 €/);
  assert.match(await text(page, "#area-rank"), /^Rang 2 von 40[01]/);
  await press(page, "End");
  await linkSays(page, "a", "05513");
  await press(page, "PageUp");
  await linkSays(page, "a", "05112");
  await press(page, "Enter");
  await linkSays(page, "z", /^-?\d+,-?\d+,\d+$/);
  await press(page, "Escape");
  await linkSays(page, "a", null);
  await becomes(() => spoken(page), "Kein Gebiet gewählt.");
  assert.equal(await page.evaluate(() => document.activeElement.id), "map-surface");
  await press(page, "0");
  await linkSays(page, "z", null);
});

journey("arrows reach islands and come back from them", async ({ open }) => {
  // Rügen, Fehmarn's Kreis and the coast of the North Sea lie at the edge of the land.
  const page = await open("#v=1&i=disposable-income-per-head&l=land&p=latest&a=13");
  await tabTo(page, "#map-proxy");
  const seen = new Set(["13"]);
  for (const key of ["ArrowLeft", "ArrowDown", "ArrowDown", "ArrowRight", "ArrowUp", "ArrowRight", "ArrowDown", "ArrowLeft"]) {
    await press(page, key);
    seen.add(await attribute(page, "#map-proxy", "data-area"));
  }
  assert.ok(seen.size >= 4, [...seen].join(" "));
});

/** Types into the search and gives its hits. */
async function hitsFor(page, typed, expected) {
  await page.focus("#search-input");
  await page.$eval("#search-input", (input) => input.select());
  await page.keyboard.type(typed);
  await becomes(async () => (await texts(page, "#search-list [role=option]")).some((hit) => expected.test(hit)), true);
  return texts(page, "#search-list [role=option]");
}

journey.everywhere("a search for München offers the city and the Landkreis", async ({ open }) => {
  const page = await open();
  const hits = await hitsFor(page, "München", /München/);
  assert.ok(hits.some((hit) => /München.*kreisfreie Stadt/.test(hit)), hits.join("\n"));
  assert.ok(hits.some((hit) => /München.*Landkreis/.test(hit)), hits.join("\n"));
  assert.equal(await attribute(page, "#search-input", "aria-expanded"), "true");
  await press(page, "ArrowDown");
  assert.equal(await attribute(page, "#search-input", "aria-activedescendant"), "search-hit-0");
  await press(page, "Enter");
  await becomes(async () => ["09162", "09184"].includes(await inLink(page, "a")), true);
  await becomes(() => text(page, "#area-name"), /^München/);
  assert.equal(await attribute(page, "#search-input", "aria-expanded"), "false");
  await linkSays(page, "z", /^\d/);
});

for (const [what, typed, hit, key] of [
  ["the key of a Kreis", "16053", /Jena/, "16053"],
  ["a postcode", "07743", /Jena/, "16053"],
  ["a former name", "Karl-Marx-Stadt", /Chemnitz/, "14511"],
  ["a name without its umlaut", "Gottingen", /Göttingen/, "03159"],
]) {
  journey(`a search finds an area by ${what}`, async ({ open }) => {
    const page = await open();
    const hits = await hitsFor(page, typed, hit);
    assert.match(hits[0], hit);
    await press(page, "Enter");
    await linkSays(page, "a", key);
  });
}

journey("a search that finds nothing says what to try", async ({ open }) => {
  const page = await open();
  await page.type("#search-input", "Xyzzyville");
  await becomes(() => text(page, "#search-list"), /Nichts gefunden/);
  await press(page, "Escape");
  await becomes(() => attribute(page, "#search-input", "aria-expanded"), "false");
});

journey.everywhere("the links at the top lead to search, view and answer", async ({ open }) => {
  const page = await open();
  await press(page, "Tab");
  assert.equal(await page.evaluate(() => document.activeElement.dataset.to), "search-input");
  await press(page, "Enter");
  await becomes(() => page.evaluate(() => document.activeElement.id), "search-input");
});
