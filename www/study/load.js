/**
 * Loads the wasm module of charts and studies. Whoever needs it imports this file then, so a
 * first visit loads neither.
 *
 * `module.js` stands beside this file only in the built site; it is the glue that the build writes
 * for `crates/study`.
 */
import init, * as module from "./module.js";

/** @type {Promise<unknown> | null} */
let loading = null;

/**
 * The module, once it is there. What failed is tried anew by the next who asks.
 * @returns {Promise<import("../types/study.js").Study>}
 */
export async function load() {
  loading ??= init();
  try {
    await loading;
  } catch (error) {
    loading = null;
    throw error;
  }
  return module;
}
