import assert from "node:assert/strict";
import { journey, runAxe, screenshot, viewports } from "./harness.mjs";
import { attribute, becomes, linkSays, overflow, press, tabTo, text, texts, until } from "./steps.mjs";

const INCOME = "#v=1&i=disposable-income-per-head&l=kreis&p=latest";

/** Sentences of the answer. */
const words = async (page) => (await texts(page, "#words p")).join(" ");

/** The terms explained below a place. */
const termsIn = (page, place) => page.evaluate((within) => [...document.querySelectorAll(`${within} button.term`)].map((it) => it.dataset.term), place);

/** Where the focus is. */
const focused = (page) => page.evaluate(() => document.activeElement?.getAttribute("data-term") ?? document.activeElement?.id ?? "");

journey.everywhere("plain words are switched on and off by mouse, and a link restores them", async (visit) => {
  const page = await visit.open(`${INCOME}&a=09188`);
  assert.equal(await attribute(page, "#easy", "aria-pressed"), "false");
  const usual = await words(page);
  await page.click("#easy");
  await linkSays(page, "ez", "1");
  await becomes(() => words(page), /Das Thema ist „Verfügbares Einkommen“\. .*Insgesamt sind es in Deutschland/);
  assert.equal(await attribute(page, "#easy", "aria-pressed"), "true");
  await becomes(() => text(page, "#area-rank"), /^Das ist Rang \d+ von \d+ Kreisen\. Rang 1 hat den höchsten Wert\.$/);
  const plain = await words(page);
  await runAxe(page);
  await screenshot(page, "plain-words");
  const again = await visit.open(new URL(page.url()).hash);
  await becomes(() => words(again), plain);
  assert.equal(await attribute(again, "#easy", "aria-pressed"), "true");
  // A page behind another draws nothing, and so cannot be clicked.
  await page.bringToFront();
  await page.click("#easy");
  await linkSays(page, "ez", null);
  await becomes(() => words(page), usual);
});

journey.everywhere("plain words by keyboard, in English too, and back by the browser's own way", async (visit) => {
  const page = await visit.open(`${INCOME}&lang=en`);
  await becomes(() => text(page, "#easy"), "Plain words");
  await tabTo(page, "#easy", 120);
  await press(page, "Enter");
  await linkSays(page, "ez", "1");
  await becomes(() => words(page), /The topic is “Disposable income”/);
  assert.equal(await focused(page), "easy");
  await press(page, " ");
  await linkSays(page, "ez", null);
  await becomes(() => words(page), /median/);
});

journey.everywhere("a term is explained by keyboard, closed by Escape, and the focus returns", async (visit) => {
  const page = await visit.open(INCOME);
  await becomes(async () => (await termsIn(page, "#words")).includes("term.median"), true);
  assert.match(await words(page), /Der mittlere Wert \(Median\) liegt bei/);
  await tabTo(page, '#words button[data-term="term.median"]', 120);
  const box = await page.$eval('#words button[data-term="term.median"]', (it) => {
    const { width, height } = it.getBoundingClientRect();
    return { width, height, name: it.getAttribute("aria-label") };
  });
  assert.equal(box.name, "Was heißt Median?");
  assert.ok(box.width >= 24 && box.height >= 24, JSON.stringify(box));
  await press(page, "Enter");
  await page.waitForSelector("#glossary[open]", { visible: true });
  assert.match(await text(page, "#glossary"), /Der Wert in der Mitte/);
  await runAxe(page);
  await screenshot(page, "plain-term");
  await press(page, "Escape");
  await until(page, () => !document.getElementById("glossary"));
  await becomes(() => focused(page), "term.median");
});

journey("terms of card and legend are explained by touch on a phone, in the language of the page", async (visit) => {
  const page = await visit.open(`${INCOME}&a=09188&lang=en`, viewports.phone);
  await becomes(async () => (await termsIn(page, "#area-card")).includes("term.rank"), true);
  await page.tap('#area-card button[data-term="term.rank"]');
  await page.waitForSelector("#glossary[open]", { visible: true });
  assert.match(await text(page, "#glossary"), /^Rank .*Rank 1 has the highest value/);
  await page.tap("#glossary .dialog-head button");
  await until(page, () => !document.getElementById("glossary"));
  assert.equal(await overflow(page), 0);
  assert.equal(await attribute(page, '#area-card button[data-term="term.rank"]', "aria-label"), "What does rank mean?");
});

journey("plain words and terms fit 320 pixels and are sound for assistive technology", async (visit) => {
  const page = await visit.open(`${INCOME}&a=09188&ez=1`, viewports.narrow);
  await becomes(() => words(page), /Das Thema ist/);
  await becomes(async () => (await termsIn(page, "#area-card")).includes("term.rank"), true);
  assert.equal(await overflow(page), 0);
  await runAxe(page);
  await screenshot(page, "plain-320", { fullPage: true });
});
