// What holds the focus on the map: the surface itself, or a real element over the chosen area.

import { byId } from "../dom.js";

export class Proxy {
  /** @param {import("./stage.js").Stage} stage */
  constructor(stage) {
    this.stage = stage;
    this.surface = stage.surface;
    this.element = byId("map-proxy");
    stage.follow(() => this.place());
  }

  /** @param {import("../types/engine.js").Answer} answer */
  render(answer) {
    this.surface.setAttribute("aria-label", answer.heading.map_label);
    const area = answer.area?.on_map ? answer.area : null;
    const focused = this.surface.contains(document.activeElement);
    this.element.hidden = !area;
    // One tab stop: the area where one is chosen, the whole map otherwise.
    this.surface.tabIndex = area ? -1 : 0;
    if (area) {
      this.element.setAttribute("aria-label", area.name);
      this.element.dataset["area"] = area.key;
      this.place();
    }
    if (focused) this.focus();
  }

  /** Gives the map the focus, where it belongs now. */
  focus() {
    (this.element.hidden ? this.surface : this.element).focus({ preventScroll: true });
  }

  /** Keeps the element over its area, or at the edge where that is off the map. */
  place() {
    const key = this.element.dataset["area"];
    if (this.element.hidden || !key) return;
    const at = this.stage.atlas.area_position(key);
    if (!at) return;
    const { width, height } = this.stage;
    this.element.style.setProperty("--x", `${Math.min(Math.max(at.x, 0), width)}px`);
    this.element.style.setProperty("--y", `${Math.min(Math.max(at.y, 0), height)}px`);
  }
}
