// "Save picture": the view on a sheet, as PNG in three sizes or as SVG, made and kept in the browser.

import { address } from "../address.js";
import { announce } from "../announce.js";
import { el, setText } from "../dom.js";
import { popup } from "../popup.js";
import { saveFile, today } from "../save.js";
import { load } from "./load.js";
import { drawSpots } from "./overlay.js";
import { styles } from "./styles.js";

/** @typedef {import("../types/maps.js").Layout} Layout */
/** @typedef {import("../types/maps.js").SheetItem} SheetItem */
/** @typedef {import("../types/maps.js").Maps} Maps */
/** @typedef {import("../types/maps.js").Sheet} Sheet */

const SCALES = [1, 2, 3];
const SLICE_MS = 8;
/** Around names on the map. */
const HALO_PX = 3;
const FONT = "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", \"Liberation Sans\", sans-serif";

/** Lets others have their turn. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Opens the dialog for the present view.
 * @param {import("../session.js").Session} session
 */
export async function savePicture(session) {
  const [module] = await Promise.all([load(), styles("picture")]);
  const sheet = new module.Sheet(session.atlas, { date: today(), link: address() });
  for (let more = true; more;) {
    const end = performance.now() + SLICE_MS;
    while (more && performance.now() < end) more = sheet.work(session.atlas);
    await pause();
  }
  await new Picture(session, sheet).open();
}

class Picture {
  /**
   * @param {import("../session.js").Session} session
   * @param {Sheet} sheet
   */
  constructor(session, sheet) {
    this.session = session;
    this.t = session.t;
    this.sheet = sheet;
    this.layout = sheet.layout(session.atlas);
    this.preview = el("div", { class: "picture-preview", "aria-hidden": "true" });
    this.state = el("p", { class: "hint", role: "status" });
    this.button = el("button", { type: "submit", class: "plain", id: "picture-save" }, this.t("kind.ui.sheet.save"));
    this.dialog = this.#build();
  }

  #build() {
    const { t, layout } = this;
    const choice = (/** @type {string} */ value, /** @type {string} */ label, /** @type {boolean} */ checked) => {
      const input = el("input", { type: "radio", name: "picture-format", value });
      input.checked = checked;
      return el("label", { class: "radio" }, input, el("span", {}, label));
    };
    const pixels = (/** @type {number} */ scale) =>
      t("kind.ui.sheet.pixels", { width: String(layout.width * scale), height: String(layout.height * scale) });
    const form = el("form", {},
      el("p", {}, t("kind.ui.sheet.intro")),
      el("fieldset", { class: "field" }, el("legend", { class: "label" }, t("kind.ui.sheet.size")),
        ...SCALES.map((scale) => choice(String(scale), pixels(scale), scale === 2)),
        choice("svg", t("kind.ui.sheet.svg"), false)),
      this.button, this.state, this.preview);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const picked = form.querySelector("input:checked");
      if (picked instanceof HTMLInputElement) void this.#save(picked.value);
    });
    const dialog = popup({ id: "picture", title: t("kind.ui.sheet.title"), close: t("kind.ui.sheet.close") }, form);
    dialog.addEventListener("close", () => {
      this.closed = true;
      this.sheet.free();
    });
    return dialog;
  }

  async open() {
    this.dialog.showModal();
    const canvas = await this.#drawn(1);
    if (canvas) this.preview.replaceChildren(canvas);
  }

  /** @param {string} format a scale, or `svg` */
  async #save(format) {
    if (this.button.getAttribute("aria-disabled") === "true") return;
    this.button.setAttribute("aria-disabled", "true");
    this.#say(this.t("kind.ui.sheet.busy"));
    try {
      const blob = format === "svg"
        ? new Blob([this.sheet.svg(this.session.atlas)], { type: "image/svg+xml" })
        : await this.#png(Number(format));
      if (!blob) return;
      const name = `${this.layout.name}.${format === "svg" ? "svg" : "png"}`;
      saveFile(blob, name);
      this.#say(this.t("kind.ui.sheet.done", { name }));
    } catch (error) {
      this.#say(this.t("kind.ui.sheet.failed", { reason: error instanceof Error ? error.message : String(error) }));
    } finally {
      this.button.removeAttribute("aria-disabled");
    }
  }

  /** @param {string} text */
  #say(text) {
    setText(this.state, text);
    announce(text);
  }

  /** @param {number} scale */
  async #png(scale) {
    const canvas = await this.#drawn(scale);
    if (!canvas) return null;
    return new Promise((/** @type {(blob: Blob) => void} */ resolve, reject) => {
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error("toBlob"))), "image/png");
    });
  }

  /** Which drawing is under way; a later one ends it. */
  #drawing = 0;

  /**
   * The sheet on a canvas; `null` if the dialog was closed or another drawing began meanwhile.
   * @param {number} scale pixels per CSS pixel
   */
  async #drawn(scale) {
    this.#drawing += 1;
    const own = this.#drawing;
    const canvas = el("canvas", { width: Math.round(this.layout.width * scale), height: Math.round(this.layout.height * scale) });
    const context = canvas.getContext("2d");
    if (!context) throw new Error("canvas");
    context.scale(scale, scale);
    for (const item of this.layout.items) {
      if (item.is !== "map") {
        draw(context, item);
        continue;
      }
      const map = await this.#painted(item.at, scale, () => Boolean(this.closed) || own !== this.#drawing);
      if (!map) return null;
      context.drawImage(map, item.x, item.y, item.width, item.height);
      this.#putOver(context, item);
    }
    return canvas;
  }

  /**
   * A map on a canvas of its own, painted in slices; `null` if that has become useless.
   * @param {number} at
   * @param {number} scale
   * @param {() => boolean} useless
   */
  async #painted(at, scale, useless) {
    const map = el("canvas").getContext("2d");
    if (!map) throw new Error("canvas");
    this.sheet.begin(this.session.atlas, at, scale);
    for (let more = true; more;) {
      const end = performance.now() + SLICE_MS;
      while (more && performance.now() < end) more = this.sheet.step(map);
      await pause();
      if (useless()) return null;
    }
    return map.canvas;
  }

  /**
   * What lies over the areas of a map, and nowhere else.
   * @param {CanvasRenderingContext2D} context
   * @param {{x: number, y: number, width: number, height: number, at: number}} map
   */
  #putOver(context, { x, y, width, height, at }) {
    const spots = this.sheet.spots(at);
    if (spots.length === 0) return;
    context.save();
    context.beginPath();
    context.rect(x, y, width, height);
    context.clip();
    context.translate(x, y);
    drawSpots(context, spots, this.sheet.overlay(at), FONT);
    context.restore();
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Exclude<SheetItem, {is: "map"}>} item
 */
