// Opens a view on its own and writes it as a file in slices, on the page or in a worker.

import { feed, pause } from "../feed.js";

/** @typedef {import("../types/office.js").Order} Order */
/** @typedef {import("../types/office.js").OfficeFile} OfficeFile */

/**
 * Writes a file.
 * @param {import("../types/office.js").Office} module
 * @param {Order} order
 * @param {number} sliceMs how long others wait for their turn
 * @param {import("../errand.js").Progress} progress
 * @param {AbortSignal} [signal]
 * @returns {Promise<OfficeFile>}
 */
export async function drive(module, order, sliceMs, progress, signal) {
  const writer = new module.Writer(order.form, order);
  try {
    await feed(writer, new URL(order.data));
    for (;;) {
      signal?.throwIfAborted();
      const { done, of, file } = writer.step(sliceMs);
      if (file) return { ...file, bytes: writer.take() };
      progress(done, of);
      await pause();
    }
  } finally {
    writer.free();
  }
}
