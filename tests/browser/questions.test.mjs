/**
 * What citizens ask, in the ways that the journeys of profile and charts do not go: the same question
 * answered by mouse, by touch, and for those who listen.
 */
import assert from "node:assert/strict";
import { journey, viewports } from "./harness.mjs";
import { becomes, linkSays, overflow, spokenTree, text, texts } from "./steps.mjs";

const INCOME = "disposable-income-per-head";
const VIEW = `#v=1&i=${INCOME}&l=kreis&p=latest`;
const entry = `#panel-profile [data-indicator="${INCOME}"]`;

const words = async (page) => (await texts(page, ".charts-words p")).join(" ");

/** What somebody finds who looks for a place and opens its profile, pressing things with `press`. */
async function incomeOf(page, press) {
  await press("#search-input");
  await page.keyboard.type("Jena");
  await page.waitForSelector('#search-list [role="option"]', { visible: true });
  await press('#search-list [role="option"]');
  await linkSays(page, "a", "16053");
  await press("#tab-profile");
  await becomes(() => text(page, ".profile-title"), "Jena, kreisfreie Stadt");
  await becomes(() => text(page, entry), /\d\d \d\d\d € je Einwohner.*Rang \d+ von \d+ Kreisen in Thüringen/);
}

journey.everywhere("how is income in my Kreis? by mouse", async ({ open }) => {
  const page = await open("");
  await incomeOf(page, (selector) => page.click(selector));
});

journey("how is income in my Kreis? by touch on a phone", async ({ open }) => {
  const page = await open("", viewports.phone);
  await incomeOf(page, (selector) => page.tap(selector));
  assert.equal(await overflow(page), 0);
});

journey("what changed since 2010? by touch on a phone", async ({ open }) => {
  const page = await open(`${VIEW}&a=16053`, viewports.phone);
  await page.tap("#tab-charts");
  await page.waitForSelector("#panel-charts input[name=chart], #chart-select");
  const course = "label:has(input[name=chart][value=course])";
  await (await page.$(course) ? page.tap(course) : page.select("#chart-select", "course"));
  await linkSays(page, "ch", "course");
  await page.waitForSelector("#chart-since-select");
  await page.select("#chart-since-select", "2010");
  await becomes(() => words(page), /^Jena: Von 2010 bis 2018 um .* gestiegen\. Ab 2010: gesicherter Anstieg/);
  assert.equal(await overflow(page), 0);
});

journey("what changed since 2010? in roles, names and values", async ({ open }) => {
  const page = await open(`${VIEW}&a=16053&gs=2010&t=charts&ch=course`);
  await becomes(() => words(page), /^Jena: Von 2010 bis 2018/);
  const tree = (await spokenTree(page, "#panel-charts")).join("\n");
  assert.match(tree, /^heading: Verlauf: Verfügbares Einkommen je Einwohner, Jena, 2000 bis 2018$/m);
  assert.match(tree, /^StaticText: Jena: Von 2010 bis 2018 um .* gestiegen/m);
  assert.match(tree, /^slider: Zeitpunkt im Verlauf$/m);
  assert.match(tree, /^image: Verlauf: /m);
});

journey("which Kreise are like mine and do better? in roles, names and values", async ({ open }) => {
  const page = await open(`${VIEW}&a=09162&pv=alike&t=profile`);
  await becomes(async () => (await texts(page, ".alike-list > li")).length, 8);
  const tree = await spokenTree(page, "#panel-profile");
  const [summary] = await texts(page, ".alike-summary");
  assert.ok(tree.includes(`StaticText: ${summary}`), tree.slice(0, 60).join("\n"));
  const names = await texts(page, ".alike-list .profile-open");
  assert.equal(names.length, 8);
  for (const name of names) assert.ok(tree.includes(`button: ${name}`), name);
  assert.ok(tree.filter((line) => line.startsWith("listitem")).length >= 8);
});
