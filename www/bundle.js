// Fetches the files of the atlas and hands them over. Nothing leaves for another origin.

/** No file of an atlas is larger; what is, was not made by the publisher. */
const LARGEST_FILE_BYTES = 64 * 1024 * 1024;

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
  return path.startsWith("messages/") ? new URL(`${path}.json`, import.meta.url) : new URL(path, data);
}

/**
 * The bytes of one file. Everything but the manifest is immutable and may come from the cache;
 * mode and credentials are those of a preload link with `crossorigin`.
 * @param {string} path
 * @param {URL} data the data folder
 * @returns {Promise<Uint8Array>}
 */
async function fetchFile(path, data) {
  const response = await fetch(addressOf(path, data), {
    mode: "cors",
    credentials: "same-origin",
    cache: path === "manifest.json" ? "no-cache" : "default",
  });
  if (!response.ok) throw new Error(`HTTP ${response.status}`);
  if (Number(response.headers.get("content-length")) > LARGEST_FILE_BYTES) {
    throw new Error(`> ${LARGEST_FILE_BYTES} bytes`);
  }
  const bytes = new Uint8Array(await response.arrayBuffer());
  if (bytes.length > LARGEST_FILE_BYTES) throw new Error(`> ${LARGEST_FILE_BYTES} bytes`);
  return bytes;
}

/** @param {string} path */
const isCatalogue = (path) => path.startsWith("g/");

/** @param {string} path */
const explainsItself = (path) => isCatalogue(path) || path === "manifest.json" || path.startsWith("messages/");

/** Supplies an atlas with what it misses, each file once and all at the same time. */
export class Loader {
  /** @type {Set<string>} */
  #running = new Set();
  /** Files that could not be had. @type {Set<string>} */
  failed = new Set();
  /** Says that the catalogue has come, or will not. @type {() => void} */
  #explained = () => {};
  /**
   * Files of the first view may come before the catalogue, which says what they are; they are
   * handed over after it, so that a damaged one is found out at once. @type {Promise<void>}
   */
  #catalogue = new Promise((resolve) => {
    this.#explained = resolve;
  });

  /**
   * @param {Pick<import("./types/core.js").Atlas, "missing" | "supply" | "refuse">} atlas
   * @param {URL} data the data folder
   * @param {() => void} arrived called after each file, and each failure
   */
  constructor(atlas, data, arrived) {
    this.atlas = atlas;
    this.data = data;
    this.arrived = arrived;
  }

  /** Whether the present view still waits for a file that may come. */
  get waiting() {
    return this.atlas.missing().some((path) => !this.failed.has(path));
  }

  /** Starts fetching what the present view needs. */
  pump() {
    for (const path of this.atlas.missing()) void this.load(path);
  }

  /**
   * Fetches one file and supplies it, or refuses it with the reason.
   * @param {string} path
   */
  async load(path) {
    if (this.#running.has(path) || this.failed.has(path)) return;
    this.#running.add(path);
    try {
      const bytes = await fetchFile(path, this.data);
      if (!explainsItself(path)) await this.#catalogue;
      this.atlas.supply(path, bytes);
    } catch (error) {
      this.failed.add(path);
      this.atlas.refuse(path, error instanceof Error ? error.message : String(error));
    }
    this.#running.delete(path);
    if (isCatalogue(path)) this.#explained();
    this.arrived();
    this.pump();
  }

  /** Tries the failed files once more. */
  async retry() {
    const paths = [...this.failed];
    this.failed.clear();
    await Promise.all(paths.map((path) => this.load(path)));
  }
}
