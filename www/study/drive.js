// Opens a view on its own and studies it in slices, on the page or in a worker.

import { feed, pause } from "../feed.js";

/** @typedef {import("../types/study.js").Order} Order */
/** @typedef {import("../types/engine.js").StudyAnswer} StudyAnswer */

/**
 * Carries out a study.
 * @param {import("../types/study.js").Study} module
 * @param {Order} order
 * @param {number} sliceMs how long others wait for their turn
 * @param {(done: number, of: number) => void} progress
 * @param {AbortSignal} [signal]
 * @returns {Promise<StudyAnswer>}
 */
export async function drive(module, order, sliceMs, progress, signal) {
  const study = new module.Study(order.link);
  try {
    await feed(study, new URL(order.data));
    study.begin(order.kind);
    for (;;) {
      signal?.throwIfAborted();
      const { done, of, answer } = study.step(sliceMs);
      if (answer) return answer;
      progress(done, of);
      await pause();
    }
  } finally {
    study.free();
  }
}
