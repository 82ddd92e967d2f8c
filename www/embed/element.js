// `<teilraum-atlas>`: an atlas as an element of any page, in a frame of its own within the element.
//
// The frame keeps the styles and scripts of page and atlas apart, and lets the page do without
// `wasm-unsafe-eval`. What stands between the tags is shown until the atlas is there, and stays if
// it does not come.
//
//     <script type="module" src="https://…/teilraum-atlas.js"></script>
//     <teilraum-atlas indicator="disposable-income-per-head" level="kreis" area="09188">
//       <a href="https://…">Verfügbares Einkommen in den Kreisen</a>
//     </teilraum-atlas>

import { KEYS, TOKENS, VERSION, linkWith, messageOf } from "./protocol.js";

/**
 * A view, as the atlas tells it.
 * @typedef {object} AtlasState
 * @property {string} link fragment of the address, without `#`
 * @property {string} title what the window of the atlas would be called
 * @property {string} address of the view in the whole atlas
 * @property {string | null} indicator
 * @property {string | null} level
 * @property {string | null} period
 * @property {string | null} area official key of the chosen area
 * @property {string | null} tab
 * @property {string | null} language
 */

/** Attributes that say what the frame may do, as they are in its address. */
const FIXED = Object.freeze(["hide", "lock", "height"]);

/** How long an atlas may take to answer. */
const PATIENCE_MS = 10_000;

const sheet = new CSSStyleSheet();
sheet.replaceSync(`
  :host { display: block; }
  :host([hidden]) { display: none; }
  iframe { display: block; width: 100%; height: var(--teilraum-height, 40rem); border: 0; color-scheme: normal; }
  .coming iframe { position: absolute; visibility: hidden; }
  .there slot { display: none; }
`);

export class TeilraumAtlas extends HTMLElement {
  static get observedAttributes() {
    return [...Object.keys(KEYS), ...FIXED, "src", "view", "theme", "label"];
  }

  /** @type {HTMLIFrameElement | null} */
  #frame = null;
  /** What holds fallback and frame. */
  #box = document.createElement("div");
  /** @type {AtlasState | null} */
  #state = null;
  /** Whether the attributes are to be read; once connected, all at once. */
  #planned = false;
  /** Questions without an answer yet. @type {Map<number, {resolve: (value: object) => void, reject: (reason: Error) => void}>} */
  #asked = new Map();
  #last = 0;
  /** @param {MessageEvent} event */
  #hears = (event) => this.#hear(event);

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    this.#box.append(document.createElement("slot"));
    root.append(this.#box);
  }

  connectedCallback() {
    addEventListener("message", this.#hears);
    this.#open();
  }

  disconnectedCallback() {
    removeEventListener("message", this.#hears);
    this.#close("the element was taken out of the page");
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} after
   */
  attributeChangedCallback(name, before, after) {
    if (before === after || !this.#frame || this.#planned) return;
    if (name === "theme") {
      this.restyle();
    } else if (name === "label") {
      this.#frame.title = after ?? "";
    } else if (name in KEYS && this.#state) {
      void this.set({ [name]: after }).catch(() => {});
    } else {
      this.#planned = true;
      queueMicrotask(() => this.#open());
    }
  }

  /** The view, or `null` before there is one. */
  get state() {
    return this.#state;
  }

  /**
   * Opens a view by its link.
   * @param {string} link fragment, with or without `#`
   * @returns {Promise<AtlasState>}
   */
  open(link) {
    return this.#ask({ type: "open", link });
  }

  /**
   * Changes parts of the view, each by its key; `null` goes back to what the atlas chooses.
   * @param {Partial<Record<"indicator" | "level" | "period" | "area" | "tab" | "language", string | null>>} to
   * @returns {Promise<AtlasState>}
   */
  set(to) {
    return this.#ask({ type: "set", to });
  }

  /**
   * Chooses an area, or none.
   * @param {string | null} key
   * @returns {Promise<AtlasState>}
   */
  select(key) {
    return this.set({ area: key });
  }

  /** Opens the reader's dialog to print the atlas alone. */
  async print() {
    await this.#ask({ type: "print" });
  }

  /** Hands the element's colours, type and corners (`--teilraum-…`) to the atlas once more. */
  restyle() {
    void this.#ask({ type: "theme", ...this.#look() }).catch(() => {});
  }

  /** Opens the frame anew, on the view that was there or that the attributes say. */
  #open() {
    this.#planned = false;
    if (!this.isConnected) return;
    this.#close("another atlas was opened");
    const frame = document.createElement("iframe");
    frame.setAttribute("part", "frame");
    frame.setAttribute("allow", "fullscreen; clipboard-write");
    frame.loading = this.getAttribute("loading") === "lazy" ? "lazy" : "eager";
    frame.title = this.getAttribute("label") ?? "Atlas";
    frame.src = this.#address();
    this.#frame = frame;
    this.#box.className = "coming";
    this.#box.append(frame);
  }

  /** @param {string} why */
  #close(why) {
    this.#frame?.remove();
    this.#frame = null;
    for (const { reject } of this.#asked.values()) reject(new Error(why));
    this.#asked.clear();
  }

  /** The address of the frame. */
  #address() {
    const address = new URL(this.getAttribute("src") ?? ".", this.hasAttribute("src") ? document.baseURI : import.meta.url);
    const asked = new URLSearchParams({ embed: "" });
    for (const name of [...FIXED, "theme"]) {
      const value = this.getAttribute(name);
      if (value !== null) asked.set(name, value);
    }
    if (!asked.has("height")) asked.set("height", "content");
    // A page without an origin, such as a file, cannot be named.
    if (location.origin !== "null") asked.set("host", location.origin);
    address.search = asked.toString();
    const named = Object.fromEntries(Object.keys(KEYS).map((name) => [name, this.getAttribute(name) ?? undefined]));
    address.hash = this.#state?.link ?? linkWith((this.getAttribute("view") ?? "").replace(/^#/, ""), named);
    return address.href;
  }

  /** Scheme and tokens that the page gives to the element. */
  #look() {
    const style = getComputedStyle(this);
    const tokens = TOKENS.map((name) => [name, style.getPropertyValue(`--teilraum-${name}`).trim()]);
    return { scheme: this.getAttribute("theme") ?? "auto", tokens: Object.fromEntries(tokens.filter(([, value]) => value)) };
  }

  /** @param {object} message */
  #send(message) {
    const frame = this.#frame;
    if (frame) frame.contentWindow?.postMessage({ teilraum: VERSION, ...message }, new URL(frame.src).origin);
  }

