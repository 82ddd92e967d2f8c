// The page comes to life: parts are put together and the link of the address is opened.

import { dataFolder } from "./fetch.js";
import { mapPart } from "./map/map.js";
import { choicesPart } from "./parts/choices.js";
import { dialogs, innerLinks } from "./parts/dialogs.js";
import { headingPart } from "./parts/heading.js";
import { legendPart } from "./parts/legend.js";
import { noticesPart } from "./parts/notices.js";
import { periodPart } from "./parts/period.js";
import { Search } from "./parts/search.js";
import { tabsPart } from "./parts/tabs.js";
import { themesPart } from "./parts/themes.js";
import { wordsPart } from "./parts/words.js";
import { Session } from "./session.js";

/**
 * Starts the atlas.
 * @param {import("./types/core.js").Wasm} wasm
 * @param {import("./types/core.js").Early} [early] files on their way already
 * @param {URLSearchParams} [asked] what a page around has asked for
 * @param {URL} [data] the data folder
 */
export function start(wasm, early, asked, data = dataFolder()) {
  const session = new Session(new wasm.Atlas(), data);
  session.loader.early = early;
  const sheets = dialogs(session);
  const map = mapPart(session);
  innerLinks();
  session.add(
    headingPart(session),
    // Before the map, which takes its size from the open page.
    tabsPart(session),
    noticesPart(session),
    new Search(session, (key) => map.goTo(key)),
    themesPart(session, () => sheets.close()),
    periodPart(session),
    choicesPart(session),
    legendPart(session),
    map,
    wordsPart(),
  );
  document.documentElement.classList.add("started");
  // In a frame a page around is told of the view, and may change it.
  if (asked?.has("embed")) void session.onDemand(async () => new (await import("./embed/frame.js")).Frame(session, asked));
  session.open();
}
