import assert from "node:assert/strict";
import { journey, runAxe, screenshot, viewports } from "./harness.mjs";

journey.everywhere("the page opens under the strict policy without a word in the console", async ({ open, url }) => {
  const page = await open();
  assert.equal(await page.evaluate(() => document.characterSet), "UTF-8");
  const response = await fetch(url);
  const policy = response.headers.get("content-security-policy");
  assert.match(policy, /default-src 'none'.*frame-ancestors 'self'/);
  await screenshot(page, "first-screen");
});

journey("the policy really refuses inline code", async (visit) => {
  const page = await visit.open();
  const ran = await page.evaluate(() => {
    const script = document.createElement("script");
    script.textContent = "window.inlineRan = true";
    document.head.append(script);
    return "inlineRan" in window;
  });
  assert.equal(ran, false);
  assert.match(visit.incidents.splice(0).join("\n"), /Content Security Policy/);
});

journey("everything a first visit preloads is used", async (visit) => {
  await visit.open();
  // Chromium complains about an unused preload some seconds after the page has loaded.
  await new Promise((resolve) => setTimeout(resolve, 6000));
  const twice = visit.requests.filter((url, at) => visit.requests.indexOf(url) < at);
  assert.deepEqual(twice, [], "requested twice");
});

journey("nothing is loaded before the first map that the budget does not count", async ({ open, url }) => {
  const counted = process.env.TEILRAUM_FIRST_VISIT;
  assert.ok(counted, "run by `cargo xtask test --only chromium`, which tells what is counted");
  const page = await open();
  const loaded = await page.evaluate(() => {
    const [map] = performance.getEntriesByName("teilraum:first-map");
    return performance
      .getEntriesByType("resource")
      .filter(({ startTime }) => startTime < map.startTime)
      .map(({ name }) => name);
  });
  const known = counted.split("\n").map((name) => new URL(name, url).href);
  assert.deepEqual(loaded.filter((name) => !known.includes(name)), []);
});

journey("the first screen has no accessibility violation at any width", async ({ open }) => {
  for (const viewport of Object.values(viewports)) {
    await runAxe(await open("", viewport));
  }
});