  /**
   * @param {object} message
   * @returns {Promise<AtlasState>}
   */
  #ask(message) {
    const id = ++this.#last;
    const { promise, resolve, reject } = deferred();
    if (!this.#state) reject(new Error("the atlas is not ready: wait for the event teilraum-ready"));
    this.#asked.set(id, { resolve, reject });
    this.#send({ ...message, id });
    const timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
    return promise
      .then((answer) => /** @type {AtlasState} */ (/** @type {any} */ (answer).state ?? this.#state))
      .finally(() => {
        clearTimeout(timer);
        this.#asked.delete(id);
      });
  }

  /** @param {MessageEvent} event */
  #hear(event) {
    const message = messageOf(event.data);
    const frame = this.#frame;
    if (!message || !frame || event.source !== frame.contentWindow || event.origin !== new URL(frame.src).origin) return;
    const { type } = message;
    if (type === "ready" && !this.#greet(message)) return;
    if (type === "height") frame.style.height = `${Number(message["px"])}px`;
    else if (type === "state") this.#state = /** @type {AtlasState} */ (/** @type {unknown} */ (message));
    else if (type === "done" || type === "failed") return this.#settle(message);
    this.dispatchEvent(new CustomEvent(`teilraum-${type}`, { bubbles: true, composed: true, detail: message }));
  }

  /**
   * @param {Record<string, unknown>} message
   * @returns {boolean} whether the atlas knows us by now
   */
  #greet(message) {
    const state = message["state"];
    if (!state) {
      this.#send({ type: "hello", height: this.getAttribute("height") !== "fill", ...this.#look() });
      return false;
    }
    this.#state = /** @type {AtlasState} */ (state);
    this.#box.className = "there";
    return true;
  }

  /** @param {Record<string, unknown>} message */
  #settle(message) {
    const asked = this.#asked.get(Number(message["id"]));
    if (message["type"] === "done") asked?.resolve(message);
    else asked?.reject(new Error(String(message["message"])));
  }
}

/** A promise with its ends. @returns {{promise: Promise<object>, resolve: (value: object) => void, reject: (reason: Error) => void}} */
function deferred() {
  let [resolve, reject] = [(/** @type {object} */ _) => {}, (/** @type {Error} */ _) => {}];
  const promise = new Promise((/** @type {(value: object) => void} */ done, failed) => {
    [resolve, reject] = [done, failed];
  });
  return { promise, resolve, reject };
}

// A page may load this twice; the first one stays.
if (!customElements.get("teilraum-atlas")) customElements.define("teilraum-atlas", TeilraumAtlas);
