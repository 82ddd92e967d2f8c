import assert from "node:assert/strict";
import { journey, viewports } from "./harness.mjs";
import { becomes, inLink, linkSays, tabTo, text, until } from "./steps.mjs";

const NEAR = "#v=1&i=disposable-income-per-head&l=kreis&p=latest&z=117000,-200000,290000";

/** Waits for what is loaded after the first map. */
const later = (page) => until(page, () => document.getElementById("map-canvas").dataset.names !== undefined);

/** Where the map looks, as the link says: east, north, width. */
const camera = async (page) => (await inLink(page, "z"))?.split(",").map(Number) ?? null;

/**
 * Sends pointer events to the map as a hand makes them: each step is a list of
 * [type, finger, x, y, milliseconds since the first]. Positions are shares of the map. The times are
 * part of the events, so that a slow machine makes the same gesture.
 */
function hand(page, kind, steps) {
  return page.evaluate((pointerType, all) => {
    const surface = document.getElementById("map-surface");
    // A pointer that only a script knows cannot be captured.
    surface.setPointerCapture = () => undefined;
    const box = surface.getBoundingClientRect();
    const start = performance.now();
    for (const [type, pointerId, x, y, ms] of all) {
      const event = new PointerEvent(type, {
        pointerId, pointerType, button: type === "pointermove" ? -1 : 0, bubbles: true, cancelable: true,
        clientX: box.x + x * box.width, clientY: box.y + y * box.height,
      });
      Object.defineProperty(event, "timeStamp", { value: start + ms });
      surface.dispatchEvent(event);
    }
  }, kind, steps);
}

/** A finger that goes from one place to another and lets go while it moves. */
const flick = [
  ["pointerdown", 1, 0.5, 0.5, 0], ["pointermove", 1, 0.55, 0.5, 16], ["pointermove", 1, 0.6, 0.5, 32],
  ["pointermove", 1, 0.65, 0.5, 48], ["pointermove", 1, 0.7, 0.5, 64], ["pointerup", 1, 0.7, 0.5, 70],
];

/** How far the flick itself has moved the middle of the map, as a share of its width. */
const FLICK = 0.2;

/** Waits until the link has the map where the flick alone has moved it: no gliding adds to that. */
const standsAt = (page, [east, , width]) =>
  becomes(async () => Math.abs(east - (await camera(page))[0] - width * FLICK) < width * 0.01, true);

journey.everywhere("a map that is pushed glides on", async ({ open }) => {
  const page = await open(NEAR);
  await later(page);
  const before = await camera(page);
  await hand(page, "touch", flick);
  await becomes(async () => (await camera(page))[0] < before[0] - before[2] * FLICK * 1.2, true);
});

journey("for readers who ask for less motion a pushed map stands where it is let go", async ({ open }) => {
  const page = await open(NEAR);
  await later(page);
  await page.emulateMediaFeatures([{ name: "prefers-reduced-motion", value: "reduce" }]);
  const before = await camera(page);
  await hand(page, "touch", flick);
  await standsAt(page, before);
});

journey.everywhere("a press stops the gliding map and chooses nothing", async ({ open }) => {
  const page = await open(NEAR);
  await later(page);
  const before = await camera(page);
  await hand(page, "touch", [...flick, ["pointerdown", 1, 0.5, 0.5, 90], ["pointerup", 1, 0.5, 0.5, 120]]);
  await standsAt(page, before);
  assert.equal(await inLink(page, "a"), null);
});

journey.everywhere("two fingers that part bring the map near, and nothing is chosen", async ({ open }) => {
  const page = await open("", viewports.phone);
  await hand(page, "touch", [
    ["pointerdown", 1, 0.45, 0.5, 0], ["pointerdown", 2, 0.55, 0.5, 10],
    ["pointermove", 1, 0.35, 0.5, 30], ["pointermove", 2, 0.65, 0.5, 40],
    ["pointermove", 1, 0.25, 0.5, 60], ["pointermove", 2, 0.75, 0.5, 70],
    ["pointerup", 1, 0.25, 0.5, 90], ["pointerup", 2, 0.75, 0.5, 100],
  ]);
  await linkSays(page, "z", /^-?\d+,-?\d+,\d+$/);
  const [, , width] = await camera(page);
  await page.click("#zoom-out");
  await becomes(async () => ((await camera(page))?.[2] ?? Infinity) > width, true);
  assert.equal(await inLink(page, "a"), null);
});

