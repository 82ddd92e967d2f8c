import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { inflateRawSync } from "node:zlib";
import { journey, runAxe, screenshot, viewports } from "./harness.mjs";
import { becomes, overflow, text } from "./steps.mjs";

const VIEW = "#v=1&i=disposable-income-per-head&l=kreis&p=2018&a=09188&s=value-";
const GAPS = "#v=1&i=leavers-with-abitur-share&l=kreis&p=2007";

/** Opens the dialog of a page whose downloads go to a folder of their own. */
async function dialog(page) {
  const folder = await mkdtemp(path.join(tmpdir(), "teilraum-"));
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  await page.click("#download-open");
  await page.waitForSelector("#download[open]");
  return folder;
}

/** The one file that has been saved in a folder, which is empty afterwards. */
async function taken(page, folder) {
  await becomes(() => text(page, "#download [role=status]"), /Gespeichert|Saved/);
  const whole = async () => (await readdir(folder)).filter((name) => !name.endsWith(".crdownload"));
  await becomes(async () => (await whole()).length, 1);
  const [name] = await whole();
  const bytes = await readFile(path.join(folder, name));
  await rm(path.join(folder, name));
  return { name, bytes };
}

/** Saves in a form, for the period shown or all of them. */
async function saved(page, folder, form, periods = "shown") {
  await page.click(`label:has(input[name=download-form][value="${form}"])`);
  await page.click(`label:has(input[name=download-periods][value="${periods}"])`);
  await page.click("#download-save");
  return taken(page, folder);
}

/** The rows of the table on the page: key and what stands as the value. */
const rows = (page) => page.$$eval("#table tbody tr", (all) =>
  all.map((row) => [row.querySelector(".col-key").textContent, row.querySelector(".col-value").textContent]));

/** The entries of an archive as texts. */
function entries(bytes) {
  const found = {};
  let at = bytes.readUInt32LE(bytes.length - 6);
  while (bytes.readUInt32LE(at) === 0x02014b50) {
    const [packed, nameLength] = [bytes.readUInt32LE(at + 20), bytes.readUInt16LE(at + 28)];
    const start = bytes.readUInt32LE(at + 42);
    const name = bytes.subarray(at + 46, at + 46 + nameLength).toString();
    const data = start + 30 + bytes.readUInt16LE(start + 26) + bytes.readUInt16LE(start + 28);
    found[name] = inflateRawSync(bytes.subarray(data, data + packed)).toString();
    at += 46 + nameLength;
  }
  return found;
}

