// Opens a view on its own, beside the page: on the page or in a worker.

import { Loader } from "./bundle.js";

/** Lets others have their turn. */
export const pause = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Feeds whoever opens a view with the files it asks for, until it has them or they cannot be had.
 * @param {Pick<import("./types/core.js").Atlas, "missing" | "supply" | "refuse">} reader
 * @param {URL} data the data folder
 * @returns {Promise<void>}
 */
export function feed(reader, data) {
  return new Promise((resolve) => {
    const loader = new Loader(reader, data, () => {
      if (!loader.waiting) resolve();
    });
    loader.pump();
  });
}
