// Has a study carried out: in a worker, or in slices on the page where none can be started.

import { errand } from "../errand.js";
import { drive } from "./drive.js";
import { load } from "./load.js";

/** @typedef {import("../types/study.js").Order} Order */
/** @typedef {import("../types/engine.js").StudyAnswer} StudyAnswer */

/** Time for a slice on the page, so that it stays quick. */
const SLICE_MS = 8;

/**
 * Carries out a study; aborting `signal` ends it at once.
 * @param {Order} order
 * @param {import("../errand.js").Progress} progress
 * @param {AbortSignal} signal
 * @returns {Promise<StudyAnswer>}
 */
export const run = (order, progress, signal) =>
  errand("worker.js", order, async () => drive(await load(), order, SLICE_MS, progress, signal), progress, signal);
