/**
 * What readers do and see, in the words of the journeys.
 *
 * Waiting is always for something to be so, never for a time to pass: `until` asks again and again
 * and gives up only after a time no slow machine needs. It asks through `evaluate`, because
 * `waitForFunction` would need a policy that allows `eval`.
 */
import assert from "node:assert/strict";

const GIVE_UP_MS = Number(process.env.TEILRAUM_PATIENCE_MS ?? 60_000);
const ASK_AGAIN_MS = 40;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks the page until the answer is true-ish, and returns it. */
export async function until(page, question, ...args) {
  const end = Date.now() + GIVE_UP_MS;
  let answer;
  do {
    answer = await page.evaluate(question, ...args);
    if (answer) return answer;
    await pause(ASK_AGAIN_MS);
  } while (Date.now() < end);
  throw new Error(`not within ${GIVE_UP_MS} ms: ${question} (${JSON.stringify(args)})`);
}

/** Waits until `read` gives `expected`; says what it gave instead when that never happens. */
export async function becomes(read, expected) {
  const end = Date.now() + GIVE_UP_MS;
  let found = await read();
  while (!matches(found, expected) && Date.now() < end) {
    await pause(ASK_AGAIN_MS);
    found = await read();
  }
  if (expected instanceof RegExp) assert.match(String(found), expected);
  else assert.deepEqual(found, expected);
  return found;
}

function matches(found, expected) {
  if (expected instanceof RegExp) return expected.test(String(found));
  return JSON.stringify(found) === JSON.stringify(expected);
}

/** Text as it is read: any run of spaces of any width is one space. */
const plain = (text) => text.replace(/[\s\u00A0\u2009\u202F]+/g, " ").trim();

/** The text of the first element that fits; empty where there is none or it is not shown. */
export async function text(page, selector) {
  return plain(await page.evaluate((s) => document.querySelector(s)?.innerText ?? "", selector));
}

/** The texts of all elements that fit. */
export async function texts(page, selector) {
  const found = await page.evaluate((s) => [...document.querySelectorAll(s)].map((e) => e.innerText ?? e.textContent), selector);
  return found.map(plain);
}

/** An attribute of the first element that fits. */
export function attribute(page, selector, name) {
  return page.evaluate((s, n) => document.querySelector(s)?.getAttribute(n) ?? null, selector, name);
}

/** What the link in the address says for a key; `null` where it says nothing. */
export function inLink(page, key) {
  return page.evaluate((k) => new URLSearchParams(location.hash.slice(1)).get(k), key);
}

/** Waits until the link says so. */
export function linkSays(page, key, expected) {
  return becomes(() => inLink(page, key), expected);
}

/** What was last announced to those who listen. */
export function spoken(page) {
  return text(page, "#spoken");
}

/** Presses a key several times. */
export async function press(page, ...keys) {
  for (const key of keys) await page.keyboard.press(key);
}

/** Goes on with the tabulator key until the focus is on what fits. */
export async function tabTo(page, selector, most = 90) {
  for (let at = 0; at < most; at += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((s) => document.activeElement?.matches(s) ?? false, selector)) return;
  }
  assert.fail(`${most} times the tabulator key did not lead to ${selector}`);
}

/** Opens a theme in the menu, unless it is open, and chooses an indicator in it by its words. */
export async function chooseIndicator(page, theme, indicator) {
  const head = `#themes button[aria-controls="theme-${theme}"]`;
  if ((await attribute(page, head, "aria-expanded")) !== "true") await page.click(head);
  const button = await page.evaluateHandle(
    (id, words) => [...document.querySelectorAll(`#${id} button`)].find((it) => it.innerText.trim() === words),
    `theme-${theme}`,
    indicator,
  );
  assert.ok(button.asElement(), `no indicator "${indicator}" in the theme "${theme}"`);
  await button.asElement().click();
}

/** Chooses one of several, whether they are a list or radio buttons. */
export async function choose(page, name, key) {
  if (await page.$(`#${name}-select`)) await page.select(`#${name}-select`, key);
  else await page.click(`label:has(input[name="${name}"][value="${key}"])`);
}

/** Waits until no file and no work is outstanding for the view. */
export function settled(page) {
  return until(page, () => document.getElementById("stage").getAttribute("aria-busy") === "false");
}

/** Waits until what comes after the first picture (neighbours, finer outlines) has come, too. */
export async function rested(page) {
  const fetched = () => page.evaluate(() => performance.getEntriesByType("resource").map(({ name }) => name).filter((name) => name.includes("/data/")));
  let before = [];
  await becomes(async () => {
    await pause(300);
    await settled(page);
    const now = await fetched();
    const same = now.length === before.length && now.some((name) => name.includes("/data/n/"));
    before = now;
    return same;
  }, true);
}

/**
 * The colours on a canvas and how many pixels each has, as `#rrggbb`, only those with at least so
 * many pixels; transparent pixels are left out.
 */
export function colorsOn(page, selector, least = 1) {
  return page.evaluate(
    (s, few) => {
      const canvas = document.querySelector(s);
      if (canvas.width === 0 || canvas.height === 0) return {};
      // Read from a copy: Chromium has something to say about canvases that are read often.
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext("2d", { willReadFrequently: true });
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      const counts = new Map();
      for (let at = 0; at < data.length; at += 4) {
        if (data[at + 3] === 0) continue;
        const color = (data[at] << 16) | (data[at + 1] << 8) | data[at + 2];
        counts.set(color, (counts.get(color) ?? 0) + 1);
      }
      const named = [...counts].filter(([, n]) => n >= few).sort((a, b) => b[1] - a[1]);
      return Object.fromEntries(named.map(([color, n]) => [`#${color.toString(16).padStart(6, "0")}`, n]));
    },
    selector,
    least,
  );
}

/** The classes of the legend: colour, words, number of areas, whether highlighted. */
export function legendClasses(page) {
  return page.evaluate(() =>
    [...document.querySelectorAll("#legend-classes .class-row")].map((row) => ({
      color: row.querySelector(".swatch").style.getPropertyValue("--swatch").trim(),
      label: row.querySelector(".class-label").textContent.replace(/[\u00A0\u2009\u202F]/g, " "),
      count: Number(row.querySelector(".count").textContent.replace(/\D/g, "")),
      highlighted: row.getAttribute("aria-pressed") === "true",
    })),
  );
}

/** A row of the table, column by column. */
export function tableRow(page, key) {
  return page.evaluate((area) => {
    const row = document.querySelector(`#table button[data-area="${area}"]`)?.closest("tr");
    if (!row) return null;
    const cell = (name) => row.querySelector(`.col-${name}`)?.innerText.replace(/[\u00A0\u2009\u202F]/g, " ").trim() ?? "";
    return { name: cell("name"), value: cell("value"), rank: cell("rank"), class: cell("class"), note: cell("note"),
      chosen: row.getAttribute("aria-current") === "true" };
  }, key);
}

/** How far the page is wider than the window. */
export function overflow(page) {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}

/** The nodes of the accessibility tree below an element, each as "role: name". */
export async function spokenTree(page, selector) {
  const root = await page.$(selector);
  const found = [];
  const walk = (node) => {
    found.push(`${node.role}: ${node.name}`.replace(/[\u00A0\u202F]/g, " "));
    for (const child of node.children ?? []) walk(child);
  };
  walk(await page.accessibility.snapshot({ root, interestingOnly: false }));
  return found;
}