journey.everywhere("a tap with two fingers zooms out, one with one finger chooses", async ({ open }) => {
  const page = await open(NEAR, viewports.phone);
  const before = await camera(page);
  await hand(page, "touch", [
    ["pointerdown", 1, 0.45, 0.5, 0], ["pointerdown", 2, 0.55, 0.5, 20],
    ["pointerup", 1, 0.45, 0.5, 90], ["pointerup", 2, 0.55, 0.5, 110],
  ]);
  await becomes(async () => Math.round(((await camera(page))[2] / before[2]) * 10), 20);
  assert.equal(await inLink(page, "a"), null);
  await hand(page, "touch", [["pointerdown", 1, 0.5, 0.5, 0], ["pointerup", 1, 0.5, 0.5, 60]]);
  await linkSays(page, "a", /^\d{5}$/);
});

journey.everywhere("a double tap zooms in, and going on with the finger down zooms further", async ({ open }) => {
  const page = await open(NEAR, viewports.phone);
  const before = await camera(page);
  const tap = [["pointerdown", 1, 0.5, 0.5, 0], ["pointerup", 1, 0.5, 0.5, 60]];
  await hand(page, "touch", [...tap, ["pointerdown", 1, 0.5, 0.5, 180], ["pointerup", 1, 0.5, 0.5, 240]]);
  await becomes(async () => Math.round((before[2] / (await camera(page))[2]) * 10), 20);
  const once = await camera(page);
  await hand(page, "touch", [
    ...tap.map(([type, id, x, y, ms]) => [type, id, x, y, ms + 1000]),
    ["pointerdown", 1, 0.5, 0.5, 1180], ["pointermove", 1, 0.5, 0.6, 1220],
    ["pointermove", 1, 0.5, 0.7, 1260], ["pointerup", 1, 0.5, 0.7, 1400],
  ]);
  await becomes(async () => (await camera(page))[2] < once[2] * 0.8, true);
});

journey.everywhere("buttons bring small areas near, by keyboard too", async ({ open }) => {
  const page = await open();
  await later(page);
  await becomes(() => page.$eval("#places", (box) => [box.hidden, box.open]), [false, false]);
  await tabTo(page, "#places summary");
  await page.keyboard.press("Enter");
  await becomes(() => text(page, ".places-row"), /Hamburg.*Bremen.*Berlin/);
  await tabTo(page, ".places-row button");
  await page.keyboard.press("Enter");
  await becomes(async () => ((await camera(page))?.[2] ?? Infinity) < 200_000, true);
  // Hamburg's middle, without its island far out in the sea.
  assert.equal(await inLink(page, "a"), null, "looking is not choosing");
  await becomes(() => text(page, "#scale-label"), /^\d+ km$/);
  const covered = await page.evaluate(() => {
    const [map, box] = ["map-surface", "places"].map((id) => document.getElementById(id).getBoundingClientRect());
    return box.right > map.left && box.left < map.right && box.bottom > map.top && box.top < map.bottom;
  });
  assert.equal(covered, false, "nothing lies over the land");
});

journey("on a phone the small areas fold into the tools of the map", async ({ open }) => {
  const page = await open("", viewports.phone);
  await later(page);
  await becomes(() => page.$eval("#places", (box) => [box.hidden, box.open]), [false, false]);
  await page.click("#places summary");
  const tall = await page.$$eval(".places-row button", (all) => all.map((it) => it.getBoundingClientRect().height));
  assert.ok(tall.length >= 3 && tall.every((px) => px >= 24), `${tall}`);
});
