import assert from "node:assert/strict";
import { journey, screenshot, viewports } from "./harness.mjs";
import { becomes, colorsOn, linkSays, press, rested, tabTo, until } from "./steps.mjs";

const AREA = "#v=1&i=disposable-income-per-head&l=kreis&p=latest&a=09188";
const NEAR = "#v=1&i=disposable-income-per-head&l=kreis&p=latest&z=117000,-200000,200000";

/** The names on the map, as the engine gave them to the page; empty before they are loaded. */
async function names(page) {
  await until(page, () => document.getElementById("map-canvas").dataset.names !== undefined);
  return page.evaluate(async () => {
    const { src } = document.querySelector("script[type=module][src]");
    return (await import(new URL("labels.js", src).href)).shown.map((label) => ({ ...label, name: label.name.replace("-\n", "-").replace("\n", " ") }));
  });
}

const called = async (page) => (await names(page)).map((label) => label.name).sort();

function assertApart(all, { width, height }) {
  for (const [at, one] of all.entries()) {
    assert.ok(one.x - one.width / 2 >= 0 && one.x + one.width / 2 <= width, `${one.name} beyond the map`);
    assert.ok(one.y - one.height / 2 >= 0 && one.y + one.height / 2 <= height, `${one.name} beyond the map`);
    for (const other of all.slice(0, at)) {
      const apart = Math.abs(one.x - other.x) >= (one.width + other.width) / 2
        || Math.abs(one.y - other.y) >= (one.height + other.height) / 2;
      assert.ok(apart, `${one.name} over ${other.name}`);
    }
  }
}

const size = (page) => page.$eval("#map-surface", (it) => ({ width: it.clientWidth, height: it.clientHeight }));

journey.everywhere("at the overview stand the names of Länder, nearer those of Kreise, none over another", async ({ open }) => {
  // Room for every long name, wherever a browser keeps a place for scroll bars.
  const page = await open("", { width: 1500, height: 1000 });
  await becomes(async () => (await called(page)).join(), /Bayern.*Mecklenburg-Vorpommern/);
  assertApart(await names(page), await size(page));
  assert.equal(await page.$eval("#map-canvas", (canvas) => canvas.getAttribute("aria-hidden")), "true");
  const near = await open(NEAR);
  await becomes(async () => (await called(near)).length > 5, true);
  assert.equal((await called(near)).includes("Bayern"), false);
  assertApart(await names(near), await size(near));
  await screenshot(near, "labels");
});

journey.everywhere("names stay while the map is moved and while it is brought nearer", async ({ open }) => {
  const page = await open(NEAR);
  await rested(page);
  await becomes(async () => (await called(page)).length > 5, true);
  const before = await names(page);
  await page.click("#pan-toggle");
  await page.click("#pan-east");
  await linkSays(page, "z", /^1[3-9]\d{4},/);
  const shift = (await size(page)).width / 4;
  const after = await called(page);
  const stayed = before.filter((it) => it.x - it.width / 2 - shift > 1).map((it) => it.name);
  assert.ok(stayed.length > 1 && stayed.every((name) => after.includes(name)), `${stayed} in ${after}`);
  const middle = (await names(page)).filter((it) => Math.abs(it.x - shift * 2) < shift && Math.abs(it.y - shift * 2) < shift / 2);
  await page.click("#zoom-in");
  await becomes(async () => {
    const now = await called(page);
    return middle.every((it) => now.includes(it.name));
  }, true);
  assertApart(await names(page), await size(page));
});

journey.everywhere("the chosen area has its name on the map", async ({ open }) => {
  const page = await open(AREA);
  await becomes(async () => (await names(page)).filter((it) => it.chosen).map((it) => it.name), ["Starnberg"]);
  assertApart(await names(page), await size(page));
  await tabTo(page, "#map-proxy");
  await press(page, "Escape");
  await becomes(async () => (await names(page)).some((it) => it.chosen), false);
});

