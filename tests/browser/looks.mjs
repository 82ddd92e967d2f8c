/** Settings of a reader's system, pretended in Chromium, and views opened under them. */
import { waitReady } from "./harness.mjs";
import { becomes, settled } from "./steps.mjs";

/** What each look asks of the browser. */
export const looks = {
  light: [{ name: "prefers-color-scheme", value: "light" }],
  dark: [{ name: "prefers-color-scheme", value: "dark" }],
  forced: [{ name: "forced-colors", value: "active" }],
};

const sessions = new WeakMap();

/** Has the browser pretend that its user asked for something. */
export async function pretend(page, features, media = "") {
  if (!sessions.has(page)) sessions.set(page, await page.createCDPSession());
  await sessions.get(page).send("Emulation.setEmulatedMedia", { media, features });
  const asked = () => page.evaluate((all) => all.every(({ name, value }) => matchMedia(`(${name}: ${value})`).matches), features);
  await becomes(asked, true);
}

/** Whether a view is drawn by the live page; the others are pages of their own. */
export const isLive = ({ at }) => at.startsWith("#");

/** The languages of a view. */
export const languagesOf = ({ languages = ["de", "en"] }) => languages;

/** Opens a view in a language and waits until it stands. */
export async function openView(visit, view, language = "de", viewport = view.viewport) {
  const page = await visit.blank(viewport);
  const at = isLive(view) && language !== "de" ? `${view.at}&lang=${language}` : view.at;
  await page.goto(new URL(at, visit.url).href);
  if (isLive(view)) {
    await waitReady(page);
    await settled(page);
  }
  await view.prepare?.(page);
  return page;
}

/** Unfolds whatever is folded, so that nothing stays unseen. */
export async function unfold(page) {
  await page.evaluate(() => {
    for (const box of document.querySelectorAll("details")) box.open = true;
  });
  if (await page.$("#stage")) await settled(page);
}

/** Waits until what rises or fades has done so; a moment's contrast is nobody's. */
export function still(page) {
  return page.evaluate(async () => {
    const passing = document.getAnimations().filter((it) => it.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(passing.map((it) => it.finished));
  });
}
