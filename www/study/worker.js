// Studies a view on a thread of its own. It shares nothing with the page: an order comes in, progress
// and an answer go out. To cancel it, the page ends it.

import { serve } from "../errand.js";
import { drive } from "./drive.js";
import { load } from "./load.js";

/** How long an order to end would wait, if the page sent one; nothing else waits here. */
const SLICE_MS = 50;

serve(async (/** @type {import("../types/study.js").Order} */ order, progress) => drive(await load(), order, SLICE_MS, progress));