journey("a change of colours takes no name away and draws none anew", async ({ open }) => {
  const page = await open();
  await rested(page);
  await becomes(async () => (await called(page)).includes("Bayern"), true);
  const before = await names(page);
  await page.click("#period-earlier");
  await linkSays(page, "p", /^\d{4}$/);
  assert.deepEqual(await names(page), before);
});

journey("with forced colours names take the colour of text", async ({ open }) => {
  const page = await open();
  await becomes(async () => (await called(page)).includes("Bayern"), true);
  const session = await page.createCDPSession();
  await session.send("Emulation.setEmulatedMedia", {
    features: [{ name: "forced-colors", value: "active" }, { name: "prefers-color-scheme", value: "dark" }],
  });
  await becomes(() => page.evaluate(() => matchMedia("(forced-colors: active)").matches), true);
  const text = await page.$eval(".probe-text", (probe) => getComputedStyle(probe).color.match(/\d+/g).slice(0, 3).map(Number));
  const hex = `#${text.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
  await becomes(async () => (await colorsOn(page, "#map-canvas", 40))[hex] > 40, true);
});

journey("at any density the map has a pixel for each of the screen's", async ({ open }) => {
  const page = await open("", viewports.phone);
  await names(page);
  for (const deviceScaleFactor of [1, 1.5, 2, 3]) {
    await page.setViewport({ ...viewports.phone, deviceScaleFactor });
    // Without a window on a screen, the browser notices another density when a picture is asked for.
    await page.screenshot();
    const expected = await page.$eval("#map-surface", (it, density) =>
      [it.clientWidth, it.clientHeight].map((css) => Math.round(css * density)), deviceScaleFactor);
    await becomes(() => page.$eval("#map-canvas", (it) => [it.width, it.height]), expected);
    assertApart(await names(page), await size(page));
  }
});

journey("at any density an area of few pixels is met within 12 of them", async ({ open }) => {
  for (const deviceScaleFactor of [1, 2, 3]) {
    // Offenbach am Main: about four pixels wide on a phone.
    const page = await open("#v=1&i=disposable-income-per-head&l=kreis&p=latest&a=06413", { ...viewports.phone, deviceScaleFactor });
    await until(page, () => document.getElementById("map-proxy").hidden === false);
    const place = await page.$eval("#map-proxy", (proxy) =>
      ["--x", "--y"].map((axis) => Number.parseFloat(proxy.style.getPropertyValue(axis))));
    await page.focus("#map-proxy");
    await press(page, "Escape");
    await linkSays(page, "a", null);
    const corner = await page.$eval("#map-surface", (surface) => {
      surface.scrollIntoView({ block: "center" });
      const box = surface.getBoundingClientRect();
      return [box.x, box.y];
    });
    await page.touchscreen.tap(corner[0] + place[0] + 1, corner[1] + place[1]);
    await linkSays(page, "a", "06413");
  }
});

journey("on paper the map has three pixels for each of a screen's, in its own shape and with names", async ({ open }) => {
  const page = await open(NEAR);
  await becomes(async () => (await called(page)).length > 5, true);
  await page.evaluate(() => {
    // After the page's own listeners.
    addEventListener("beforeprint", () => {
      const map = document.getElementById("map-canvas");
      globalThis.paper = [map.width, map.height, Number(map.dataset.names)];
    });
  });
  const before = await page.evaluate(() => [location.hash, document.getElementById("map-canvas").width]);
  await page.pdf({ format: "A4" });
  const paper = await page.evaluate(() => globalThis.paper);
  assert.deepEqual(paper.slice(0, 2), [1383, 1701]);
  assert.ok(paper[2] > 3, `${paper}`);
  await becomes(() => page.evaluate(() => [location.hash, document.getElementById("map-canvas").width]), before);
});

for (const eye of ["achromatopsia", "protanopia", "deuteranopia", "tritanopia"]) {
  journey(`a picture of the map is taken as seen with ${eye}`, async ({ open }) => {
    const page = await open(AREA);
    await becomes(async () => (await called(page)).length > 3, true);
    await page.emulateVisionDeficiency(eye);
    await screenshot(page, `eye-${eye}`);
  });
}
