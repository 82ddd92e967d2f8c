// Studies a view on a thread of its own. It shares nothing with the page: an order comes in, progress
// and an answer go out. To cancel it, the page ends it.

import { drive } from "./drive.js";
import { load } from "./load.js";

/** How long an order to end would wait, if the page sent one; nothing else waits here. */
const SLICE_MS = 50;

addEventListener("message", async (event) => {
  try {
    const answer = await drive(await load(), event.data, SLICE_MS, (done, of) => postMessage({ done, of }));
    postMessage({ answer });
  } catch (error) {
    postMessage({ failed: error instanceof Error ? error.message : String(error) });
  }
});
postMessage({ ready: true });
