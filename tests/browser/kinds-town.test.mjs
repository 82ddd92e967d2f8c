import assert from "node:assert/strict";
import { journey, runAxe, screenshot, viewports, waitReady } from "./harness.mjs";
import { attribute, becomes, colorsOn, linkSays, overflow, press, tabTo, text, texts } from "./steps.mjs";
import { openTown } from "./town.mjs";

const POVERTY = "#v=1&i=child-poverty&l=sozialraum&p=latest";

/** Opens the town at a link. */
async function open(visit, link, viewport) {
  const page = await openTown(visit, link, viewport);
  // The page asks for the demo's first files early; the town has others.
  await waitReady(page);
  visit.incidents = visit.incidents.filter((line) => !line.includes("preload"));
  return page;
}

const spots = (page) => page.$eval("#map-overlay", (it) => Number(it.dataset["spots"])).catch(() => 0);

/** How many colours the map has. */
const colors = async (page) => Object.keys(await colorsOn(page, "#map-canvas", 20)).length;

/** A point on the screen at which a facility is drawn; runs on the page. */
function facilityOnScreen() {
  const canvas = document.getElementById("map-overlay");
  const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
  const box = canvas.getBoundingClientRect();
  for (let pixel = 0; pixel < data.length; pixel += 4) {
    if (data[pixel] !== 122 || data[pixel + 1] !== 28) continue;
    const [column, row] = [(pixel / 4) % canvas.width, Math.floor(pixel / 4 / canvas.width)];
    const point = [box.x + column * box.width / canvas.width, box.y + row * box.height / canvas.height];
    const found = document.elementFromPoint(...point);
    if (found && document.getElementById("map-surface").contains(found)) return point;
  }
  return null;
}

journey("uncertain areas are hatched on request, counted in the legend and told in words", async (visit) => {
  const page = await open(visit, POVERTY);
  await page.focus("#kinds > summary");
  await press(page, "Enter");
  await page.waitForSelector("#kind-certainty", { visible: true });
  const before = await colors(page);
  await page.focus("#kind-certainty");
  await press(page, " ");
  await linkSays(page, "gu", "1");
  await becomes(() => text(page, "#kind-certainty-legend summary"), /^Klasse unsicher 14$/);
  await becomes(async () => (await texts(page, "#words p")).join(" "), /Schraffiert: Bei 14 von 17 Sozialräumen .*in welche Klasse/);
  await becomes(async () => (await colors(page)) > before, true);
  assert.equal(await page.evaluate(() => document.activeElement.id), "kind-certainty");
  await runAxe(page);
  await screenshot(page, "kinds-certainty");
  await page.select("#kind-select", "unclassed");
  await becomes(() => text(page, "#kind-certainty-legend summary"), /^Rang unsicher/);
  await becomes(async () => (await texts(page, "#words p")).join(" "), /welchen Rang sie haben/);
  await page.select("#kind-select", "symbols");
  await becomes(() => page.$eval("#kind-certainty-legend", (it) => it.hidden), true);
});

journey("facilities are chosen by keyboard, drawn, named under the pointer and listed", async (visit) => {
  const page = await open(visit, POVERTY);
  await tabTo(page, "#kinds > summary");
  await press(page, "Enter");
  await page.waitForSelector("#facilities-kitas", { visible: true });
  await tabTo(page, "#facilities-kitas");
  await press(page, " ");
  await linkSays(page, "f", "kitas");
  await becomes(async () => (await spots(page)) > 3, true);
  assert.equal(await page.evaluate(() => document.activeElement.id), "facilities-kitas");
  await becomes(async () => (await texts(page, "#words p")).join(" "), /Eingezeichnet sind auch Einrichtungen: Kindertageseinrichtungen \(\d+\)/);
  await becomes(() => text(page, "#kind-legend"), /Kindertageseinrichtungen/);
  const all = Number(/(\d+)$/.exec(await text(page, "#kind-nearby h3"))[1]);
  assert.ok((await texts(page, "#kind-nearby li")).length === Math.min(all, 20));
  // Nearer there are fewer in sight, and the list follows without a pointer.
  await page.focus("#map-surface");
  await press(page, "+", "+", "+");
  await becomes(async () => Number(/(\d+)$/.exec(await text(page, "#kind-nearby h3"))[1]) < all, true);
  await becomes(async () => (await attribute(page, "#stage", "aria-busy")) === "false" && (await spots(page)) > 0, true);
  // The map may still be gliding: each look is at where a facility is now.
  await becomes(async () => {
    const [x, y] = (await page.evaluate(facilityOnScreen)) ?? [0, 0];
    // From far away, so that no tip of an area lies over it.
    await page.mouse.move(2, 2);
    await press(page, "Escape");
    await page.mouse.move(x, y + 2);
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))));
    return text(page, "#map-tip");
  }, /Kita|Kindertageseinrichtungen/);
  await screenshot(page, "kinds-facilities");
});

journey("facilities and hatches fit a phone and are sound for assistive technology", async (visit) => {
  const page = await open(visit, `${POVERTY}&f=kitas&gu=1`, viewports.narrow);
  await becomes(async () => (await spots(page)) > 3, true);
  assert.equal(await overflow(page), 0);
  await runAxe(page);
  await screenshot(page, "kinds-town-320", { fullPage: true });
});
