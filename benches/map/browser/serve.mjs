/**
 * A server for all contestants: the same compression, the same caching, nothing read or compressed
 * while somebody is measured.
 *
 *     /SET/PRODUCT/…     a page; Teilraum's is the built site with the set's bundle as `data/`
 *     /SET/FILE          the set's file for rivals
 *     /code/FILE         the rivals' code
 */
import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { access, mkdir, readFile, readdir, rename, stat } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { pipeline } from "node:stream/promises";
import { brotliCompressSync, constants, createBrotliCompress } from "node:zlib";
import { RIVALS } from "./bundle.mjs";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json",
  ".geojson": "application/geo+json",
  ".topojson": "application/json",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
};
/** Up to this size the best quality, beyond it the best that ends within minutes. */
const BEST_BYTES = 20e6;
const BEST = { quality: 11, window: 24 };
const LARGE = { quality: 6, window: 24 };
/** Larger bodies are streamed from the disk's cache. */
const KEPT_BYTES = 64e6;

const exists = (file) => access(file).then(() => true, () => false);

/** A file as it is sent. */
async function prepared(file, cache) {
  const type = TYPES[path.extname(file)] ?? "application/octet-stream";
  const { size } = await stat(file);
  // What has no type here is compressed inside.
  let sent = file;
  if (type !== "application/octet-stream") {
    const hash = createHash("sha256");
    await pipeline(createReadStream(file), hash);
    sent = path.join(cache, `${hash.digest("hex").slice(0, 16)}.br`);
    if (!(await exists(sent))) await compress(file, size, sent);
  }
  const length = (await stat(sent)).size;
  const body = length <= KEPT_BYTES ? await readFile(sent) : null;
  return { type, sent, length, body, encoded: sent !== file };
}

async function compress(file, size, sent) {
  const { quality, window } = size <= BEST_BYTES ? BEST : LARGE;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: quality,
    [constants.BROTLI_PARAM_LGWIN]: window,
    [constants.BROTLI_PARAM_SIZE_HINT]: Math.min(size, 2 ** 30),
  };
  await mkdir(path.dirname(sent), { recursive: true });
  await pipeline(createReadStream(file), createBrotliCompress({ params }), createWriteStream(`${sent}.new`));
  await rename(`${sent}.new`, sent);
}

export class Server {
  #files = new Map();
  #pages = new Map();
  /** Bytes written to the wire by address, of what a page's own inspector cannot see. */
  written = new Map();

  /** @param folders `site`, `code`, `data` and a `cache` for compressed bodies */
  constructor(folders) {
    this.folders = folders;
  }

  async start() {
    this.template = await readFile(path.join(import.meta.dirname, "page.html"), "utf8");
    this.server = createServer((request, response) => this.#answer(request, response));
    await new Promise((resolve) => this.server.listen(0, "127.0.0.1", resolve));
    this.url = `http://127.0.0.1:${this.server.address().port}`;
  }

  stop() {
    this.server.closeAllConnections();
    this.server.close();
  }

  /** The page of a rival: preloads what its documentation does not leave to a worker. */
  #page(name) {
    const areas = { d3: "../areas.topojson", maplibre: null }[name];
    const preload = (file) => `<link rel="preload" href="${file}" as="fetch" crossorigin>`;
    const files = [areas === undefined ? "../areas.geojson" : areas, "../values-0.json"].filter(Boolean);
    const css = RIVALS[name].css ? [`<link rel="stylesheet" href="/code/${name}.css">`] : [];
    const head = [...files.map(preload), ...css, `<script type="module" src="/code/${name}.js"></script>`];
    const body = brotliCompressSync(this.template.replace("<!--head-->", head.join("\n    ")));
    return { type: TYPES[".html"], length: body.length, body, encoded: true };
  }

  /** Where an address lies on the disk. */
  async #place(name) {
    const [set, product, ...rest] = name.split("/").slice(1);
    if (set === "code") return path.join(this.folders.code, product);
    if (product !== "teilraum") return path.join(this.folders.data, set, product);
    const file = rest.join("/") || "index.html";
    if (!file.startsWith("data/")) return path.join(this.folders.site, file);
    // One bundle holds all details, so a set that is not simplified shares that of its sibling.
    const own = path.join(this.folders.data, set, "bundle");
    const there = await exists(own);
    const bundle = there ? own : path.join(this.folders.data, set.replace(/-full$/, ""), "bundle");
    return path.join(bundle, file.slice("data/".length));
  }

  async #find(name) {
    const product = /^\/[^/]+\/([^/]+)\/$/.exec(name)?.[1];
    if (product in RIVALS) {
      if (!this.#pages.has(product)) this.#pages.set(product, this.#page(product));
      return this.#pages.get(product);
    }
    if (!this.#files.has(name)) {
      const file = this.#place(name).then((place) => prepared(place, this.folders.cache));
      this.#files.set(name, file);
    }
    return this.#files.get(name);
  }

  async #answer(request, response) {
    const { pathname } = new URL(request.url, this.url);
    if (pathname.includes("..")) return response.writeHead(400).end();
    let file;
    try {
      file = await this.#find(decodeURIComponent(pathname));
    } catch {
      this.#files.delete(pathname);
      return response.writeHead(404).end();
    }
    const before = response.socket.bytesWritten;
    const socket = response.socket;
    response.on("finish", () => this.written.set(pathname, (this.written.get(pathname) ?? 0) + socket.bytesWritten - before));
    response.writeHead(200, {
      "content-type": file.type,
      "content-length": file.length,
      "cache-control": pathname.endsWith("/") ? "no-cache" : "public, max-age=31536000, immutable",
      ...(file.encoded && { "content-encoding": "br" }),
    });
    if (file.body) response.end(file.body);
    else await pipeline(createReadStream(file.sent), response).catch(() => undefined);
  }

  /** Compresses all that a set's pages may ask for. */
  async warm(set) {
    const data = path.join(this.folders.data, set);
    for (const file of ["areas.geojson", "areas.topojson", "values-0.json", "values-1.json", "values-2.json"]) {
      if (await exists(path.join(data, file))) await this.#find(`/${set}/${file}`);
    }
    for (const name of await readdir(this.folders.code)) await this.#find(`/code/${name}`);
    for (const name of await readdir(this.folders.site, { recursive: true, withFileTypes: true })) {
      const file = path.relative(this.folders.site, path.join(name.parentPath, name.name));
      if (name.isFile() && !file.startsWith("data/")) await this.#find(`/${set}/teilraum/${file}`);
    }
  }

  /** Forgets bodies of a set that is done. */
  forget() {
    this.#files.clear();
    this.written.clear();
  }
}
