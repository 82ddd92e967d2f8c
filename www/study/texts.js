// The words of studies, loaded with them.

import { catalogue } from "../texts.js";

export const translator = catalogue("study");
