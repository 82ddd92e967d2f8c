import assert from "node:assert/strict";
import { journey, screenshot } from "./harness.mjs";
import { attribute, becomes, choose, colorsOn, legendClasses, linkSays, text, texts, until } from "./steps.mjs";

/** Fewer pixels of a colour may be a blend at an edge. */
const SPECKS = 3;
/** A ground that states are drawn on; see the patterns of the legend. */
const STATE_GROUND = "#f0f0f0";

/** The colours of the legend that areas on the map have, and those found on the map; a single area may lie under a name. */
async function compared(page) {
  const classes = await legendClasses(page);
  const found = Object.keys(await colorsOn(page, "#map-canvas", SPECKS));
  const used = classes.filter((it) => it.count > 1 || (it.count === 1 && found.includes(it.color))).map((it) => it.color);
  return { used: used.sort(), painted: classes.map((it) => it.color).filter((color) => found.includes(color)).sort() };
}

/** Waits until the map is painted in exactly the colours of the legend's occupied classes. */
async function paintedAsLegend(page) {
  await becomes(async () => {
    const { used, painted } = await compared(page);
    return used.length > 0 && used.join() === painted.join();
  }, true);
  return compared(page);
}

journey.everywhere("the map is painted in the colours of the legend, no more and no fewer", async ({ open }) => {
  const page = await open();
  const home = await paintedAsLegend(page);
  assert.equal(home.used.length, 6, "of seven classes one is empty");
  assert.equal(new Set(home.used).size, home.used.length);
  assert.equal((await legendClasses(page)).reduce((sum, it) => sum + it.count, 0), 401);
  await page.select("#period-select", "2000");
  await becomes(() => text(page, "#view-title"), /2000$/);
  await paintedAsLegend(page);
});

journey("each state of a value has a look of its own on the map", async ({ open }) => {
  const page = await open("#v=1&i=leavers-with-abitur-share&l=kreis&p=2007");
  await paintedAsLegend(page);
  const states = await texts(page, "#legend-states .class-label");
  assert.deepEqual(states.sort(), ["kein Wert", "nicht sinnvoll", "unbekannt oder geheim"]);
  const looks = await page.evaluate(() =>
    [...document.querySelectorAll("#legend-states pattern")].map((it) => it.innerHTML));
  assert.equal(new Set(looks).size, looks.length);
  assert.ok(STATE_GROUND in (await colorsOn(page, "#map-canvas", SPECKS)), "Hessen is hatched");
  await page.click("#legend-states summary");
  await becomes(async () => (await texts(page, "#legend-states p")).some((words) => words.length > 20), true);
  await screenshot(page, "states");
});

journey.everywhere("a class of the legend is a switch that brings out its areas", async ({ open }) => {
  const page = await open();
  const before = await paintedAsLegend(page);
  const third = "#legend-classes li:nth-child(3) .class-row";
  await page.click(third);
  await becomes(() => attribute(page, third, "aria-pressed"), "true");
  await linkSays(page, "h", "4");
  const color = (await legendClasses(page))[2].color;
  await becomes(async () => (await compared(page)).painted.join(), color);
  await page.focus(third);
  await page.keyboard.press("Enter");
  await becomes(() => attribute(page, third, "aria-pressed"), "false");
  await linkSays(page, "h", null);
  await becomes(async () => (await compared(page)).painted.join(), before.painted.join());
});

journey.everywhere("method, number, scope and own bounds of the classes change map, legend and link", async ({ open }) => {
  const page = await open();
  await page.click("#classes-box > summary");
  await choose(page, "class-method", "quantile");
  await linkSays(page, "m", "quantile");
  await becomes(() => text(page, "#legend-method"), /möglichst gleich vielen Gebieten, fest für 2000 bis 2018/);
  await choose(page, "class-count", "4");
  await becomes(async () => (await legendClasses(page)).length, 4);
  await linkSays(page, "k", "4");
  await paintedAsLegend(page);
  await page.click("label:has(#class-per-period)");
  await linkSays(page, "pp", "1");
  await becomes(() => text(page, "#legend-method"), /nur für 2018/);
  const counts = (await legendClasses(page)).map((it) => it.count);
  assert.ok(Math.max(...counts) - Math.min(...counts) <= 2, counts.join(" "));
  await ownBounds(page);
  await page.click("#classes-reset");
  await becomes(async () => (await legendClasses(page)).length, 7);
  for (const key of ["m", "k", "pp", "b"]) await linkSays(page, key, null);
});

