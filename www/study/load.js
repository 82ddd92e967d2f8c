/**
 * Loads the wasm module of charts and studies. Whoever needs it imports this file then, so a
 * first visit loads neither.
 *
 * `module.js` stands beside this file only in the built site; it is the glue that the build writes
 * for `crates/study`.
 */
import { loadOnce } from "../module.js";
import init, * as module from "./module.js";

export const load = loadOnce(init, /** @type {import("../types/study.js").Study} */ (module));
