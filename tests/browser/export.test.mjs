import assert from "node:assert/strict";
import { mkdtemp, readFile, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { journey, runAxe, screenshot, viewports } from "./harness.mjs";
import { becomes, overflow, text } from "./steps.mjs";

const VIEW = "#v=1&i=disposable-income-per-head&l=kreis&p=2018&a=09188";

/** Opens the dialog of pictures, by way of the one of downloads. */
async function openPicture(page) {
  await page.click("#download-open");
  await page.waitForSelector("#download[open]");
  await page.click("#picture-open");
}

/** Opens the dialog of a page whose downloads go to a folder of their own. */
async function dialog(page, folder) {
  const session = await page.createCDPSession();
  await session.send("Browser.setDownloadBehavior", { behavior: "allow", downloadPath: folder });
  await openPicture(page);
  await page.waitForSelector("#picture[open] canvas");
}

/** Saves in a format and gives name and bytes of the file. */
async function saved(page, folder, format) {
  await page.click(`label:has(input[name=picture-format][value="${format}"])`);
  await page.click("#picture-save");
  await becomes(() => text(page, "#picture [role=status]"), /Gespeichert/);
  const ending = format === "svg" ? ".svg" : ".png";
  await becomes(async () => (await readdir(folder)).some((name) => name.endsWith(ending)), true);
  const name = (await readdir(folder)).find((it) => it.endsWith(ending));
  const bytes = await readFile(path.join(folder, name));
  await rm(path.join(folder, name));
  return { name, bytes };
}

journey("a view is saved as PNG in three sizes and as SVG", async (visit) => {
  const folder = await mkdtemp(path.join(tmpdir(), "teilraum-"));
  const page = await visit.open(VIEW);
  await dialog(page, folder);
  await runAxe(page, "#picture");
  await screenshot(page, "export");
  let first = 0;
  for (const scale of [1, 2, 3]) {
    const { name, bytes } = await saved(page, folder, String(scale));
    assert.equal(name, "verfuegbares-einkommen-kreise-2018.png");
    assert.equal(bytes.subarray(0, 8).toString("hex"), "89504e470d0a1a0a");
    assert.equal(bytes.readUInt32BE(16), 1000 * scale);
    first ||= bytes.readUInt32BE(20);
    assert.equal(bytes.readUInt32BE(20), first * scale);
  }
  const { name, bytes } = await saved(page, folder, "svg");
  assert.equal(name, "verfuegbares-einkommen-kreise-2018.svg");
  const found = await page.evaluate((source) => {
    const tree = new DOMParser().parseFromString(source, "image/svg+xml");
    return {
      error: tree.querySelector("parsererror")?.textContent ?? "",
      title: tree.querySelector("svg > title").textContent,
      texts: [...tree.querySelectorAll("text")].map((it) => it.textContent).join(" "),
      paths: tree.querySelectorAll("svg svg path").length,
      foreign: [...tree.querySelectorAll("*")].flatMap((it) => [...it.attributes])
        .filter((it) => it.name === "style" || it.name.endsWith("href") || /url\((?!#)/.test(it.value)).length,
    };
  }, bytes.toString());
  assert.equal(found.error, "");
  assert.match(found.title, /Verfügbares Einkommen je Einwohner, Kreise, 2018/);
  const told = found.texts.replace(/[\u00A0\u2009\u202F]/g, " ");
  for (const word of [/Starnberg/, /kein Wert|über 27 000/, /Quelle: ©/, /dl-de\/by-2-0/, /Gebietsstand der Zahlen/, /Bild erstellt am \d\d\.\d\d\.\d{4}/, /a=09188/, / km/]) {
    assert.match(told, word);
  }
  assert.ok(found.paths > 5 && found.foreign === 0);
  await rm(folder, { recursive: true });
});

/** Saves the view of a link as SVG and gives what is in it. */
async function vectors(visit, link) {
  const folder = await mkdtemp(path.join(tmpdir(), "teilraum-"));
  const page = await visit.open(link);
  await page.waitForSelector("#kinds-body select, #panel-multiples .small-map");
  await dialog(page, folder);
  const { name, bytes } = await saved(page, folder, "svg");
  const found = await page.evaluate((source) => {
    const tree = new DOMParser().parseFromString(source, "image/svg+xml");
    return {
      error: tree.querySelector("parsererror")?.textContent ?? "",
      texts: [...tree.querySelectorAll("text")].map((it) => it.textContent).join(" ").replace(/[\u00A0\u2009\u202F]/g, " "),
      maps: tree.querySelectorAll("svg svg").length,
      circles: tree.querySelectorAll("svg svg circle").length,
      gradients: tree.querySelectorAll("linearGradient").length,
      ids: [...tree.querySelectorAll("[id]")].map((it) => it.id),
    };
  }, bytes.toString());
  assert.equal(found.error, "");
  assert.equal(new Set(found.ids).size, found.ids.length, "ids are of one thing each");
  await rm(folder, { recursive: true });
  return { name, ...found };
}

journey("kinds of map beyond classes are saved with legends of their own", async (visit) => {
  const income = "#v=1&i=disposable-income-per-head&l=kreis&p=2018";
  const flowing = await vectors(visit, `${income}&g=unclassed`);
  assert.equal(flowing.gradients, 1);
  assert.match(flowing.texts, /Farben fließend von/);
  const two = await vectors(visit, `${income}&g=two&gi=population-density`);
  assert.match(two.texts, /hoch.*mittel.*niedrig.*↑ .*→ /);
  assert.match(two.texts, /Quelle: ©/);
  const symbols = await vectors(visit, "#v=1&i=population&l=kreis&p=latest&g=symbols");
  assert.ok(symbols.circles > 400, `${symbols.circles} circles`);
  assert.match(symbols.texts, /Fläche der Scheibe: /);
});

journey("small maps are saved on one sheet with the legend of all", async (visit) => {
  const sheet = await vectors(visit, "#v=1&i=disposable-income-per-head&l=kreis&p=2018&t=multiples");
  assert.equal(sheet.maps, 12);
  assert.match(sheet.texts, /2000 bis 2018.*Klassen, für alle Karten dieselben/);
  assert.match(sheet.name, /2000-bis-2018/);
});

journey("the dialog fits a phone, closes with Escape and gives the focus back", async (visit) => {
  const page = await visit.open(VIEW, viewports.phone);
  await openPicture(page);
  await page.waitForSelector("#picture[open] canvas");
  assert.equal(await overflow(page), 0);
  await page.keyboard.press("Escape");
  await becomes(() => page.evaluate(() => document.getElementById("picture") === null), true);
  assert.equal(await page.evaluate(() => document.activeElement.id), "download-open");
});
