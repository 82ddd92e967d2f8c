import assert from "node:assert/strict";
import { journey, runAxe, screenshot, viewports } from "./harness.mjs";
import { attribute, becomes, inLink, linkSays, overflow, press, spokenTree, tabTo, text, texts, until } from "./steps.mjs";

const INCOME = "disposable-income-per-head";
const STARNBERG = `#v=1&i=${INCOME}&l=kreis&p=latest&a=09188`;
const PARTS = ["indicators", "compared", "alike", "groups"];

const entry = (key) => `#panel-profile [data-indicator="${key}"]`;
const count = (page, selector) => page.evaluate((s) => document.querySelectorAll(s).length, selector);

/** Waits until the profile has all its figures. */
const filled = (page) => until(page, () => {
  const panel = document.getElementById("panel-profile");
  return panel.getAttribute("aria-busy") === "false" && panel.querySelector(".profile-body")?.childElementCount > 0;
});

/** Goes with the arrow keys to the tab of profiles. */
async function tabToProfile(page) {
  await tabTo(page, "[role=tab][aria-selected=true]");
  for (let at = 0; at < 8; at += 1) {
    await press(page, "ArrowRight");
    if ((await attribute(page, "#tab-profile", "aria-selected")) === "true") return filled(page);
  }
  return assert.fail("no tab leads to the profile");
}

journey.everywhere("how is income in my Kreis? a place is found by name and its profile tells, by keyboard alone", async (visit) => {
  const page = await visit.open("");
  await tabTo(page, "#search-input");
  await page.keyboard.type("Starnberg");
  await becomes(async () => (await count(page, "#search-list [role=option]")) > 0, true);
  await press(page, "Enter");
  await linkSays(page, "a", "09188");
  await tabToProfile(page);
  assert.equal(await text(page, ".profile-title"), "Starnberg, Landkreis");
  assert.match(await text(page, ".profile-kind"), /Landkreis in Bayern · Schlüssel 09188/);
  const income = await text(page, entry(INCOME));
  assert.match(income, /35 356 € je Einwohner/);
  assert.match(income, /Rang 1 von 96 Kreisen in Bayern/);
  assert.match(income, /steigt/);
  await tabTo(page, `${entry(INCOME)} summary`, 200);
  await press(page, "Enter");
  await becomes(() => text(page, `${entry(INCOME)} .profile-compared`), /Bayern .*Deutschland/);
  await becomes(() => text(page, `${entry(INCOME)} .profile-more`), /gesicherter Anstieg/);
  // Back and forth by the history.
  await page.goBack();
  await becomes(() => attribute(page, "#tab-profile", "aria-selected"), "false");
  await page.goForward();
  await becomes(() => attribute(page, "#tab-profile", "aria-selected"), "true");
});

journey("the profile is named for assistive technology, in roles, names and values", async (visit) => {
  const page = await visit.open(`${STARNBERG}&t=profile`);
  await filled(page);
  const tree = await spokenTree(page, "#panel-profile");
  const has = (line) => assert.ok(tree.some((it) => (line instanceof RegExp ? line.test(it) : it === line)), `${line} in\n${tree.slice(0, 80).join("\n")}`);
  has("heading: Starnberg, Landkreis");
  has("heading: Was auffällt");
  has("combobox: Was zeigen?");
  has("button: Verfügbares Einkommen");
  has(/^StaticText: 35 356 €$/);
  has(/^StaticText: Die Werte der 96 Kreise reichen von .* bis 35 356 €; die mittlere Hälfte .*Rechts ist besser\.$/);
  // The pictures themselves are silent: the words beside them say it all.
  assert.ok(!tree.some((it) => it.startsWith("image") || it.startsWith("graphics")), "a picture speaks");
});

