/**
 * Loads the wasm module that writes files. Whoever needs it imports this file then, so a first visit
 * does not load it.
 *
 * `module.js` stands beside this file only in the built site; it is the glue that the build writes
 * for `crates/office`.
 */
import { loadOnce } from "../module.js";
import init, * as module from "./module.js";

export const load = loadOnce(init, /** @type {import("../types/office.js").Office} */ (module));
