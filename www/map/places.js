// Buttons that bring near what is too small on the map of everything, such as city-states.

import { byId, el, setText, syncList } from "../dom.js";
import { flyTo } from "./motion.js";

/** From here on there is room for all of them beside the whole legend. */
const ROOM = "(min-width: 48rem) and (min-height: 60rem)";

export class Places {
  /** @param {import("./stage.js").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.row = el("ul", { class: "places-row" });
    const summary = el("summary", { "data-t": "ui.map.places" }, stage.session.t("ui.map.places"));
    this.box = el("details", { id: "places", class: "places", hidden: true, open: matchMedia(ROOM).matches }, summary, this.row);
    byId("scale").before(this.box);
  }

  /** Takes over which places the present level has. */
  render() {
    if (!this.stage.shown) return;
    const places = this.stage.atlas.small_places();
    this.box.hidden = places.length === 0;
    syncList(this.row, places, (place) => place.key, (place) => {
      const button = el("button", { type: "button", class: "plain" });
      button.addEventListener("click", () => flyTo(this.stage, place.key));
      return el("li", {}, button);
    }, (row, place) => setText(row.firstElementChild ?? row, place.name));
  }
}
