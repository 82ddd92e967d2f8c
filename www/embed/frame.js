// The atlas in a frame of another page: what that page has asked for in the address, and the
// conversation with it. Loaded only there.
//
// The address says once what holds as long as the frame stands (`?embed&hide=…&lock=…`); messages
// change what a reader could change too, and nothing else. Only the page right around the frame is
// listened to, and it is told of views only once it has said who it is.

import { byId } from "../dom.js";
import { watchHeight } from "./height.js";
import { KEYS, TOKENS, VERSION, linkWith, messageOf } from "./protocol.js";
import { hold } from "./scheme.js";

/** @typedef {import("../session.js").Session} Session */
/** @typedef {Record<string, unknown> & {type: string, id?: unknown}} Message */

/** @param {unknown} value */
const isScheme = (value) => value === "light" || value === "dark" || value === "auto";

/** The names in a list of the address. @param {string | null} words */
const listed = (words) => (words ?? "").split(/[\s,]+/).filter(Boolean);

export class Frame {
  /** The page around, once it has said who it is. */
  #origin = "";
  /** The link last told. */
  #told = "";
  /** The area last told. @type {string | null} */
  #area = null;
  /** Tells the height once more, where it is followed. @type {() => void} */
  #measure = () => {};

  /**
   * @param {Session} session
   * @param {URLSearchParams} asked what the address asks for
   */
  constructor(session, asked) {
    this.session = session;
    /** The only page that is answered, where the address names one. */
    this.host = originOf(asked.get("host"));
    session.locked = listed(asked.get("lock")).map((name) => KEYS[/** @type {keyof KEYS} */ (name)]).filter(Boolean);
    const scheme = asked.get("theme");
    if (isScheme(scheme)) this.#paint(scheme);
    addEventListener("message", (event) => this.#hear(event));
    document.addEventListener("click", leave);
    this.#measure = asked.get("height") === "content" ? watchHeight((px) => this.#tell({ type: "height", px }, true)) : this.#measure;
    session.add({ unhurried: true, render: (answer) => this.#render(answer) });
    this.#tell({ type: "ready" }, true);
  }

  /**
   * Tells the page around.
   * @param {Message} message
   * @param {boolean} [anyone] whether it may be told before it has said who it is
   */
  #tell(message, anyone = false) {
    const to = this.host || this.#origin || (anyone ? "*" : "");
    if (to) parent.postMessage({ teilraum: VERSION, ...message }, to);
  }

  /** @param {import("../types/engine.js").Answer} answer */
  #render(answer) {
    byId("embed-open").setAttribute("href", this.#whole());
    if (!answer.complete || !this.#origin) return;
    const key = new URLSearchParams(answer.link).get(KEYS.area);
    if (answer.link !== this.#told) this.#tell({ type: "state", ...this.#state() });
    if (key !== this.#area) this.#tell({ type: "select", area: key, name: answer.area?.name ?? null });
    [this.#told, this.#area] = [answer.link, key];
  }

  /** The present view by name. */
  #state() {
    const link = this.session.atlas.link();
    const keys = new URLSearchParams(link);
    const named = Object.entries(KEYS).map(([name, key]) => [name, keys.get(key)]);
    return { link, title: this.session.answer?.heading.window ?? "", address: this.#whole(), ...Object.fromEntries(named) };
  }

  /** The address of the view in the whole atlas. */
  #whole() {
    const address = new URL(location.href);
    address.search = "";
    address.hash = this.session.atlas.link();
    return address.href;
  }

  /** @param {MessageEvent} event */
  #hear(event) {
    const message = messageOf(event.data);
    if (!message || event.source !== parent || (this.host && event.origin !== this.host)) return;
    try {
      const result = this.#obey(message, event.origin);
      if (message["id"] !== undefined) this.#tell({ type: "done", id: message["id"], ...result });
    } catch (error) {
      this.#tell({ type: "failed", id: message["id"], message: error instanceof Error ? error.message : String(error) });
    }
  }

  /**
   * @param {Message} message
   * @param {string} origin
   * @returns {object | undefined} what the page around is told of it
   */
  #obey(message, origin) {
    switch (message.type) {
      case "hello": return this.#greet(message, origin);
      case "get": return { state: this.#state() };
      case "open": return this.#open(String(message["link"] ?? "").replace(/^#/, ""));
      case "set": return this.#open(linkWith(this.session.atlas.link(), words(message["to"])));
      case "theme": return this.#paint(message["scheme"], message["tokens"]);
      case "print": return print() ?? {};
      default: throw new Error(`expected hello, get, open, set, theme or print, found ${message.type}`);
    }
  }

  /**
   * @param {Message} message
   * @param {string} origin
   */
  #greet(message, origin) {
    this.#origin = origin;
    // A frame that follows its height needs no bar to scroll it, and a bar would change its width.
    document.documentElement.classList.toggle("followed", message["height"] === true);
    this.#paint(message["scheme"], message["tokens"]);
    this.#tell({ type: "ready", state: this.#state() });
    this.#measure();
    this.#told = "";
    if (this.session.answer) this.#render(this.session.answer);
    return {};
  }

  /** @param {string} link */
  #open(link) {
    if (!this.session.act({ do: "open", link })) throw new Error(`locked: ${this.session.locked.join(", ")}`);
    return { state: this.#state() };
  }

  /**
   * @param {unknown} scheme
   * @param {unknown} [tokens] custom properties by name, without `--`
   */
  #paint(scheme, tokens) {
    if (isScheme(scheme)) hold(/** @type {"light" | "dark" | "auto"} */ (scheme));
    const given = words(tokens);
    for (const name of TOKENS.filter((token) => token in given)) {
      const value = given[name];
      document.documentElement.style.setProperty(`--${name}`, value === null ? "" : String(value));
    }
    document.dispatchEvent(new Event("teilraum-colors"));
    return {};
  }
}

/** @param {string | null} address */
function originOf(address) {
  try {
    return address ? new URL(address).origin : "";
  } catch {
    throw new Error(`expected host=https://…, found host=${address}`);
  }
}

/**
 * The texts of a plain object; what else is in it is left out.
 * @param {unknown} given
 * @returns {Record<string, string | null>}
 */
function words(given) {
  if (typeof given !== "object" || given === null) return {};
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value === null || typeof value === "string"));
}

/** Other pages do not open within the frame. @param {Event} event */
function leave(event) {
  const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
  if (!(link instanceof HTMLAnchorElement) || link.getAttribute("href")?.startsWith("#")) return;
  if (!link.target && !link.hasAttribute("download")) [link.target, link.rel] = ["_blank", "noopener"];
}
