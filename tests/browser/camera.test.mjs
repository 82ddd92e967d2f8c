import assert from "node:assert/strict";
import { journey, screenshot } from "./harness.mjs";
import { attribute, becomes, inLink, linkSays, press, rested, text, until } from "./steps.mjs";

/** Width of the shown piece of land in metres, as the link says. */
const widthOf = async (page) => Number((await inLink(page, "z"))?.split(",")[2] ?? Infinity);

/** The middle of the map, in pixels of the window. */
function middle(page) {
  return page.evaluate(() => {
    const box = document.getElementById("map-surface").getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  });
}

journey.everywhere("buttons zoom, move and show everything again", async ({ open }) => {
  const page = await open();
  await page.click("#zoom-in");
  await linkSays(page, "z", /^-?\d+,-?\d+,\d+$/);
  const once = await widthOf(page);
  await page.click("#zoom-in");
  await becomes(async () => (await widthOf(page)) < once, true);
  await page.click("#zoom-out");
  await becomes(async () => Math.abs((await widthOf(page)) / once - 1) < 0.01, true);
  assert.equal(await page.$eval("#pan-buttons", (box) => box.hidden), true);
  await page.click("#pan-toggle");
  assert.equal(await attribute(page, "#pan-toggle", "aria-expanded"), "true");
  const before = await inLink(page, "z");
  await page.click("#pan-east");
  await becomes(async () => Number((await inLink(page, "z")).split(",")[0]) > Number(before.split(",")[0]), true);
  await page.click("#pan-north");
  await becomes(async () => Number((await inLink(page, "z")).split(",")[1]) > Number(before.split(",")[1]), true);
  await page.click("#zoom-home");
  await linkSays(page, "z", null);
});

journey.everywhere("wheel and drag move the map, and nothing is chosen by that", async ({ open }) => {
  const page = await open();
  const { x, y } = await middle(page);
  await page.mouse.move(x, y);
  await page.mouse.wheel({ deltaY: -400 });
  await linkSays(page, "z", /^-?\d+,-?\d+,\d+$/);
  const before = (await inLink(page, "z")).split(",").map(Number);
  await page.mouse.down();
  await page.mouse.move(x + 60, y + 30, { steps: 5 });
  await page.mouse.move(x + 120, y + 60, { steps: 5 });
  await page.mouse.up();
  await becomes(async () => Number((await inLink(page, "z")).split(",")[0]) < before[0], true);
  assert.ok(Number((await inLink(page, "z")).split(",")[1]) > before[1]);
  assert.equal(await inLink(page, "a"), null);
});

journey.everywhere("a click chooses the area under it, a double click zooms there", async ({ open }) => {
  const page = await open();
  const { x, y } = await middle(page);
  await page.mouse.click(x, y);
  await linkSays(page, "a", /^\d{5}$/);
  await becomes(() => page.evaluate(() => document.activeElement.id), "map-proxy");
  await page.mouse.click(x + 1, y, { count: 2 });
  await linkSays(page, "z", /^-?\d+,-?\d+,\d+$/);
});

journey("the tip of an area goes with Escape and stays while the pointer is on it", async ({ open }) => {
  const page = await open();
  const { x, y } = await middle(page);
  const hidden = () => page.$eval("#map-tip", (tip) => tip.hidden);
  await page.mouse.move(x, y);
  await becomes(hidden, false);
  assert.match(await text(page, "#map-tip-value"), /€/);
  await press(page, "Escape");
  await becomes(hidden, true);
  await page.mouse.move(x + 8, y + 8);
  await page.mouse.move(x + 40, y + 40);
  await becomes(hidden, false);
  const tip = await page.$eval("#map-tip", (element) => {
    const box = element.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  });
  await page.mouse.move(tip.x, tip.y);
  // Longer than the tip waits for the pointer to come over.
  await page.evaluate(() => new Promise((resolve) => { setTimeout(resolve, 800); }));
  assert.equal(await hidden(), false);
  const surface = await page.$eval("#map-surface", (element) => element.getBoundingClientRect().right);
  await page.mouse.move(surface - 3, y);
  await page.mouse.move(surface + 40, y);
  await becomes(hidden, true);
});

journey.everywhere("the map shows as much detail as its scale bar promises", async ({ open }) => {
  const page = await open("#v=1&i=disposable-income-per-head&l=kreis&p=latest&z=117000,-200000,90000");
  await becomes(() => text(page, "#scale-label"), /^\d+ km$/);
  const painted = () => page.evaluate(() => performance.getEntriesByType("resource").filter(({ name }) => name.includes("/data/o/")).length);
  await becomes(async () => (await painted()) >= 2, true);
  await until(page, () => document.getElementById("map-surface").classList.contains("painted"));
  await screenshot(page, "zoomed");
});

journey("the bar of the scale is as long as what it names is on the map", async ({ open }) => {
  for (const width of [500_000, 90_000, 30_000]) {
    const page = await open(`#v=1&i=disposable-income-per-head&l=kreis&p=latest&z=117000,-200000,${width}`);
    const label = await text(page, "#scale-label");
    const length = Number(/^(\d+) km$/.exec(label)[1]) * 1000;
    const [bar, map] = await page.evaluate(() => [
      Number.parseFloat(getComputedStyle(document.getElementById("scale"), "::after").width),
      document.getElementById("map-surface").clientWidth,
    ]);
    assert.ok(Math.abs(bar / map - length / width) < 1.2 / map, `${label} is ${bar} of ${map} px`);
  }
});

journey("for readers who ask for less motion the map is at its goal at once", async ({ open }) => {
  const page = await open("#v=1&i=disposable-income-per-head&l=kreis&p=latest&a=16053");
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  await rested(page);
  const [before, place] = await page.evaluate(() => {
    const proxy = document.getElementById("map-proxy");
    const at = () => Number.parseFloat(proxy.style.getPropertyValue("--x"));
    const from = at();
    proxy.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", bubbles: true }));
    return [from, at()];
  });
  await linkSays(page, "z", /^-?\d+,-?\d+,\d+$/);
  await rested(page);
  const goal = await page.$eval("#map-proxy", (proxy) => Number.parseFloat(proxy.style.getPropertyValue("--x")));
  // Finer outlines, which come when the map has got there, may shift the middle of the area a little.
  assert.ok(Math.abs(goal - place) < 10 && Math.abs(goal - before) > 20, `from ${before} to ${place}, at last ${goal}`);
});
