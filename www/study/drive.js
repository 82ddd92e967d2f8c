// Opens a view on its own and studies it in slices, on the page or in a worker.

import { Loader } from "../bundle.js";

/** @typedef {import("../types/study.js").Order} Order */
/** @typedef {import("../types/engine.js").StudyAnswer} StudyAnswer */

/** Lets others have their turn. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Feeds a study with the files it asks for, until it has them or they cannot be had.
 * @param {import("../types/study.js").StudyHandle} study
 * @param {URL} data
 * @returns {Promise<void>}
 */
function feed(study, data) {
  return new Promise((resolve) => {
    const loader = new Loader(study, data, () => {
      if (!loader.waiting) resolve();
    });
    loader.pump();
  });
}

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
