/**
 * What a reader's settings and senses ask of the page beyond what a checker can see: larger text, a
 * narrow window, targets that a finger hits, focus that is seen, motion that stays away, and words
 * that are neither too many nor in the wrong voice.
 */
import assert from "node:assert/strict";
import { journey, viewports } from "./harness.mjs";
import { openView, pretend, still, unfold } from "./looks.mjs";
import { attribute, becomes, linkSays, overflow, press, spoken, tabTo, text } from "./steps.mjs";
import { HOME, views } from "./views.mjs";

const LEAST_TARGET_PX = 24;
const AREA = `${HOME}&a=09188`;

/** 1280 pixels at 400 % are 320 wide and, of 1024, 256 high. */
const ZOOMED = { width: 320, height: 256 };

for (const view of views.filter(({ viewport }) => !viewport)) {
  journey(`at 320 pixels the view "${view.name}" needs no scrolling sideways`, async (visit) => {
    // What opens by a button of the wide page is reached in another way on the narrow one.
    const page = await openView(visit, view, "de", view.prepare ? viewports.wide : viewports.narrow);
    await page.setViewport(viewports.narrow);
    await unfold(page);
    await becomes(() => overflow(page), 0);
  });
}

journey("at 400 % everything is there, in one column", async ({ open }) => {
  const page = await open(AREA, ZOOMED);
  assert.equal(await overflow(page), 0);
  for (const id of ["search-input", "sheet-indicator", "tab-map", "map-surface", "legend", "area-card", "method"]) {
    const shown = await page.$eval(`#${id}`, (element) => {
      element.scrollIntoView({ block: "nearest" });
      const box = element.getBoundingClientRect();
      return element.checkVisibility() && box.width > 0 && box.left >= 0 && box.right <= innerWidth;
    });
    assert.ok(shown, id);
  }
});

journey("text twice as large loses nothing", async (visit) => {
  const page = await visit.open(AREA);
  // What a browser's setting for the size of letters does.
  await page.evaluate(() => document.documentElement.style.setProperty("font-size", "200%"));
  for (const link of [AREA, `${HOME}&t=table`]) {
    await page.evaluate((fragment) => { location.hash = fragment; }, link);
    await becomes(() => overflow(page), 0);
    const cut = await page.evaluate(() => [...document.querySelectorAll("h1, h2, h3, p, label, button, th, td, dt, dd, li")]
      .filter((element) => element.checkVisibility() && element.textContent.trim() && !element.closest(".hidden, .long, .surface, .skips"))
      .filter((element) => {
        const { overflowX, overflowY } = getComputedStyle(element);
        const hides = [overflowX, overflowY].some((it) => it === "hidden" || it === "clip");
        return hides && (element.scrollWidth > element.clientWidth + 1 || element.scrollHeight > element.clientHeight + 1);
      })
      .map((element) => `${element.tagName} ${element.className}: ${element.textContent.trim().slice(0, 60)}`));
    assert.deepEqual(cut, []);
  }
});

/** Controls smaller than a finger, unless they stand in a sentence or far from any other; runs in the page. */
function smallTargets(least) {
  const controls = [...document.querySelectorAll("a[href], button, input, select, summary, [role=button], [role=option], [tabindex='0']")]
    .filter((element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !element.closest(".skips, .skip"))
    // A field that is drawn by its label is hit through it.
    .map((element) => (element.closest("label") ?? element));
  const boxes = [...new Set(controls)].map((element) => ({ element, box: element.getBoundingClientRect() }));
  const middle = ({ box }) => [box.x + box.width / 2, box.y + box.height / 2];
  const near = (one, other) => {
    const [x, y] = middle(one);
    const dx = Math.max(other.box.left - x, 0, x - other.box.right);
    const dy = Math.max(other.box.top - y, 0, y - other.box.bottom);
    return Math.hypot(dx, dy) < least / 2;
  };
  const inSentence = ({ element }) => element.tagName === "A" && element.closest("p, li, dd, td, th, caption") !== null &&
    element.closest("p, li, dd, td, th, caption").textContent.trim() !== element.textContent.trim();
  return boxes
    .filter(({ box }) => box.width > 0 && (box.width < least || box.height < least))
    .filter((one) => !inSentence(one) && boxes.some((other) => other !== one && !one.element.contains(other.element) && !other.element.contains(one.element) && near(one, other)))
    .map(({ element, box }) => `${element.tagName}#${element.id}.${element.className} ${Math.round(box.width)}×${Math.round(box.height)}: ${element.textContent.trim().slice(0, 40)}`);
}

for (const view of views) {
  journey(`a finger hits every control of the view "${view.name}"`, async (visit) => {
    const page = await openView(visit, view);
    await unfold(page);
    await still(page);
    assert.deepEqual(await page.evaluate(smallTargets, LEAST_TARGET_PX), []);
    if (view.prepare) return;
    await page.setViewport(viewports.phone);
    assert.deepEqual(await page.evaluate(smallTargets, LEAST_TARGET_PX), []);
  });
}

for (const [what, viewport] of Object.entries({ wide: viewports.wide, narrow: viewports.narrow })) {
  journey(`wherever the tabulator key leads on a ${what} page, the focus is seen and nothing covers it`, async ({ open }) => {
    const page = await open(AREA, viewport);
    const seen = new Set();
    for (let step = 0; step < 120; step += 1) {
      await press(page, "Tab");
      const found = await page.evaluate(() => {
        const { activeElement: element } = document;
        if (!element || element === document.body) return null;
        // Of a link in running text its first line; a box around all of them holds others too.
        const [box = element.getBoundingClientRect()] = element.getClientRects();
        const [x, y] = [Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1), Math.min(Math.max(box.y + Math.min(box.height / 2, 20), 0), innerHeight - 1)];
        const style = getComputedStyle(element);
        const top = document.elementFromPoint(x, y);
        const ring = (it) => it.outlineStyle !== "none" && Number.parseFloat(it.outlineWidth) >= 2;
        const label = element.closest("label");
        const after = getComputedStyle(element, "::after");
        return {
          name: `${element.tagName}#${element.id}.${element.className}`,
          inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
          // The map's own element lets the pointer through to the map.
          free: style.pointerEvents === "none" || element.contains(top) || top?.contains(element) || Boolean(label?.contains(top)),
          ringed: ring(style) || (label !== null && (ring(getComputedStyle(label)) || [...label.children].some((it) => ring(getComputedStyle(it))))) ||
            Number.parseFloat(after.borderTopWidth) >= 2,
        };
      });
      if (!found) break;
      seen.add(found.name);
      assert.ok(found.inside && found.free && found.ringed, JSON.stringify(found));
    }
    assert.ok(seen.size > 15, [...seen].join(" "));
  });
}