function draw(context, item) {
  if (item.is === "text") write(context, item);
  else if (item.is === "circle") {
    const path = new Path2D();
    path.arc(item.x, item.y, item.radius, 0, 2 * Math.PI);
    paint(context, path, item);
  } else if (item.is === "polygon") {
    paint(context, new Path2D(`M${item.points.map(([x, y]) => `${x} ${y}`).join("L")}Z`), item);
  } else if (item.is === "path") trace(context, item);
  else {
    const path = new Path2D();
    path.rect(item.x, item.y, item.width, item.height);
    if (item.is === "ramp") paint(context, path, { fill: flowing(context, item), stroke: "" });
    else {
      paint(context, path, { ...item, stroke: "" });
      if (item.tile) repeat(context, path, item, item.tile);
      paint(context, path, { fill: "", stroke: item.stroke });
    }
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Extract<SheetItem, {is: "text"}>} item
 */
function write(context, item) {
  context.font = `${item.bold ? "700 " : ""}${item.size}px ${FONT}`;
  context.textAlign = item.anchor === "middle" ? "center" : item.anchor;
  context.textBaseline = "alphabetic";
  if (item.halo) {
    Object.assign(context, { strokeStyle: item.halo, lineWidth: HALO_PX, lineJoin: "round" });
    context.strokeText(item.text, item.x, item.y);
    context.lineWidth = 1;
  }
  context.fillStyle = item.color;
  context.fillText(item.text, item.x, item.y);
}

/**
 * Lines with round ends, or a filled shape.
 * @param {CanvasRenderingContext2D} context
 * @param {Extract<SheetItem, {is: "path"}>} item
 */
function trace(context, { x, y, d, width, dash, color }) {
  context.save();
  context.translate(x, y);
  const path = new Path2D(d);
  if (width > 0) {
    Object.assign(context, { strokeStyle: color, lineWidth: width, lineCap: dash > 0 ? "butt" : "round", lineJoin: "round" });
    context.setLineDash(dash > 0 ? [dash] : []);
    context.stroke(path);
  } else {
    context.fillStyle = color;
    context.fill(path);
  }
  context.restore();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Extract<SheetItem, {is: "ramp"}>} item
 */
function flowing(context, { x, width, stops }) {
  const fill = context.createLinearGradient(x, 0, x + width, 0);
  for (const [at, color] of stops) fill.addColorStop(at, color);
  return fill;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Path2D} path
 * @param {{fill: string | CanvasGradient, stroke: string}} look
 */
function paint(context, path, { fill, stroke }) {
  if (fill) {
    context.fillStyle = fill;
    context.fill(path);
  }
  if (stroke) {
    context.strokeStyle = stroke;
    context.stroke(path);
  }
}

/**
 * Fills a rectangle with a pattern whose squares begin at the corner of the sheet, as in SVG.
 * @param {CanvasRenderingContext2D} context
 * @param {Path2D} path
 * @param {{x: number, y: number, width: number, height: number}} box
 * @param {{side: number, path: string, ink: string}} tile
 */
function repeat(context, path, box, tile) {
  context.save();
  context.clip(path);
  context.fillStyle = tile.ink;
  const ink = new Path2D(tile.path);
  for (let y = Math.floor(box.y / tile.side) * tile.side; y < box.y + box.height; y += tile.side) {
    for (let x = Math.floor(box.x / tile.side) * tile.side; x < box.x + box.width; x += tile.side) {
      context.save();
      context.translate(x, y);
      context.fill(ink);
      context.restore();
    }
  }
  context.restore();
}
