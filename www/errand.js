// Has something long carried out: in a worker, or in slices on the page where none can be started.

import { shellFile } from "./base.js";

/** @typedef {(done: number, of: number) => void} Progress */

/** What a worker says: that it has started, how far it is, the answer, or what went wrong. */
/** @typedef {{ready?: true, done: number, of: number, answer?: any, failed?: string, kind?: string}} Said */

/**
 * A worker that has started, or `null` where modules cannot run in workers or the page may not have
 * any.
 * @param {string} file its module
 * @returns {Promise<Worker | null>}
 */
function start(file) {
  return new Promise((resolve) => {
    try {
      const worker = new Worker(shellFile(file), { type: "module" });
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
 * @param {unknown} order
 * @param {Progress} progress
 * @param {AbortSignal} signal
 * @returns {Promise<any>}
 */
function ask(worker, order, progress, signal) {
  return new Promise((resolve, reject) => {
    const cancel = () => reject(signal.reason);
    if (signal.aborted) cancel();
    signal.addEventListener("abort", cancel, { once: true });
    worker.addEventListener("error", (event) => reject(new Error(event.message)));
    worker.addEventListener("message", (/** @type {MessageEvent<Said>} */ { data }) => {
      if (data.answer) resolve(data.answer);
      else if (data.failed) reject(Object.assign(new Error(data.failed), { kind: data.kind }));
      else progress(data.done, data.of);
    });
    worker.postMessage(order);
  });
}

/**
 * Has `order` carried out by the worker of the module `file`, or else by `here`; aborting `signal` ends
 * it at once.
 * @template Order
 * @template Answer
 * @param {string} file
 * @param {Order} order
 * @param {(order: Order, progress: Progress, signal: AbortSignal) => Promise<Answer>} here
 * @param {Progress} progress
 * @param {AbortSignal} signal
 * @returns {Promise<Answer>}
 */
export async function errand(file, order, here, progress, signal) {
  const worker = await start(file);
  if (!worker) return here(order, progress, signal);
  try {
    return await ask(worker, order, progress, signal);
  } finally {
    worker.terminate();
  }
}

/**
 * In a worker: carries out what the page orders, and tells how far it is.
 * @template Order
 * @template Answer
 * @param {(order: Order, progress: Progress) => Promise<Answer>} carryOut
 * @param {(answer: Answer) => Transferable[]} [parts] what is handed over instead of copied
 */
export function serve(carryOut, parts = () => []) {
  addEventListener("message", async (event) => {
    try {
      const answer = await carryOut(event.data, (done, of) => postMessage({ done, of }));
      postMessage({ answer }, { transfer: parts(answer) });
    } catch (error) {
      const { kind } = /** @type {{kind?: string}} */ (error);
      postMessage({ failed: error instanceof Error ? error.message : String(error), kind });
    }
  });
  postMessage({ ready: true });
}