journey.everywhere("letters typed on the map lead to the area that begins so", async ({ open }) => {
  const page = await open(HOME);
  await tabTo(page, "#map-surface");
  await page.keyboard.type("jen");
  await linkSays(page, "a", "16053");
  await becomes(() => spoken(page), /^Jena, .*: /);
  await becomes(() => text(page, "#area-name"), /^Jena/);
  assert.ok(await page.evaluate(() => document.getElementById("map-surface").contains(document.activeElement)));
});

journey.everywhere("of many areas gone past in a hurry only the last is announced", async ({ open }) => {
  const page = await open(HOME);
  await tabTo(page, "#map-surface");
  await page.evaluate(() => {
    const region = document.getElementById("spoken");
    globalThis.said = [];
    new MutationObserver(() => globalThis.said.push(region.textContent.trim())).observe(region, { childList: true, characterData: true, subtree: true });
  });
  // In one task: nobody types so fast, but a key held down does.
  await page.evaluate(() => {
    const surface = document.getElementById("map-surface");
    for (let times = 0; times < 12; times += 1) surface.dispatchEvent(new KeyboardEvent("keydown", { key: times ? "PageDown" : "Home", bubbles: true, cancelable: true }));
  });
  const name = await text(page, "#area-name");
  await becomes(async () => (await spoken(page)).startsWith(`${name}: `), true);
  const said = await page.evaluate(() => globalThis.said.filter(Boolean));
  assert.equal(said.length, 1, said.join("\n"));
  assert.match(said[0], /Rang 12 /);
});

journey("who asks for less motion gets none", async ({ open }) => {
  const page = await open(AREA);
  await pretend(page, [{ name: "prefers-reduced-motion", value: "reduce" }]);
  const moving = () => page.evaluate(() => document.getAnimations()
    .filter((it) => Number(it.effect?.getComputedTiming().duration) > 1)
    .map((it) => `${it.constructor.name} ${it.effect?.target?.id ?? ""}`));
  await page.focus("#map-proxy");
  await press(page, "Enter");
  await linkSays(page, "z", /^-?\d+,-?\d+,\d+$/);
  assert.deepEqual(await moving(), []);
  await page.click("#help-open");
  assert.deepEqual(await moving(), []);
});

journey("words in another language say so", async ({ open }) => {
  const page = await open();
  assert.equal(await attribute(page, "html", "lang"), "de");
  const named = await page.$$eval("#languages button", (all) => all.map((it) => [it.lang, it.textContent.trim()]));
  assert.ok(named.some(([lang, name]) => lang === "en" && name.includes("English")), JSON.stringify(named));
  await page.click('#languages button[lang="en"]');
  await becomes(() => attribute(page, "html", "lang"), "en");
  const back = await page.$$eval("#languages button", (all) => all.map((it) => [it.lang, it.textContent.trim()]));
  assert.ok(back.some(([lang, name]) => lang === "de" && name.includes("Deutsch")), JSON.stringify(back));
});

journey("the statement about accessibility is linked from the foot, in the page's language", async (visit) => {
  const page = await visit.open();
  const link = () => page.$eval("#atlas-statement a", (it) => [it.textContent, new URL(it.href).pathname.replace(/^.*\/pages\//, "")]);
  assert.deepEqual(await link(), ["Barrierefreiheit", "de/accessibility.html"]);
  await page.click('#languages button[lang="en"]');
  await becomes(link, ["Accessibility", "en/accessibility.html"]);
  await Promise.all([page.waitForNavigation(), page.click("#atlas-statement a")]);
  assert.equal(await text(page, "h1"), "Accessibility statement");
  assert.match(await text(page, "main"), /Report a barrier/);
});
