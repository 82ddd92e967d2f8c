/**
 * WebKit's browser for tests, driven through WebDriver; no other package is needed for it.
 *
 * `TEILRAUM_WEBKIT` is WebKitGTK's driver. Where there is no screen, Xvfb pretends one.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";

const GIVE_UP_MS = 30_000;
const ASK_AGAIN_MS = 100;

const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** A port nobody listens on. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return port;
}

/** A screen in memory; says its name on the channel it is given. */
async function screen() {
  const xvfb = spawn("Xvfb", ["-displayfd", "3", "-screen", "0", "1400x1000x24", "-nolisten", "tcp"], { stdio: ["ignore", "ignore", "ignore", "pipe"] });
  const [name] = await Promise.race([once(xvfb.stdio[3], "data"), once(xvfb, "error").then(([error]) => { throw error; })]);
  return { display: `:${String(name).trim()}`, stop: () => xvfb.kill() };
}

/** One browser with one window. */
export class WebKit {
  #driver;
  #screen;
  #base;
  #session = "";

  static async start(program = process.env.TEILRAUM_WEBKIT) {
    if (!program) throw new Error("TEILRAUM_WEBKIT must name WebKitGTK's driver (Debian: webkit2gtk-driver)");
    const webkit = new WebKit();
    try {
      await webkit.#open(program);
      return webkit;
    } catch (error) {
      await webkit.stop();
      throw error;
    }
  }

  async #open(program) {
    this.#screen = process.env.DISPLAY ? { display: process.env.DISPLAY, stop() {} } : await screen();
    const port = await freePort();
    this.#base = `http://127.0.0.1:${port}`;
    // Without a GPU, buffers are handed over in memory; a container has no right to the sandbox.
    const env = { ...process.env, DISPLAY: this.#screen.display, WEBKIT_DISABLE_DMABUF_RENDERER: "1", LIBGL_ALWAYS_SOFTWARE: "1", NO_AT_BRIDGE: "1" };
    this.#driver = spawn(program, [`--port=${port}`, "--host=127.0.0.1"], { env, stdio: "ignore" });
    await this.#listening();
    const { sessionId, capabilities } = await this.#ask("POST", "/session", { capabilities: { alwaysMatch: { acceptInsecureCerts: false } } });
    this.#session = `/session/${sessionId}`;
    /** Name and version. */
    this.version = `${capabilities.browserName} ${capabilities.browserVersion}`;
  }

  async #listening() {
    const end = Date.now() + GIVE_UP_MS;
    for (;;) {
      try {
        await this.#ask("GET", "/status");
        return;
      } catch (error) {
        if (Date.now() > end) throw error;
        await pause(ASK_AGAIN_MS);
      }
    }
  }

  async #ask(method, path, body) {
    const response = await fetch(this.#base + path, { method, body: body && JSON.stringify(body), headers: { "content-type": "application/json" } });
    const { value } = await response.json();
    if (!response.ok) throw new Error(`${path}: ${value.error}: ${value.message}`);
    return value;
  }

  goTo(url) {
    return this.#ask("POST", `${this.#session}/url`, { url });
  }

  /** Runs a function in the page. */
  evaluate(code, ...args) {
    return this.#ask("POST", `${this.#session}/execute/sync`, { script: `return (${code}).apply(null, arguments)`, args });
  }

  /** Asks the page until the answer is true-ish. */
  async until(question, ...args) {
    const end = Date.now() + GIVE_UP_MS;
    for (;;) {
      const answer = await this.evaluate(question, ...args);
      if (answer) return answer;
      if (Date.now() > end) throw new Error(`not within ${GIVE_UP_MS} ms: ${question}`);
      await pause(ASK_AGAIN_MS);
    }
  }

  async #element(selector) {
    const found = await this.#ask("POST", `${this.#session}/element`, { using: "css selector", value: selector });
    return Object.values(found)[0];
  }

  async click(selector) {
    await this.#ask("POST", `${this.#session}/element/${await this.#element(selector)}/click`, {});
  }

  async type(selector, text) {
    await this.#ask("POST", `${this.#session}/element/${await this.#element(selector)}/value`, { text });
  }

  async screenshot() {
    return Buffer.from(await this.#ask("GET", `${this.#session}/screenshot`), "base64");
  }

  async stop() {
    if (this.#session) await this.#ask("DELETE", this.#session).catch(() => undefined);
    this.#driver?.kill();
    this.#screen?.stop();
  }
}
