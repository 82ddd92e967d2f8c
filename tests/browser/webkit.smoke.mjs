/**
 * The third engine: WebKit, as WebKitGTK has it. The other journeys are written for browsers that
 * tell more; this one goes the way a reader goes and looks whether the page does the same.
 */
import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { serve } from "./server.mjs";
import { WebKit } from "./webkit.mjs";

let server;
let browser;

before(async () => {
  server = process.env.TEILRAUM_URL ? { url: process.env.TEILRAUM_URL, stop() {} } : await serve();
  browser = await WebKit.start();
  console.log(`webkit: ${browser.version}`);
});

after(async () => {
  await browser?.stop();
  server?.stop();
});

const ready = () => document.documentElement.dataset.teilraum === "ready";

/** How many colours with at least 50 pixels the map has. */
function colors() {
  const canvas = document.getElementById("map-canvas");
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  const counts = new Map();
  for (let at = 0; at < data.length; at += 4) {
    const color = data[at + 3] && (data[at] << 16 | data[at + 1] << 8 | data[at + 2]);
    counts.set(color, (counts.get(color) ?? 0) + 1);
  }
  return [...counts.values()].filter((count) => count >= 50).length;
}

const words = (selector) => document.querySelector(selector)?.innerText.replace(/\s+/g, " ").trim() ?? "";

test("in WebKit the atlas opens with its map painted and its answer in words", async () => {
  await browser.goTo(server.url);
  await browser.until(ready);
  assert.ok(await browser.evaluate(colors) >= 6);
  assert.equal(await browser.evaluate(words, "#view-title"), "Verfügbares Einkommen je Einwohner, Kreise, 2018");
  assert.match(await browser.evaluate(words, "#words"), /in Heilbronn \(36 883 €\)/);
  assert.ok(await browser.evaluate(() => document.getElementById("failure").hidden));
});

test("in WebKit an area is found and chosen, with value, rank and trend", async () => {
  await browser.type("#search-input", "Starnberg");
  await browser.until(() => document.querySelectorAll("#search-list [role=option]").length > 0);
  await browser.type("#search-input", "\uE007");
  await browser.until(() => new URLSearchParams(location.hash.slice(1)).get("a") === "09188");
  assert.match(await browser.evaluate(words, "#area-name"), /^Starnberg/);
  assert.match(await browser.evaluate(words, "#area-rank"), /^Rang 2 von 40[01]/);
  await browser.until(() => {
    const canvas = document.getElementById("trend");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.some((part) => part > 0);
  });
});

test("in WebKit the table shows what the map shows, and a link restores it", async () => {
  await browser.click("#tab-table");
  await browser.until(() => document.querySelectorAll("#table tbody tr").length >= 400);
  const chosen = () => document.querySelector('#table tr[aria-current="true"]')?.innerText.replace(/\s+/g, " ") ?? "";
  assert.match(await browser.evaluate(chosen), /Starnberg.*35 356/);
  const address = await browser.until(() => location.hash.includes("t=table") && location.href);
  await browser.goTo("about:blank");
  await browser.goTo(address);
  await browser.until(ready);
  assert.match(await browser.evaluate(chosen), /Starnberg.*35 356/);
  const folder = process.env.TEILRAUM_SCREENSHOTS;
  if (!folder) return;
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, "webkit.png"), await browser.screenshot());
});
