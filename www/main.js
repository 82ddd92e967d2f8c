/**
 * The shell: owns the page's elements and shows what the engine answers.
 *
 * @param {typeof import("./core.js")} _core the engine, ready to be called
 * @param {URL} _data the folder of the published bundle
 */
export async function start(_core, _data) {
  document.documentElement.dataset.teilraum = "ready";
}
