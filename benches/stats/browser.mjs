/**
 * Times the computations in headless Chromium, in a module worker, and writes what that gives.
 *
 *     node browser.mjs FOLDER OUT.json
 *
 * FOLDER holds the wasm with its glue (`wasm/`) and the inputs (`inputs/`); the worker is beside
 * this file.
 */
import { readFile, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath } from "node:url";
import puppeteer from "puppeteer-core";

const [folder, out] = process.argv.slice(2);
const chromium = process.env.TEILRAUM_CHROMIUM ?? "/usr/bin/chromium";
const own = path.dirname(fileURLToPath(import.meta.url));
const TYPES = { ".js": "text/javascript", ".wasm": "application/wasm", ".csv": "text/plain" };
const PAGE = "<!doctype html><title>bench</title>";

const server = createServer(async (request, response) => {
  const name = new URL(request.url, "http://localhost").pathname;
  if (name === "/") {
    response.setHeader("content-type", "text/html").end(PAGE);
    return;
  }
  const file = name === "/worker.js" ? path.join(own, "worker.js") : path.join(folder, name);
  try {
    const bytes = await readFile(file);
    response.setHeader("content-type", TYPES[path.extname(file)] ?? "text/plain").end(bytes);
  } catch {
    response.writeHead(404).end();
  }
});
await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));

const browser = await puppeteer.launch({
  executablePath: chromium,
  protocolTimeout: 600_000,
  args: ["--disable-gpu", "--no-first-run", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])],
});
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  const results = await page.evaluate(
    () =>
      new Promise((resolve, reject) => {
        const worker = new Worker("/worker.js", { type: "module" });
        worker.onmessage = ({ data }) => {
          if (typeof data !== "number") resolve(data);
        };
        worker.onerror = (event) => reject(new Error(event.message));
      }),
  );
  await writeFile(out, JSON.stringify(results));
} finally {
  await browser.close();
  server.close();
}
