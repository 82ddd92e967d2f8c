// Has a file written: in a worker, or in slices on the page where none can be started.

import { errand } from "../errand.js";
import { drive } from "./drive.js";
import { load } from "./load.js";

/** Time for a slice on the page, so that it stays quick. */
const SLICE_MS = 8;

/**
 * Writes a file; aborting `signal` ends it at once.
 * @param {import("../types/office.js").Order} order
 * @param {import("../errand.js").Progress} progress
 * @param {AbortSignal} signal
 * @returns {Promise<import("../types/office.js").OfficeFile>}
 */
export const run = (order, progress, signal) =>
  errand("writer.js", order, async () => drive(await load(), order, SLICE_MS, progress, signal), progress, signal);
