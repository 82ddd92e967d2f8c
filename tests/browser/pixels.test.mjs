import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { journey } from "./harness.mjs";

const record = new URL("../fixtures/demo-pixels.json", import.meta.url);

/** Paints views on canvases of their own and reads these back; runs in the page. */
async function canvases(views) {
  const boot = document.querySelector("script[type=module][src]").src;
  const core = await import(new URL("core.js", boot).href);
  await core.default();
  const data = new URL("data/", document.baseURI);
  const address = (path) => (path.startsWith("messages/") ? new URL(`${path}.json`, boot) : new URL(path, data));
  const feed = async (atlas) => {
    for (let missing = atlas.missing(); missing.length > 0; missing = atlas.missing()) {
      for (const path of missing) {
        atlas.supply(path, new Uint8Array(await (await fetch(address(path))).arrayBuffer()));
      }
    }
    while (atlas.work(50));
  };
  const read = async (context) => {
    const { data: pixels } = context.getImageData(0, 0, context.canvas.width, context.canvas.height);
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", pixels));
    return [...hash].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  };
  const found = [];
  for (const view of views) {
    const atlas = new core.Atlas();
    atlas.dispatch({ do: "open", link: view.link });
    await feed(atlas);
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [view.width, view.height].map((css) => css * view.density);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    atlas.resize(view.width, view.height, view.density);
    atlas.set_colors({ background: "#ffffff", text: "#141414", border: "#141414", selection: "#141414", forced: false });
    atlas.frame(context);
    // What a first picture does without is asked for once it has been refined.
    while (atlas.refine(context, 50) < canvas.height);
    await feed(atlas);
    atlas.frame(context);
    const motion = await read(context);
    while (atlas.refine(context, 50) < canvas.height);
    found.push({ motion, rest: await read(context) });
    atlas.free();
  }
  return found;
}

journey.everywhere("the canvas shows to the bit what is painted without a browser", async ({ open }) => {
  const views = JSON.parse(await readFile(record, "utf8"));
  const page = await open();
  const found = await page.evaluate(canvases, views);
  views.forEach((view, at) => {
    // The publisher's hash is the beginning of this one.
    for (const when of ["motion", "rest"]) {
      assert.ok(found[at][when].startsWith(view[when]) && view[when].length >= 12, `${view.link}, ${when}: ${found[at][when]}`);
    }
  });
});
