// Hands an atlas the files that it misses.

import { MANIFEST, fetchFile } from "./fetch.js";

/** @param {string} path */
const isCatalogue = (path) => path.startsWith("g/");

/** @param {string} path */
const explainsItself = (path) => isCatalogue(path) || path === MANIFEST || path.startsWith("messages/");

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

  /** Files asked for before there was an atlas. @type {import("./types/core.js").Early | undefined} */
  early;
  /** What comes before the files that the present view does not wait for. @type {Promise<void> | undefined} */
  pause;

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
      const coming = this.early?.get(path);
      this.early?.delete(path);
      const bytes = await (coming ?? fetchFile(path, this.data));
      if (!explainsItself(path)) await this.#catalogue;
      this.atlas.supply(path, bytes);
    } catch (error) {
      this.failed.add(path);
      this.atlas.refuse(path, error instanceof Error ? error.message : String(error));
    }
    this.#running.delete(path);
    if (isCatalogue(path)) this.#explained();
    this.arrived();
    if (this.pause) await this.pause;
    this.pump();
  }

  /** Tries the failed files once more. */
  async retry() {
    const paths = [...this.failed];
    this.failed.clear();
    await Promise.all(paths.map((path) => this.load(path)));
  }
}
