// The words of downloads and of sharing, loaded with them.

import { catalogue } from "../texts.js";

export const translator = catalogue("office");
