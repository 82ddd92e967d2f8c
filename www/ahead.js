// The first module to run, while page, styles and shell are still on their way: asks for what every
// visit begins with.

import { shellFile } from "./base.js";
import { MANIFEST, dataFolder, fetchFile } from "./fetch.js";

const data = dataFolder();

/** Files on their way, by path; who takes one takes it out. @type {import("./types/core.js").Early} */
export const early = new Map();

/** @param {string} path */
function ask(path) {
  const coming = fetchFile(path, data);
  // Who takes it is told what went wrong.
  coming.catch(() => {});
  early.set(path, coming);
  return coming;
}

async function askForData() {
  const { generation, first, mesh = [] } = JSON.parse(new TextDecoder().decode(await ask(MANIFEST)));
  for (const path of [generation, ...first].concat(mesh)) ask(path);
}

// What the page says before it runs is about the default view; a link may mean another.
if (location.hash) document.documentElement.classList.add("linked");

/** What a page around has asked for, in the address of its frame; nothing on a page of its own. */
export const asked = new URLSearchParams(location.search);
if (asked.has("embed")) {
  document.documentElement.classList.add("embed");
  document.documentElement.dataset["hide"] = asked.get("hide")?.replace(/,/g, " ") ?? "";
  document.documentElement.dataset["height"] = asked.get("height") ?? "";
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.setAttribute("blocking", "render");
  sheet.href = shellFile("css/embed.css").href;
  document.head.append(sheet);
}

/** Compiles the engine that the page preloads. */
async function compile() {
  const link = /** @type {HTMLLinkElement | null} */ (document.querySelector("link[rel=preload][href$='.wasm']"));
  return link ? WebAssembly.compileStreaming(fetch(link.href, { credentials: "same-origin" })) : undefined;
}

/** The engine, compiled; nothing where that has to be tried in another way. */
export const compiled = compile().catch(() => undefined);
ask(`messages/${document.documentElement.lang}`);
askForData().catch(() => {});
