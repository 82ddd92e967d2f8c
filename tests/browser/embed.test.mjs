/**
 * The atlas in pages of other sites: the line that the documentation shows under the strictest
 * policy, frames that follow their content, the element, and strangers who try to talk to it.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { browserName, journey } from "./harness.mjs";
import { framed, page, site } from "./neighbours.mjs";
import { becomes } from "./steps.mjs";

const SHOWN_AT = "https://example.org/atlas/";
const VIEW = "v=1&i=disposable-income-per-head&l=kreis&p=latest";
const docs = await readFile(new URL("../../docs/embedding.md", import.meta.url), "utf8");

/** A block of the documentation, with the atlas where it is now. */
function shown(opening, atlas) {
  const block = [...docs.matchAll(/```(?:html|css|js)\n([\s\S]*?)```/g)].map(([, text]) => text).find((text) => text.includes(opening));
  assert.ok(block, `docs/embedding.md shows ${opening}`);
  return block.replaceAll(SHOWN_AT, atlas).replaceAll(new URL(SHOWN_AT).origin, new URL(atlas).origin);
}

/** Opens a page of another site with the atlas in it, without the harness' eye on other origins. */
async function beside(visit, files, policy, walk) {
  const atlas = await framed(visit.url);
  const named = typeof files === "function" ? files(atlas.url) : files;
  const host = await site(named, typeof policy === "function" ? policy(new URL(atlas.url).origin) : policy);
  const said = [];
  const tab = await visit.blank();
  tab.on("console", (message) => said.push(`${message.type()}: ${message.text()}`));
  tab.on("request", (request) => {
    const { origin, protocol } = new URL(request.url());
    const known = [new URL(atlas.url).origin, new URL(host.url).origin].includes(origin) || ["data:", "blob:", "about:"].includes(protocol);
    if (!known) said.push(`another site: ${request.url()}`);
  });
  try {
    await tab.goto(host.url + "page.html");
    await walk(tab, atlas.url, host.url);
    assert.deepEqual(said, []);
  } finally {
    await tab.close();
    visit.incidents.length = 0;
    atlas.stop();
    host.stop();
  }
}

/** The atlas in the frame with this index, once its map is there. */
async function inFrame(tab, atlas, index = 0) {
  await becomes(() => tab.frames().filter((frame) => frame.url().startsWith(atlas)).length > index, true);
  const frame = tab.frames().filter((it) => it.url().startsWith(atlas))[index];
  await frame.waitForSelector('html[data-teilraum="ready"]', { timeout: 30_000 });
  return frame;
}

const textIn = (frame, selector) => frame.evaluate((s) => document.querySelector(s)?.innerText ?? "", selector);
const heightOf = (tab, index = 0) => tab.evaluate((at) => document.querySelectorAll("iframe")[at].clientHeight, index);
const contentOf = (frame) => frame.evaluate(() => Math.ceil(document.body.getBoundingClientRect().height));

journey.everywhere("the one line that is shown stands in a page with the strictest policy, in the colours that it asks for", async (visit) => {
  const strict = (origin) => `default-src 'none'; frame-src ${origin}`;
  await beside(visit, (atlas) => ({ "page.html": page(shown("&amp;theme=light#v=1", atlas)) }), strict, async (tab, atlas) => {
    // Only Chromium can be told to prefer the dark.
    if (browserName === "chromium") await tab.emulateMediaFeatures([{ name: "prefers-color-scheme", value: "dark" }]);
    const frame = await inFrame(tab, atlas);
    assert.match(await textIn(frame, "#words"), /verfügbare Einkommen/);
    assert.equal(await frame.$eval("body", (body) => getComputedStyle(body).backgroundColor), "rgb(255, 253, 249)");
    for (const hidden of [".head", ".foot", ".choose", ".tabs", "#filter-open"]) {
      assert.equal(await frame.$eval(hidden, (part) => part.checkVisibility()), false, hidden);
    }
    assert.ok(await frame.$eval("#source", (source) => source.checkVisibility() && source.textContent.includes("dl-de/by-2-0")));
    assert.match(await frame.$eval("#embed-open", (link) => link.href), /atlas|127\.0\.0\.1:\d+\/(index\.html)?#v=1.*a=09188/);
    // What is locked stays, whatever is pressed.
    await frame.focus("#map-surface");
    await tab.keyboard.press("ArrowLeft");
    await tab.keyboard.press("End");
    assert.match(await textIn(frame, "#area-name"), /^Starnberg/);
  });
});

const FOLLOWS = (atlas, extra = "") => `<script type="module" src="${atlas}teilraum-embed.js"></script>
  <iframe data-teilraum src="${atlas}?embed&amp;height=content#${VIEW.replaceAll("&", "&amp;")}" title="Atlas" width="100%" height="300"${extra}></iframe>`;
const OPEN = (origin) => `default-src 'none'; frame-src *; script-src 'self' ${origin}; style-src 'unsafe-inline'`;

/** Insists that the frame is as high as its content, and stays so. */
async function follows(tab, frame, index = 0) {
  await becomes(async () => Math.abs((await heightOf(tab, index)) - (await contentOf(frame))) <= 1, true);
  const told = await tab.evaluate((at) => new Promise((resolve) => {
    const heights = [];
    document.querySelectorAll("iframe")[at].addEventListener("teilraum-height", ({ detail }) => heights.push(detail.px));
    setTimeout(() => resolve(heights), 400);
  }), index);
  assert.deepEqual(told, [], "a height that has settled does not change");
}

journey.everywhere("a frame follows its content: other widths, letters and tabs, hidden and shown, and never in circles", async (visit) => {
  await beside(visit, (atlas) => ({ "page.html": page(FOLLOWS(atlas)) }), OPEN, async (tab, atlas) => {
    const frame = await inFrame(tab, atlas);
    await follows(tab, frame);
    const wide = await heightOf(tab);
    assert.ok(wide > 600, `${wide}`);
    await tab.setViewport({ width: 400, height: 800 });
    await follows(tab, frame);
    assert.ok((await heightOf(tab)) > wide, "narrow pages are higher");
    await frame.evaluate(() => { document.documentElement.style.fontSize = "150%"; });
    await follows(tab, frame);
    await frame.click("#tab-table");
    await follows(tab, frame);
    const before = await heightOf(tab);
    await tab.$eval("iframe", (it) => { it.style.display = "none"; });
    await frame.evaluate(() => { document.documentElement.style.fontSize = ""; });
    await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 200)));
    await tab.$eval("iframe", (it) => { it.style.display = ""; });
    await follows(tab, frame);
    assert.ok((await heightOf(tab)) < before, "smaller letters need less");
  });
});

