/**
 * Loads the wasm module with every kind of map. Whoever needs it imports this file then, so a first
 * visit does not load it.
 *
 * `module.js` stands beside this file only in the built site; it is the glue that the build writes
 * for `crates/maps`.
 */
import { loadOnce } from "../module.js";
import init, * as module from "./module.js";

export const load = loadOnce(init, /** @type {import("../types/maps.js").Maps} */ (module));
