// The parts of the page that nobody sees before the first map. Loaded when that stands.

import { areaPart } from "./parts/area.js";
import { classesPart } from "./parts/classes.js";
import { easyPart } from "./parts/easy.js";
import { footPart } from "./parts/foot.js";
import { filterPart } from "./parts/filter.js";
import { kindsPart } from "./parts/kinds.js";
import { methodPart } from "./parts/method.js";
import { studyPart } from "./parts/study.js";
import { tablePart } from "./parts/table.js";
import { termsPart } from "./parts/terms.js";

/**
 * @param {import("./session.js").Session} session
 * @returns {import("./types/core.js").Part[]}
 */
export const parts = (session) => [
  classesPart(session),
  kindsPart(session),
  filterPart(session),
  studyPart(session),
  methodPart(session),
  areaPart(session),
  tablePart(session),
  footPart(session),
  easyPart(session),
  // After all whose words it looks through.
  termsPart(session),
];