journey("a frame in a frame follows too", async (visit) => {
  const files = (atlas) => ({
    "page.html": page(`<script type="module" src="${atlas}teilraum-embed.js"></script><iframe src="inner.html" width="100%" height="3000" title="Seite"></iframe>`),
    "inner.html": page(FOLLOWS(atlas)),
  });
  await beside(visit, files, OPEN, async (tab, atlas) => {
    const frame = await inFrame(tab, atlas);
    const inner = tab.frames().find((it) => it.url().endsWith("inner.html"));
    await follows(inner, frame);
  });
});

const ELEMENTS = (atlas) => `<script type="module" src="${atlas}teilraum-atlas.js"></script>
  <script type="module" src="${atlas}teilraum-atlas.js?again"></script>
  <script src="log.js"></script>
  <teilraum-atlas id="one" indicator="disposable-income-per-head" level="kreis" area="09188" label="Eins"><a href="${atlas}">statt dessen</a></teilraum-atlas>
  <teilraum-atlas id="two" indicator="population-density" level="land" lock="level" theme="dark" label="Zwei"></teilraum-atlas>
  <teilraum-atlas id="three" view="#${VIEW.replaceAll("&", "&amp;")}&amp;lang=en" height="fill" label="Drei"></teilraum-atlas>`;
const LOG = `window.log = [];
  for (const type of ["ready", "state", "select", "failed"]) {
    addEventListener("teilraum-" + type, (event) => log.push([type, event.target.id, event.detail.link ?? event.detail.area ?? ""]));
  }`;

