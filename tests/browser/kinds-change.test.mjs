import assert from "node:assert/strict";
import { journey, runAxe, screenshot, viewports, waitReady } from "./harness.mjs";
import { attribute, becomes, linkSays, overflow, press, spoken, text, texts } from "./steps.mjs";

const INCOME = "#v=1&i=disposable-income-per-head&l=kreis&p=latest";

/** Opens the box of the kinds of map by keyboard and waits for what is in it. */
async function openKinds(page) {
  await page.focus("#kinds > summary");
  await page.keyboard.press("Enter");
  await becomes(() => page.evaluate(() => Boolean(document.querySelector("#kind-select"))), true);
}

journey.everywhere("a map of what has changed is chosen by keyboard, says so and comes back by its link", async (visit) => {
  const page = await visit.open(INCOME);
  await openKinds(page);
  await page.focus("#kind-select");
  await page.keyboard.type("Ver");
  await press(page, "Enter");
  await linkSays(page, "g", "change");
  await becomes(() => text(page, "#view-title"), /, Veränderung 2000 bis \d{4}$/);
  await becomes(() => spoken(page), /Veränderung 2000 bis/);
  assert.match(await text(page, "#legend-unit"), /^Veränderung: Euro je Einwohner$/);
  assert.match(await text(page, "#view-subtitle"), /^Veränderung/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "kind-select");
  assert.equal(await attribute(page, "#kind-select", "aria-describedby"), "kind-select-hint");
  assert.match(await text(page, "#kind-select-hint"), /früheren Zeitpunkt/);
  assert.match((await texts(page, "#words p")).join(" "), /In allen \d+ Kreisen ist der Wert gestiegen/);

  await page.focus("#kind-relative");
  await press(page, " ");
  await linkSays(page, "gr", "1");
  await becomes(() => text(page, "#view-title"), / in Prozent$/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "kind-relative");
  const title = await text(page, "#view-title");
  const labels = await texts(page, "#legend-classes .class-label");

  const again = await visit.open(new URL(page.url()).hash);
  await becomes(() => text(again, "#view-title"), title);
  await becomes(() => texts(again, "#legend-classes .class-label"), labels);
});

journey("colours without classes take the place of classes, and classes come back", async (visit) => {
  const page = await visit.open(`${INCOME}&g=unclassed`);
  await becomes(() => page.evaluate(() => Boolean(document.querySelector(".ramp"))), true);
  assert.deepEqual(await texts(page, "#legend-classes .class-label"), []);
  assert.equal(await page.evaluate(() => document.getElementById("classes-box").hidden), true);
  assert.match(await text(page, "#legend-method"), /Perzentil/);
  await openKinds(page);
  await page.select("#kind-select", "classes");
  await becomes(async () => (await texts(page, "#legend-classes .class-label")).length > 2, true);
  assert.equal(await page.evaluate(() => Boolean(document.querySelector(".ramp"))), false);
  await becomes(() => page.evaluate(() => document.getElementById("classes-box").hidden), false);
});

journey("a change fits a phone and passes the accessibility checks", async (visit) => {
  const page = await visit.blank();
  await page.setViewport(viewports.phone);
  for (const kind of ["change", "change&gr=1", "unclassed"]) {
    await page.goto(new URL(`${INCOME}&a=16053&g=${kind}`, visit.url).href);
    await waitReady(page);
    await becomes(() => page.evaluate(() => Boolean(document.querySelector("#kind-select"))), true);
    assert.equal(await overflow(page), 0);
    await screenshot(page, `kinds-${kind.replace(/\W+/g, "-")}-phone`);
    await runAxe(page);
  }
});
