// Has a study carried out: in a worker, or in slices on the page where none can be started.

import { drive } from "./drive.js";
import { load } from "./load.js";

/** @typedef {import("../types/study.js").Order} Order */
/** @typedef {import("../types/engine.js").StudyAnswer} StudyAnswer */
/** @typedef {(done: number, of: number) => void} Progress */

/** Time for a slice on the page, so that it stays quick. */
const SLICE_MS = 8;

/**
 * A worker that has started, or `null` where modules cannot run in workers or the page may not have
 * any.
 * @returns {Promise<Worker | null>}
 */
function start() {
  return new Promise((resolve) => {
    try {
      const worker = new Worker(new URL("./worker.js", import.meta.url), { type: "module" });
      worker.addEventListener("message", () => resolve(worker), { once: true });
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        worker.terminate();
        resolve(null);
      }, { once: true });
    } catch {
      resolve(null);
    }
  });
}

/**
 * @param {Worker} worker
 * @param {Order} order
 * @param {Progress} progress
 * @param {AbortSignal} signal
 * @returns {Promise<StudyAnswer>}
 */
function ask(worker, order, progress, signal) {
  return new Promise((resolve, reject) => {
    const cancel = () => reject(signal.reason);
    if (signal.aborted) cancel();
    signal.addEventListener("abort", cancel, { once: true });
    worker.addEventListener("error", (event) => reject(new Error(event.message)));
    worker.addEventListener("message", ({ data }) => {
      if (data.answer) resolve(data.answer);
      else if (data.failed) reject(new Error(data.failed));
      else progress(data.done, data.of);
    });
    worker.postMessage(order);
  });
}

/**
 * Carries out a study; aborting `signal` ends it at once.
 * @param {Order} order
 * @param {Progress} progress
 * @param {AbortSignal} signal
 * @returns {Promise<StudyAnswer>}
 */
export async function run(order, progress, signal) {
  const worker = await start();
  if (!worker) return drive(await load(), order, SLICE_MS, progress, signal);
  try {
    return await ask(worker, order, progress, signal);
  } finally {
    worker.terminate();
  }
}