journey("figures are saved as the table shows them, in every form", async (visit) => {
  const page = await visit.open(`${VIEW}&t=table`);
  const shown = await rows(page);
  const folder = await dialog(page);
  await runAxe(page, "#download");
  await screenshot(page, "download");

  const excel = await saved(page, folder, "excel");
  assert.equal(excel.name, "verfuegbares-einkommen-kreise-2018.csv");
  const excelText = excel.bytes.toString();
  assert.ok(excelText.startsWith("\uFEFF"));
  const lines = excelText.slice(1).split("\r\n");
  assert.equal(lines.indexOf(""), shown.length + 1);
  assert.ok(lines[1].startsWith(`"=""${shown[0][0]}""";`), lines[1]);
  assert.match(excelText, /#v=1&i=disposable-income-per-head&l=kreis&p=2018/);

  const plain = await saved(page, folder, "csv");
  const records = plain.bytes.toString().trimEnd().split("\r\n").slice(1);
  assert.deepEqual(records.map((line) => line.split(",")[0]), shown.map(([key]) => key));

  const book = await saved(page, folder, "xlsx");
  assert.equal(book.name, "verfuegbares-einkommen-kreise-2018.xlsx");
  const parts = entries(book.bytes);
  const [, first, second] = /<row r="2">(.*?)<\/row><row r="3">(.*?)<\/row>/.exec(parts["xl/worksheets/sheet1.xml"]);
  assert.ok(first.includes(`>${shown[0][0]}</t>`) && second.includes(`>${shown[1][0]}</t>`), first);
  const digits = shown[0][1].replace(/\D/g, "");
  assert.match(first, new RegExp(`<v>${digits}</v>`));
  assert.match(parts["xl/workbook.xml"], /name="Quellen und Hinweise"/);

  const shapes = JSON.parse((await saved(page, folder, "geojson")).bytes.toString());
  assert.equal(shapes.features.length, shown.length);
  assert.equal(shapes.features[0].properties.key, shown[0][0]);
  assert.equal(shapes.features[0].properties.value, Number(digits));
  await rm(folder, { recursive: true });
});

journey("all periods are saved, and what has no value says why", async (visit) => {
  const page = await visit.open(GAPS);
  const folder = await dialog(page);
  const one = (await saved(page, folder, "csv")).bytes.toString().trimEnd().split("\r\n");
  const all = (await saved(page, folder, "csv", "all")).bytes.toString().trimEnd().split("\r\n");
  assert.ok(all.length > 2 * one.length, `${one.length}, ${all.length}`);
  assert.ok(one.slice(1).every((line) => all.includes(line)));
  const gap = one.slice(1).map((line) => line.split(",")).find((fields) => fields[4] === "");
  assert.match(gap[5], /\p{L}{3}/u);
  await rm(folder, { recursive: true });
});

journey("a download takes only the keyboard, and the focus comes back", async (visit) => {
  const page = await visit.open(VIEW);
  const folder = await mkdtemp(path.join(tmpdir(), "teilraum-"));
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  await page.focus("#download-open");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#download[open]");
  const active = () => page.evaluate(() => document.activeElement.id || document.activeElement.value || "");
  for (let press = 0; press < 10 && (await active()) !== "xlsx"; press += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowDown");
  assert.equal(await active(), "excel");
  await page.keyboard.press("Enter");
  assert.match((await taken(page, folder)).name, /\.csv$/);
  await page.keyboard.press("Escape");
  await becomes(() => page.$("#download").then((found) => found === null), true);
  assert.equal(await active(), "download-open");
  await rm(folder, { recursive: true });
});

journey("the dialog fits narrow screens and speaks English", async (visit) => {
  for (const viewport of [viewports.narrow, viewports.phone]) {
    const page = await visit.open(`${VIEW}&lang=en`, viewport);
    await page.click("#download-open");
    await page.waitForSelector("#download[open]");
    assert.match(await text(page, "#download"), /Excel \(XLSX\)/);
    assert.equal(await overflow(page), 0);
    await screenshot(page, `download-${viewport.width}`);
  }
});

journey.everywhere("the link is shown, copied, and restores the view", async (visit) => {
  const page = await visit.open(`${VIEW}&t=table`);
  await page.click("#share-open");
  await page.waitForSelector("#share[open]");
  await runAxe(page, "#share");
  const link = await page.$eval("#share-link", (field) => field.value);
  assert.equal(link, page.url());
  await page.click("#share-copy");
  await becomes(() => text(page, "#share [role=status]"), /kopiert|markiert/);
  await page.keyboard.press("Escape");
  await becomes(() => page.$("#share").then((found) => found === null), true);
  const title = await text(page, "#view-title");
  const first = (await rows(page))[0];
  const other = await visit.open(new URL(link).hash);
  assert.equal(await text(other, "#view-title"), title);
  assert.deepEqual((await rows(other))[0], first);
});

journey("a long link is offered as a file", async (visit) => {
  const page = await visit.open(VIEW);
  const bounds = Array.from({ length: 6 }, (_, at) => 15000 + at * 1000).join(",");
  await page.evaluate((fragment) => history.replaceState(null, "", fragment), `${VIEW}&m=user-defined&b=${bounds}&x=${"y".repeat(2000)}`);
  await page.click("#share-open");
  await page.waitForSelector("#share[open]");
  assert.equal(await page.$eval("#share-file", (button) => button.checkVisibility()), true);
});
