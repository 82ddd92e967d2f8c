/**
 * Starts the page: loads the engine, then hands it to the shell.
 *
 * `core.js` stands beside this file only in the built site; it is the glue that the build writes
 * for `crates/web`.
 */
import init, * as core from "./core.js";
import { asked, compiled, early } from "./ahead.js";
import { start } from "./app.js";

/** What the reader sees when the engine cannot run stands in `index.html`, hidden until then. */
function showFailure() {
  document.documentElement.dataset.teilraum = "failed";
  const message = document.getElementById("failure");
  if (message) message.hidden = false;
}

try {
  await init({ module_or_path: await compiled });
  start(core, early, asked);
} catch (error) {
  showFailure();
  throw error;
}