journey.everywhere("three elements of a page each have their atlas, tell of it and take orders", async (visit) => {
  await beside(visit, (atlas) => ({ "page.html": page(ELEMENTS(atlas)), "log.js": LOG }), OPEN, async (tab, atlas) => {
    for (const index of [0, 1, 2]) await inFrame(tab, atlas, index);
    const state = (id) => tab.evaluate((it) => document.getElementById(it).state, id);
    await becomes(async () => (await state("one"))?.area, "09188");
    await becomes(async () => (await state("two"))?.level, "land");
    await becomes(async () => (await state("three"))?.language, "en");
    assert.equal(await tab.$eval("#one a", (link) => link.checkVisibility()), false, "what stands in its stead is gone");
    assert.equal(await tab.$eval("#one", (it) => it.shadowRoot.querySelector("iframe").title), "Eins");
    // Attributes and methods.
    await tab.$eval("#one", (it) => it.setAttribute("area", "16055"));
    await becomes(async () => (await state("one"))?.area, "16055");
    await becomes(() => tab.evaluate(() => window.log.some(([type, id, area]) => type === "select" && id === "one" && area === "16055")), true);
    const after = await tab.$eval("#two", (it) => it.set({ indicator: "disposable-income-per-head", area: "16" }));
    assert.deepEqual([after.indicator, after.area, after.level], ["disposable-income-per-head", "16", "land"]);
    const refused = await tab.$eval("#two", (it) => it.set({ level: "kreis" }).then(() => "done", (error) => error.message));
    assert.match(refused, /^locked: l$/);
    assert.equal((await state("two")).level, "land");
    // Out of the page and back: the view goes on.
    await tab.$eval("#one", (it) => { const place = it.nextSibling; it.remove(); place.before(it); });
    await becomes(() => tab.evaluate(() => window.log.filter(([type, id]) => type === "ready" && id === "one").length), 2);
    await becomes(async () => (await state("one"))?.area, "16055");
    // The page's colours reach the frame.
    await tab.$eval("#three", (it) => { it.style.setProperty("--teilraum-accent", "rgb(1, 2, 3)"); it.restyle(); });
    const third = tab.frames().find((frame) => frame.url().includes("lang=en"));
    await becomes(() => third.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--accent").trim()), "rgb(1, 2, 3)");
    assert.ok((await tab.$eval("#three", (it) => it.getBoundingClientRect().height)) <= 641, "its height is the page's");
  });
});

journey("what stands in an element's stead stays where the atlas cannot come", async (visit) => {
  const files = (atlas) => ({ "page.html": page(`<script type="module" src="${atlas}teilraum-atlas.js"></script>
    <teilraum-atlas src="${atlas}nowhere/"><a href="#">statt dessen</a></teilraum-atlas>`) });
  const atlas = await framed(visit.url);
  const host = await site(files(atlas.url), OPEN(new URL(atlas.url).origin));
  const tab = await visit.blank();
  await tab.goto(host.url + "page.html");
  await becomes(() => tab.evaluate(() => customElements.get("teilraum-atlas") !== undefined), true);
  assert.ok(await tab.$eval("teilraum-atlas a", (link) => link.checkVisibility()));
  await tab.close();
  visit.incidents.length = 0;
  atlas.stop();
  host.stop();
});

journey("strangers are not listened to, and are told nothing", async (visit) => {
  const view = VIEW.replaceAll("&", "&amp;");
  const files = (atlas) => ({
    "page.html": page(`<script src="spy.js"></script><iframe name="atlas" src="${atlas}?embed&amp;host=https://www.example.org#${view}" title="Atlas" width="100%" height="700"></iframe>
      <iframe name="stranger" src="stranger.html" title="Fremd"></iframe>`),
    "stranger.html": page(`<script src="stranger.js"></script>`),
    "spy.js": `window.heard = []; addEventListener("message", ({ data }) => heard.push(data));
      window.order = (message) => frames.atlas.postMessage(message, "*");`,
    "stranger.js": `window.order = (message) => parent.frames.atlas.postMessage(message, "*");`,
  });
  const policy = "default-src 'none'; frame-src *; script-src 'self'";
  const atlas = await framed(visit.url);
  const host = await site(files(atlas.url), policy);
  const tab = await visit.blank();
  await tab.goto(host.url + "page.html");
  const frame = await inFrame(tab, atlas.url);
  const before = await textIn(frame, "#view-title");
  const order = { teilraum: 1, type: "set", id: 1, to: { indicator: "population-density" } };
  const stranger = tab.frames().find((it) => it.url().endsWith("stranger.html"));
  await stranger.evaluate((message) => window.order(message), order);
  await tab.evaluate((message) => window.order({ teilraum: 1, type: "hello" }) || window.order(message), order);
  for (const junk of [null, 7, "open", { teilraum: 2, type: "open" }, { teilraum: 1 }, { teilraum: 1, type: {} }, []]) {
    await tab.evaluate((message) => window.order(message), junk);
  }
  await tab.evaluate(() => new Promise((resolve) => setTimeout(resolve, 300)));
  assert.equal(await textIn(frame, "#view-title"), before);
  assert.deepEqual(await tab.evaluate(() => window.heard), [], "the page is not the one that the address names");
  await tab.close();
  visit.incidents.length = 0;
  atlas.stop();
  host.stop();
});

journey("the lines that the dialog makes show the view, and what was chosen holds", async (visit) => {
  const here = await visit.open(`#${VIEW}&a=16055`);
  await here.click("#share-open");
  await here.waitForSelector("#embed summary");
  await here.click("#embed summary");
  const lines = () => here.$eval("#embed-code", (code) => code.value);
  assert.match(await lines(), /^<script type="module" src="[^"]+teilraum-embed\.js"><\/script>\n<iframe [^>]+><\/iframe>$/);
  const choose = (name, value) => here.click(`input[name="embed-${name}"][value="${value}"]`);
  await choose("change", "fixed");
  await choose("height", "px");
  await choose("theme", "dark");
  await choose("language", "en");
  await choose("version", "pinned");
  const code = await lines();
  assert.match(code, /&amp;d=[0-9a-f]{8,}/);
  await choose("form", "picture");
  assert.match(await lines(), /^<a href="[^"]+#v=1[^"]*"><img src="teilraum\.png" alt="[^"]+"><\/a>$/);
  await choose("form", "element");
  assert.match(await lines(), /<teilraum-atlas src="[^"]+" view="v=1[^"]+" label="[^"]+" hide="[^"]+" lock="[^"]+" theme="dark" height="fill"><a href=/);
  const strict = (origin) => `default-src 'none'; frame-src ${origin}`;
  await beside(visit, (atlas) => ({ "page.html": page(code.replaceAll(visit.url, atlas)) }), strict, async (tab, atlas) => {
    const frame = await inFrame(tab, atlas);
    assert.equal(await frame.evaluate(() => document.documentElement.lang), "en");
    assert.match(await textIn(frame, "#area-name"), /^Weimar/);
    assert.equal(await frame.$eval("body", (body) => getComputedStyle(body).backgroundColor), "rgb(31, 36, 43)");
  });
});
