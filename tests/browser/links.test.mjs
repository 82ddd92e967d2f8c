/**
 * A link shows the same view whichever way one comes to it: typed into an open page that showed
 * something else, gone back to, reloaded, or pasted into a fresh one.
 */
import assert from "node:assert/strict";
import { journey, waitReady } from "./harness.mjs";
import { damaged, linksOf, vocabulary } from "./links.mjs";
import { becomes, chooseIndicator, text } from "./steps.mjs";

const SEED = 20_261_123;
const LINKS = 500;
const RELOADED = 12;
const GONE_BACK = 40;
const DAMAGED = 200;

/** What a reader sees of a view; runs in the page. */
function seen() {
  const words = (selector) => [...document.querySelectorAll(selector)].map((element) => element.textContent.replace(/\s+/g, " ").trim());
  const shown = (selector) => words(selector).filter((_, at) => document.querySelectorAll(selector)[at].checkVisibility());
  return {
    title: document.title,
    language: document.documentElement.lang,
    heading: shown("#view-title, #view-subtitle"),
    tab: words('[role="tab"][aria-selected="true"]'),
    legend: shown("#legend-title, #legend-unit, #legend-classes .class-label, #legend-classes .count, #legend-states, #legend-method"),
    pressed: [...document.querySelectorAll('#legend-classes [aria-pressed="true"]')].map((row) => row.textContent),
    words: words("#words p"),
    area: shown("#area-name, #area-value, #area-rank, #area-class-label, #area-comparisons"),
    // Behind another tab may stand what was shown before.
    table: shown("#table caption, #table thead, #table tbody tr:nth-child(-n+5)"),
    chosen: words("#themes .chosen, #period-select option:checked, #level-select option:checked, input[name=level]:checked + span"),
  };
}

/** Waits until the page stands still, and gives what is seen then. */
async function settledView(page) {
  let before = "";
  return becomes(async () => {
    const busy = await page.$eval("#stage", (stage) => stage.getAttribute("aria-busy"));
    const now = JSON.stringify(await page.evaluate(seen));
    const stands = busy === "false" && now === before;
    before = now;
    // What may follow a picture of the screen has done so after this.
    if (!stands) await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 120)));
    return stands;
  }, true).then(() => JSON.parse(before));
}

const go = (page, link) => page.evaluate((fragment) => { location.hash = fragment; }, link);

/** The same links in another order, so that each comes after another view. */
const mixed = (links) => links.map((_, at) => (at * 181 + 90) % links.length);

journey("a generated link shows the same view in a page that showed another before, and in a reloaded one", async (visit) => {
  const links = linksOf(await vocabulary(visit.url), LINKS, SEED);
  assert.ok(new Set(links).size > LINKS * 0.98, "links by chance differ");
  const page = await visit.open();
  const views = [];
  for (const link of links) {
    await go(page, link);
    views.push(await settledView(page));
  }
  assert.ok(new Set(views.map((view) => view.title)).size > 200, "views by chance differ");
  assert.ok(views.every((view) => view.heading.length > 0 && view.words.length > 0));
  assert.ok(views.filter((view) => view.area.length > 0).length > LINKS / 2);
  // Opened only now: a page in the background is slowed down.
  const other = await visit.open("#v=1&lang=en");
  for (const at of mixed(links)) {
    await go(other, links[at]);
    await becomes(() => other.evaluate(seen), views[at]);
  }
  await page.bringToFront();
  for (let at = 0; at < LINKS; at += Math.floor(LINKS / RELOADED)) {
    await page.goto("about:blank");
    await page.goto(new URL(`#${links[at]}`, visit.url).href);
    await waitReady(page);
    await becomes(() => page.evaluate(seen), views[at]);
    await page.reload();
    await waitReady(page);
    await becomes(() => page.evaluate(seen), views[at]);
  }
});

journey.everywhere("going back and forward leads through the same views", async (visit) => {
  const links = linksOf(await vocabulary(visit.url), GONE_BACK, SEED + 1);
  const page = await visit.open();
  const views = [];
  for (const link of links) {
    await go(page, link);
    views.push(await settledView(page));
  }
  const walk = async (at, step) => {
    await page.evaluate((by) => history.go(by), step);
    await becomes(() => page.evaluate(seen), views[at]);
  };
  for (let at = GONE_BACK - 2; at >= 0; at -= 1) await walk(at, -1);
  for (let at = 7; at < GONE_BACK; at += 7) await walk(at, 7);
});

journey.everywhere("no fragment breaks the page, whatever is in it", async (visit) => {
  const words = await vocabulary(visit.url);
  const fragments = damaged(linksOf(words, 50, SEED + 2), DAMAGED, SEED + 3);
  const page = await visit.open();
  let noticed = 0;
  for (const fragment of fragments) {
    await go(page, fragment);
    const view = await settledView(page).catch((error) => assert.fail(`${fragment}: ${error.message}`));
    assert.ok(view.heading[0] && view.words.length > 0 && (view.legend.length > 0 || view.table.length > 0 || view.tab[0]), fragment);
    if (await text(page, "#notice-list")) noticed += 1;
    visit.assertClean();
  }
  assert.ok(noticed > DAMAGED / 4, `only ${noticed} of ${DAMAGED} were said to be wrong`);
  await go(page, "v=1&lang=de");
  await becomes(() => page.evaluate(() => document.documentElement.lang), "de");
  await page.click("#tab-map");
  await chooseIndicator(page, "population", "Bevölkerungsdichte");
  await becomes(() => text(page, "#view-title"), /^Bevölkerungsdichte/);
});