journey.everywhere("which Kreise are like mine and do better? by mouse, and the answer is a link", async (visit) => {
  const page = await visit.open(STARNBERG);
  await page.click("#tab-profile");
  await filled(page);
  await page.select("#profile-part-select", "alike");
  await linkSays(page, "pv", "alike");
  await becomes(() => count(page, ".alike-list > li"), 8);
  assert.match(await text(page, ".alike-summary"), /^Verfügbares Einkommen \(2018\): Keines der ähnlichen Gebiete steht besser da\.$/);
  for (const reason of await texts(page, ".alike-list .profile-line:last-child")) assert.ok(reason.length > 2, reason);
  // Nobody like it earns more; the first of the similar has others that do.
  const first = await attribute(page, ".alike-list > li", "data-area");
  await page.click(".alike-list > li .profile-open");
  await linkSays(page, "a", first);
  await becomes(() => page.evaluate(() => document.activeElement.className), "profile-title");
  await page.select("#profile-part-select", "alike");
  await becomes(() => text(page, ".alike-summary"), /besser als hier \d von 8, nämlich .*Starnberg/);
  const better = '.alike-list > li[data-verdict="better"]';
  assert.match(await text(page, `${better} .alike-verdict`), /besser/);
  const names = await texts(page, `${better} .profile-open`);
  const summary = await text(page, ".alike-summary");
  for (const name of names) assert.ok(summary.includes(name.split(/[,(]/)[0].trim()), `${name} in ${summary}`);
  await page.click(`${better} label`);
  await becomes(async () => (await inLink(page, "pw"))?.length > 0, true);
  await page.click("[data-focus=show-compared]");
  await becomes(() => count(page, `${entry(INCOME)} tbody tr`), 2);
  const told = await text(page, entry(INCOME));
  await linkSays(page, "pv", "compared");
  await page.reload();
  await until(page, () => document.documentElement.dataset.teilraum === "ready");
  await becomes(() => text(page, entry(INCOME)), told);
});

journey.everywhere("which Kreise are like mine and do better? by keyboard alone", async (visit) => {
  const page = await visit.open(`#v=1&i=${INCOME}&l=kreis&p=latest&a=16055`);
  await tabToProfile(page);
  await tabTo(page, "#profile-part-select");
  await press(page, "ArrowDown", "ArrowDown");
  await linkSays(page, "pv", "alike");
  await becomes(() => count(page, ".alike-list > li"), 8);
  assert.equal(await page.evaluate(() => document.activeElement.id), "profile-part-select");
  const better = await page.evaluate(() => document.querySelector('.alike-list > li[data-verdict="better"]')?.dataset.area);
  assert.ok(better, "nobody does better");
  await tabTo(page, `#alike-${better}`, 40);
  await press(page, " ");
  await linkSays(page, "pw", better);
  // The focus stays where it was, for the next one.
  await becomes(() => page.evaluate(() => document.activeElement.id), `alike-${better}`);
  await tabTo(page, "[data-focus=show-compared]", 40);
  await press(page, "Enter");
  await linkSays(page, "pv", "compared");
  await becomes(() => count(page, `${entry(INCOME)} tbody tr`), 2);
  await becomes(() => page.evaluate(() => document.activeElement.id), "compared-search");
});

journey("which Kreise are like mine and do better? by touch on a phone", async (visit) => {
  const page = await visit.open(`#v=1&i=${INCOME}&l=kreis&p=latest&a=16055`, viewports.phone);
  assert.equal(await overflow(page), 0);
  await page.tap("#tab-profile");
  await filled(page);
  assert.equal(await overflow(page), 0);
  await screenshot(page, "profile-phone", { fullPage: true });
  await page.select("#profile-part-select", "alike");
  await becomes(() => count(page, ".alike-list > li"), 8);
  assert.equal(await overflow(page), 0);
  await screenshot(page, "profile-alike-phone", { fullPage: true });
  await page.tap('.alike-list > li[data-verdict="better"] label');
  await becomes(async () => (await inLink(page, "pw"))?.length > 0, true);
  await page.tap("[data-focus=show-compared]");
  await becomes(() => count(page, `${entry(INCOME)} tbody tr`), 2);
  assert.equal(await overflow(page), 0);
  await screenshot(page, "profile-compared-phone", { fullPage: true });
});

journey.everywhere("areas of all levels come into a comparison and go out of it", async (visit) => {
  const page = await visit.open(`${STARNBERG}&t=profile&pv=compared`);
  await filled(page);
  await page.click('[data-add="DG"]');
  await linkSays(page, "pw", "DG");
  await becomes(() => page.evaluate(() => document.activeElement.id), "compared-search");
  await page.keyboard.type("Saarland");
  await page.waitForSelector('[data-add="10"]');
  await press(page, "Enter");
  await linkSays(page, "pw", "DG,10");
  await becomes(() => count(page, `${entry(INCOME)} tbody tr`), 3);
  const income = await text(page, entry(INCOME));
  assert.match(income, /^Verfügbares Einkommen, 2018: am höchsten im Landkreis Starnberg, am niedrigsten im Saarland/);
  assert.match(income, /Skala von .* bis 35 356 €/);
  await page.click(".compared-areas li:last-child button");
  await linkSays(page, "pw", "DG");
  await becomes(() => count(page, `${entry(INCOME)} tbody tr`), 2);
});

journey("groups inside an area have a table, a gap and a ratio", async (visit) => {
  const page = await visit.open(`${STARNBERG}&t=profile&pv=groups`);
  await filled(page);
  const people = await text(page, entry("mean-population"));
  assert.match(people, /^Mittlere Bevölkerung nach Geschlecht/i);
  assert.match(people, /männlich .*weiblich/);
  assert.match((await texts(page, ".group-words")).join(" "), /Abstand: .*; Verhältnis: .* zu 1\./);
  await screenshot(page, "profile-groups", { fullPage: true });
});

journey("every part of a profile is sound for assistive technology and fits 320 pixels", async (visit) => {
  for (const part of PARTS) {
    for (const language of ["", "&lang=en"]) {
      const page = await visit.open(`${STARNBERG}&t=profile&pw=09162,DG&pv=${part}${language}`, language ? viewports.narrow : viewports.wide);
      await filled(page);
      assert.equal(await overflow(page), 0, part);
      await runAxe(page);
      await screenshot(page, `profile-${part}${language ? "-320" : ""}`, { fullPage: Boolean(language) });
      if (!language) {
        await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
        await runAxe(page);
        await screenshot(page, `profile-${part}-dark`);
      }
    }
  }
});

journey("without a chosen area the page says what to do, and a name of an indicator leads to its map", async (visit) => {
  const page = await visit.open(`#v=1&i=${INCOME}&l=kreis&p=latest&t=profile`);
  await becomes(() => text(page, "#panel-profile .hint"), /^Wählen Sie ein Gebiet/);
  await page.focus("#search-input");
  await page.keyboard.type("09188");
  await becomes(async () => (await count(page, "#search-list [role=option]")) > 0, true);
  await press(page, "Enter");
  await becomes(() => text(page, ".profile-title"), "Starnberg, Landkreis");
  await filled(page);
  await page.click(`${entry("cars-per-1000")} .profile-open`);
  await linkSays(page, "i", "cars-per-1000");
  assert.equal(await attribute(page, "#tab-map", "aria-selected"), "true");
});
