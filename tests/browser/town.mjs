/**
 * The invented town of the fixtures in the place of the demo: it has what the demo lacks, intervals
 * and facilities. Published once per file, into a folder of its own.
 *
 * `TEILRAUM_PUBLISHER` is the program `teilraum`; without it cargo runs it.
 */
import { execFile } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const checkout = fileURLToPath(new URL("../..", import.meta.url));
const publisher = process.env.TEILRAUM_PUBLISHER;
const CARGO = ["run", "--quiet", "--package", "teilraum-publish", "--profile", "tool", "--"];

let published;
let folder = "";

after(() => folder && rm(folder, { recursive: true, force: true }));

async function publish() {
  folder = await mkdtemp(path.join(tmpdir(), "teilraum-town-"));
  const office = path.join(folder, "office");
  await cp(path.join(checkout, "tests/fixtures/musterstadt"), office, { recursive: true });
  const atlas = path.join(office, "atlas-1.toml");
  // Only a first release may say that it is one.
  const said = (await readFile(atlas, "utf8")).replace("[disclosure]\n", "[disclosure]\nfirst_release = true\n");
  await writeFile(atlas, said);
  const bundle = path.join(folder, "bundle");
  const words = ["publish", atlas, "-o", bundle];
  await promisify(execFile)(publisher ?? "cargo", publisher ? words : [...CARGO, ...words], { cwd: checkout });
  return bundle;
}

/**
 * A page whose data are the town's.
 *
 * @param {import("./harness.mjs").Visit} visit
 * @param {string} target a fragment
 */
export async function openTown(visit, target, viewport = undefined) {
  published ??= publish();
  const bundle = await published;
  const page = await visit.blank(viewport);
  await page.setRequestInterception(true);
  page.on("request", async (request) => {
    const { pathname } = new URL(request.url());
    const [, file] = /\/data\/(.+)$/.exec(pathname) ?? [];
    if (!file) return request.continue();
    const body = await readFile(path.join(bundle, file));
    return request.respond({ status: 200, contentType: file.endsWith(".json") ? "application/json" : "application/octet-stream", body });
  });
  await page.goto(new URL(target, visit.url).href);
  return page;
}
