// Letters typed on the map lead to the area whose name begins so, as in any list.

import { announce } from "../announce.js";
import { bringIntoView } from "./motion.js";

/** A letter that comes later than this begins a new name. */
const TOGETHER_MS = 1000;

/**
 * Listens to letters while the map has the focus.
 * @param {import("./stage.js").Stage} stage
 */
export function typeAhead(stage) {
  const { session, surface } = stage;
  let typed = "";
  let last = 0;
  surface.addEventListener("keydown", (event) => {
    const other = event.ctrlKey || event.altKey || event.metaKey || event.isComposing;
    if (other || !/^\p{L}$/u.test(event.key)) return;
    event.preventDefault();
    const letter = event.key.toLocaleLowerCase();
    typed = event.timeStamp - last > TOGETHER_MS ? letter : typed + letter;
    last = event.timeStamp;
    const key = named(stage, typed);
    if (key) {
      session.act({ do: "area", key });
      bringIntoView(stage, key);
    } else announce(session.t("ui.search.none"));
  });
}

/**
 * The area on this map whose name begins so; the same letter again means the next one.
 * @param {import("./stage.js").Stage} stage
 * @param {string} typed
 */
function named({ session, atlas }, typed) {
  const same = typed.split(typed.charAt(0)).every((rest) => rest === "");
  const keys = [typed, same ? typed.charAt(0) : ""].map((text) =>
    atlas.search(text).filter((hit) => !hit.why && atlas.area_position(hit.key)).map((hit) => hit.key));
  const found = keys.find((some) => some.length > 0) ?? [];
  const now = session.answer?.area?.key ?? "";
  const next = found.indexOf(now) + (typed.length > 1 && !same ? 0 : 1);
  return found[next % found.length] ?? found[0];
}
