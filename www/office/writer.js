// Writes files on a thread of its own. To cancel, the page ends it.

import { serve } from "../errand.js";
import { drive } from "./drive.js";
import { load } from "./load.js";

/** How long an order to end would wait, if the page sent one; nothing else waits here. */
const SLICE_MS = 50;

serve(
  async (/** @type {import("../types/office.js").Order} */ order, progress) => drive(await load(), order, SLICE_MS, progress),
  (file) => [file.bytes.buffer],
);
