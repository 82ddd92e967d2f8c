// The page comes to life: parts are put together and the link of the address is opened.

import { dataFolder } from "./bundle.js";
import { mapPart } from "./map/map.js";
import { areaPart } from "./parts/area.js";
import { choicesPart } from "./parts/choices.js";
import { classesPart } from "./parts/classes.js";
import { dialogs, innerLinks } from "./parts/dialogs.js";
import { headingPart } from "./parts/heading.js";
import { kindsPart } from "./parts/kinds.js";
import { legendPart } from "./parts/legend.js";
import { methodPart } from "./parts/method.js";
import { noticesPart } from "./parts/notices.js";
import { periodPart } from "./parts/period.js";
import { Search } from "./parts/search.js";
import { studyPart } from "./parts/study.js";
import { tablePart } from "./parts/table.js";
import { tabsPart } from "./parts/tabs.js";
import { themesPart } from "./parts/themes.js";
import { wordsPart } from "./parts/words.js";
import { Session } from "./session.js";

/**
 * Starts the atlas.
 * @param {import("./types/core.js").Wasm} wasm
 * @param {URL} [data] the data folder
 */
export function start(wasm, data = dataFolder()) {
  const session = new Session(new wasm.Atlas(), data);
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
    classesPart(session),
    kindsPart(session),
    legendPart(session),
    map,
    wordsPart(),
    studyPart(session),
    methodPart(session),
    areaPart(session),
    tablePart(session),
  );
  document.documentElement.classList.add("started");
  session.open();
}
