/**
 * Every view that the gates walk: accessibility ([access.test.mjs]), Lighthouse
 * ([lighthouse.test.mjs]) and pictures ([pictures.test.mjs]).
 *
 * A view added to the atlas gets one line here, and no gate needs to know of it:
 *
 * - `name`: what it is called in the tests and in the pictures' names
 * - `at`: fragment (beginning with `#`) or path below the site
 * - `prepare`: what is done on the page until the view stands; it waits until that is so
 * - `viewport`: one of the harness's, where not the wide one
 * - `languages`: those it has; German and English unless it says otherwise
 * - `looks`: those in which it is checked; all unless it says otherwise
 * - `picture`: the languages in which pictures of it are kept; none unless it says so
 */
import { viewports } from "./harness.mjs";
import { becomes, text } from "./steps.mjs";

/** The view of a reader who comes without a link. */
export const HOME = "#v=1&i=disposable-income-per-head&l=kreis&p=latest";

const PAGES = "data/pages/de";

/** Waits until what a selector means is visible. */
const shown = (selector) => (page) => page.waitForSelector(selector, { visible: true });

/** Presses a button and waits for what it opens. */
const pressed = (button, opened) => async (page) => {
  await page.click(button);
  await page.waitForSelector(opened, { visible: true });
};

/** Waits until a profile has its figures. */
async function profiled(page) {
  await becomes(() => page.$eval("#panel-profile", (panel) => panel.getAttribute("aria-busy") === "false" && panel.querySelector(".profile-body")?.childElementCount > 0), true);
}

/** Opens the study of the spatial pattern and has it computed. */
async function studied(page) {
  await page.click("#study > summary");
  await page.waitForSelector("#study-body button", { visible: true });
  await page.click("#study-body button");
  await becomes(() => text(page, "#study-body"), /Moran/);
}

/** Opens the dialog of pictures, by way of the one of downloads. */
async function pictureOpen(page) {
  await pressed("#download-open", "#download[open]")(page);
  await pressed("#picture-open", "#picture[open] canvas")(page);
}

export const views = [
  { name: "map", at: HOME, picture: ["de", "en"] },
  { name: "area", at: `${HOME}&a=09188`, prepare: shown("#area-card"), picture: ["de"] },
  { name: "plain words", at: `${HOME}&a=09188&ez=1`, prepare: (page) => becomes(() => text(page, "#words"), /Das Thema ist|The topic is/) },
  { name: "term", at: HOME, prepare: async (page) => {
    await page.waitForSelector("#words button.term", { visible: true });
    await pressed("#words button.term", "#glossary[open]")(page);
  } },
  { name: "table", at: "#v=1&i=disposable-income-per-head&l=land&p=latest&t=table&a=09", picture: ["de"] },
  { name: "table with gaps", at: "#v=1&i=leavers-with-abitur-share&l=kreis&p=2007&t=table&a=06411", languages: ["de"], looks: ["light"] },
  { name: "small maps", at: `${HOME}&t=multiples`, prepare: shown("#panel-multiples canvas"), picture: ["de"] },
  { name: "ranking", at: `${HOME}&a=16053&t=charts`, prepare: shown("#rank-list [role=option]"), picture: ["de"] },
  { name: "spread", at: `${HOME}&a=16053&t=charts&ch=spread`, prepare: shown("#chart svg, svg#chart") },
  { name: "course", at: `${HOME}&a=16053&gs=2010&t=charts&ch=course`, prepare: shown("#chart-slide") },
  { name: "profile", at: `${HOME}&a=09188&t=profile`, prepare: profiled, picture: ["de", "en"] },
  { name: "areas beside each other", at: `${HOME}&a=09188&pv=compared&pw=09162,16,DG&t=profile`, prepare: profiled },
  { name: "areas alike", at: `${HOME}&a=09162&pv=alike&t=profile`, prepare: profiled, picture: ["de"] },
  { name: "groups", at: `${HOME}&a=09188&pv=groups&t=profile`, prepare: profiled },
  { name: "filter", at: `${HOME}&w=value~disposable-income-per-head~latest~25000~&wg=above~cars-per-1000~latest~land&w=within~09`, prepare: pressed("#filter-open", "#filter-add"), picture: ["de"] },
  { name: "filtered table", at: `${HOME}&w=within~09&t=table`, prepare: shown("#table tbody"), languages: ["de"], looks: ["light"] },
  { name: "share", at: HOME, prepare: pressed("#share-open", "#share[open]") },
  { name: "download", at: HOME, prepare: pressed("#download-open", "#download[open]") },
  { name: "change", at: `${HOME}&g=change&gs=2010`, prepare: shown("#kind-select") },
  { name: "two indicators", at: `${HOME}&g=two&gi=cars-per-1000`, prepare: shown(".matrix") },
  { name: "symbols", at: "#v=1&i=population&l=kreis&p=latest&g=symbols", prepare: shown("#kind-select") },
  { name: "unclassed", at: `${HOME}&g=unclassed`, prepare: shown("#kind-select") },
  { name: "tiles", at: `${HOME}&ga=tiles`, prepare: shown("#kind-select") },
  { name: "study", at: `${HOME}&a=09188`, prepare: studied },
  { name: "help", at: HOME, prepare: pressed("#help-open", "#help[open]") },
  { name: "picture to save", at: HOME, prepare: pictureOpen },
  { name: "phone", at: `${HOME}&a=09188`, viewport: viewports.phone },
  { name: "sheet of a phone", at: HOME, viewport: viewports.phone, prepare: pressed("#sheet-indicator", "#sheet[open]") },
  { name: "methods", at: "methods.html", languages: ["de"] },
  { name: "static start", at: `${PAGES}/index.html`, languages: ["de"] },
  { name: "static level", at: `${PAGES}/verwaltung/kreis/index.html`, languages: ["de"] },
  { name: "static area", at: `${PAGES}/verwaltung/kreis/09188.html`, languages: ["de"], picture: ["de"] },
];
