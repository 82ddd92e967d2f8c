// Where the files of the atlas lie, and their bytes. Nothing leaves for another origin.

import { shellFile } from "./base.js";

/** No file of an atlas is larger; what is, was not made by the publisher. */
const LARGEST_FILE_BYTES = 64 * 1024 * 1024;

/** The file that names all others. */
export const MANIFEST = "manifest.json";

/** The data folder: what the page says, or `data/` beside the page. */
export function dataFolder() {
  return new URL(document.documentElement.dataset["bundle"] ?? "data/", document.baseURI);
}

/**
 * Where a file lies: message catalogues belong to the app, everything else to the data folder.
 * @param {string} path
 * @param {URL} data the data folder
 * @returns {URL}
 */
function addressOf(path, data) {
  return path.startsWith("messages/") ? shellFile(`${path}.json`) : new URL(path, data);
}

/**
 * The bytes of one file. Everything but the manifest is immutable and may come from the cache;
 * mode and credentials are those of a preload link with `crossorigin`.
 * @param {string} path
 * @param {URL} data the data folder
 * @returns {Promise<Uint8Array<ArrayBuffer>>}
 */
export async function fetchFile(path, data) {
  const response = await fetch(addressOf(path, data), {
    mode: "cors",
    credentials: "same-origin",
    cache: path === MANIFEST ? "no-cache" : "default",
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  if (Number(response.headers.get("content-length")) > LARGEST_FILE_BYTES) {
    throw new Error(`> ${LARGEST_FILE_BYTES} bytes`);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > LARGEST_FILE_BYTES) throw new Error(`> ${LARGEST_FILE_BYTES} bytes`);
  return bytes;
}
