// "Save picture": the view on a sheet, as PNG in three sizes or as SVG, made and kept in the browser.

import { address } from "../address.js";
import { announce } from "../announce.js";
import { el, setText } from "../dom.js";
import { load } from "./load.js";
import { styles } from "./styles.js";

/** @typedef {import("../types/maps.js").Layout} Layout */
/** @typedef {import("../types/maps.js").SheetItem} SheetItem */
/** @typedef {import("../types/maps.js").Maps} Maps */
/** @typedef {import("../types/maps.js").Sheet} Sheet */

const SCALES = [1, 2, 3];
const SLICE_MS = 8;
/** How long the address of a picture stays, for browsers that fetch it later. */
const KEPT_MS = 60_000;
const FONT = "system-ui, -apple-system, \"Segoe UI\", Roboto, \"Noto Sans\", \"Liberation Sans\", sans-serif";

/** Lets others have their turn. */
const pause = () => new Promise((resolve) => setTimeout(resolve));

/**
 * Opens the dialog for the present view.
 * @param {import("../session.js").Session} session
 */
export async function savePicture(session) {
  const [module] = await Promise.all([load(), styles("picture")]);
  const made = new Picture(session, module);
  await made.open();
}

/** Today where the reader is. */
function today() {
  const now = new Date();
  const two = (/** @type {number} */ part) => String(part).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

class Picture {
  /**
   * @param {import("../session.js").Session} session
   * @param {Maps} module
   */
  constructor(session, module) {
    this.session = session;
    this.t = session.t;
    this.sheet = new module.Sheet(session.atlas, { date: today(), link: address() });
    this.layout = this.sheet.layout();
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
    const close = el("button", { type: "button", class: "plain" }, t("kind.ui.sheet.close"));
    const dialog = el("dialog", { id: "picture", class: "dialog picture", "aria-labelledby": "picture-title" },
      el("div", { class: "dialog-head" }, el("h2", { id: "picture-title" }, t("kind.ui.sheet.title")), close),
      el("div", { class: "dialog-body" }, form));
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => {
      if (event.target === dialog) dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      this.closed = true;
      this.sheet.free();
    });
    return dialog;
  }

  async open() {
    document.body.append(this.dialog);
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
      const url = URL.createObjectURL(blob);
      el("a", { href: url, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(url), KEPT_MS);
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
    const map = el("canvas").getContext("2d");
    const canvas = el("canvas", { width: Math.round(this.layout.width * scale), height: Math.round(this.layout.height * scale) });
    const context = canvas.getContext("2d");
    if (!map || !context) throw new Error("canvas");
    this.sheet.begin(this.session.atlas, scale);
    for (let more = true; more;) {
      const end = performance.now() + SLICE_MS;
      while (more && performance.now() < end) more = this.sheet.step(map);
      await pause();
      if (this.closed || own !== this.#drawing) return null;
    }
    context.scale(scale, scale);
    for (const item of this.layout.items) draw(context, item, map.canvas);
    return canvas;
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {SheetItem} item
 * @param {HTMLCanvasElement} map
 */
function draw(context, item, map) {
  if (item.is === "text") {
    context.font = `${item.bold ? "700 " : ""}${item.size}px ${FONT}`;
    context.textAlign = item.anchor === "middle" ? "center" : item.anchor;
    context.fillStyle = item.color;
    context.fillText(item.text, item.x, item.y);
  } else if (item.is === "map") {
    context.drawImage(map, item.x, item.y, item.width, item.height);
  } else if (item.is === "circle") {
    const path = new Path2D();
    path.arc(item.x, item.y, item.radius, 0, 2 * Math.PI);
    paint(context, path, item);
  } else {
    const path = new Path2D();
    path.rect(item.x, item.y, item.width, item.height);
    paint(context, path, { ...item, stroke: "" });
    if (item.tile) repeat(context, path, item, item.tile);
    paint(context, path, { fill: "", stroke: item.stroke });
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Path2D} path
 * @param {{fill: string, stroke: string}} look
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