/** Types bounds: first ones that fall, then good ones. */
async function ownBounds(page) {
  const type = async (id, words) => {
    await page.$eval(id, (field) => field.select());
    await page.type(id, words);
  };
  await type("#class-bound-0", "30000");
  await page.click("#classes form button");
  await becomes(() => text(page, "#class-bounds-error"), /größer werden/);
  await type("#class-bound-0", "20000");
  await type("#class-bound-1", "25000");
  await type("#class-bound-2", "30 000,0");
  await page.click("#classes form button");
  await linkSays(page, "b", "20000,25000,30000");
  await linkSays(page, "m", "user-defined");
  await becomes(() => text(page, "#legend-classes li:nth-child(2)"), /über 20 000 bis 25 000/);
  await paintedAsLegend(page);
}

for (const method of ["equal-interval", "fisher-jenks", "std-mean"]) {
  journey(`classes by ${method} are painted as their legend says`, async ({ open }) => {
    const page = await open(`#v=1&i=population-density&l=kreis&p=latest&m=${method}`);
    await paintedAsLegend(page);
    assert.ok((await text(page, "#legend-method")).length > 0);
  });
}

journey.everywhere("Länder and Bund are one choice away", async ({ open }) => {
  const page = await open();
  await choose(page, "level", "land");
  await linkSays(page, "l", "land");
  await becomes(() => text(page, "#view-title"), "Verfügbares Einkommen je Einwohner, Länder, 2018");
  await becomes(async () => (await legendClasses(page)).reduce((sum, it) => sum + it.count, 0), 16);
  await paintedAsLegend(page);
  await choose(page, "level", "bund");
  await linkSays(page, "l", "bund");
  await becomes(async () => (await legendClasses(page)).reduce((sum, it) => sum + it.count, 0), 1);
  await becomes(() => text(page, "#words"), /22 899 €/);
  await paintedAsLegend(page);
});

journey.everywhere("a category is chosen, named in title and link, and changes the numbers", async ({ open }) => {
  const page = await open("#v=1&i=population&l=land&p=latest&t=table");
  await becomes(() => text(page, "#words"), /83 577 140/);
  await choose(page, "axis-sex", "female");
  await linkSays(page, "c.sex", "female");
  await becomes(() => text(page, "#words"), /42 335 439/);
  assert.match(await text(page, "#view-title"), /weiblich|Frauen/i);
});

journey("every indicator opens without a word in the console and with a legend or a reason", async ({ open, url }) => {
  const manifest = await (await fetch(new URL("data/manifest.json", url))).json();
  const generation = await (await fetch(new URL(`data/${manifest.generation}`, url))).json();
  const page = await open();
  for (const { key } of generation.indicators) {
    await page.evaluate((it) => { location.hash = `v=1&i=${it}`; }, key);
    await linkSays(page, "i", key);
    await until(page, () => {
      const chosen = document.querySelector('#themes [aria-current="true"]');
      return chosen && document.getElementById("stage").getAttribute("aria-busy") === "false";
    });
    await paintedAsLegend(page);
  }
});

journey("the trend of the chosen area is drawn under the strict policy", async ({ open }) => {
  const page = await open("#v=1&i=disposable-income-per-head&l=kreis&p=latest&a=09188");
  await becomes(async () => Object.keys(await colorsOn(page, "#trend", 10)).length >= 3, true);
  await page.select("#period-select", "2005");
  await becomes(async () => Object.keys(await colorsOn(page, "#trend", 10)).length >= 3, true);
  assert.match(await attribute(page, "#trend", "aria-label"), /Verlauf 2000 bis 2018\. Von 2000 bis 2005 um .* gestiegen/);
});
