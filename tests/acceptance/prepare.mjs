// Lays out an atlas of the INKAR tables: recipes, lists of areas and words, made from the headers
// and attribute tables of the workload. Nothing of the workload itself is kept in the project.
//
// node prepare.mjs WORKLOAD FOLDER

import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rows } from "./csv.mjs";

const [workload, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

/** The tables: which level, the first columns that are no values, and whether years are columns. */
export const TABLES = [
    ...names("kreise", /^inkar_kreise_.*\.csv$/).map((file) => ({ file, level: "kreis", wide: false })),
    ...names("kreise", /^inkar_bundeslaender_.*\.csv$/).map((file) => ({ file, level: "land", wide: false })),
    ...names("gemeinden", /^inkar_gemeinden_.*\.csv$/).map((file) => ({ file, level: "gemeinde", wide: false })),
    ...names("gemeinden", /^inkar2024_.*\.csv$/).map((file) => ({ file, level: "gemeinde", wide: true })),
    { file: "gemeinden/vg250ew_einwohner_flaeche_2022-12-31.csv", level: "gemeinde", wide: null },
];

function names(below, pattern) {
    const found = readdirSync(join(workload, below)).filter((name) => pattern.test(name));
    return found.sort().map((name) => `${below}/${name}`);
}

const about = new Map(
    rows(readFileSync(join(workload, "kreise/inkar_indikatoren.csv"), "utf8"))
        .slice(1)
        .map((row) => [row[4], { short: row[5], title: row[6], formula: row[7] }]),
);

/** Indicators by key: name of the column, recipes. */
const indicators = new Map();
const columns = [];

function key(column) {
    return column
        .toLowerCase()
        .replace(/ä/g, "ae").replace(/ö/g, "oe").replace(/ü/g, "ue").replace(/ß/g, "ss")
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "");
}

function add(column, count, decimals, recipe) {
    const name = key(column);
    const known = indicators.get(name) ?? { column, count, decimals, recipes: [] };
    if (known.column !== column) {
        throw new Error(`${column} and ${known.column} would share the key ${name}`);
    }
    known.recipes.push(recipe);
    indicators.set(name, known);
    return name;
}

for (const table of TABLES) {
    const [header] = rows(readFileSync(join(workload, table.file), "utf8").split("\n", 1)[0]);
    const file = join(workload, table.file);
    if (table.wide === null) {
        for (const [column, decimals] of [["EWZ", 0], ["KFL", 2]]) {
            const recipe = { file, key: "AGS", column, period: '{ constant = "2022-12-31", kind = "date" }' };
            columns.push({ ...table, column, indicator: add(column, decimals === 0, decimals, recipe) });
        }
    } else if (table.wide) {
        const column = /A_(\w+)_Gemeinden/.exec(table.file)[1];
        const recipe = { file, key: "ags", column: "{period}", period: '{ kind = "calendar-year" }' };
        columns.push({ ...table, column, indicator: add(column, true, 0, recipe) });
    } else {
        for (const column of header.slice(3)) {
            const period = '{ column = "year", kind = "calendar-year" }';
            columns.push({ ...table, column, indicator: add(column, false, 2, { file, key: "ags", column, period }) });
        }
    }
}

const quoted = (text) => JSON.stringify(text);
const cell = (text) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The attribute table of a shapefile as one object per record. */
function attributes(path) {
    const bytes = readFileSync(path);
    const count = bytes.readUInt32LE(4);
    const [start, length] = [bytes.readUInt16LE(8), bytes.readUInt16LE(10)];
    const fields = [];
    for (let at = 32; bytes[at] !== 13; at += 32) {
        fields.push([bytes.toString("latin1", at, at + 11).replace(/\0.*$/s, ""), bytes[at + 16]]);
    }
    const record = (number) => {
        let at = start + number * length + 1;
        const values = fields.map(([name, width]) => {
            const text = bytes.toString("utf8", at, at + width).trim();
            at += width;
            return [name, text];
        });
        return Object.fromEntries(values);
    };
    return Array.from({ length: count }, (_, number) => record(number));
}

function areas(level, list) {
    const header = "key,parent,name,short,kind,locative,valid_from,valid_to,successors";
    const lines = list
        .sort((a, b) => (a.key < b.key ? -1 : 1))
        .map((area) => {
            const locative = `in ${area.name}`;
            const cells = [area.key, area.parent, area.name, area.name, level, locative, "", area.to ?? "", area.successor ?? ""];
            return cells.map(cell).join(",");
        });
    writeFileSync(join(folder, `${level}.csv`), `${header}\n${lines.join("\n")}\n`);
    return lines.length;
}

/** Länder and Kreise as drawn; Gemeinden as drawn, and those that only the tables know. */
const drawn = (file) => attributes(join(workload, file)).filter((record) => record.GF === "9");
areas("land", drawn("kreise/VG5000_LAN.dbf").map((one) => ({ key: one.AGS, parent: "", name: one.GEN })));
areas("kreis", drawn("kreise/VG5000_KRS.dbf").map((one) => ({
    key: one.AGS,
    parent: one.AGS.slice(0, 2),
    name: one.GEN,
    ...(one.AGS === "16056" ? { to: "2021-07-01", successor: "16063" } : {}),
})));
const gemeinden = new Map(
    drawn("gemeinden/VG5000_GEM.dbf").map((one) => [one.AGS, { key: one.AGS, parent: one.AGS.slice(0, 5), name: one.GEN }]),
);
for (const table of TABLES.filter((table) => table.level === "gemeinde")) {
    for (const row of rows(readFileSync(join(workload, table.file), "utf8")).slice(1)) {
        const name = table.wide === null ? row[2] : row[1];
        gemeinden.set(row[0], gemeinden.get(row[0]) ?? { key: row[0], parent: row[0].slice(0, 5), name });
    }
}
areas("gemeinde", [...gemeinden.values()]);

const recipe = (one) => `
[[indicator.read]]
format = "wide"
file = ${quoted(one.file)}
encoding = "utf-8"
separator = ","
decimal = "."
key = ${quoted(one.key)}
period = ${one.period}
columns = [{ column = ${quoted(one.column)} }]
keys = "ags"
signs = "inkar"
outside = "converted"
exponents = true
`;

const indicator = ([name, one]) => `
[[indicator]]
key = ${quoted(name)}
theme = "inkar"
kind = ${quoted(one.count ? "count" : "rate")}
unit = "figure"
decimals = ${one.decimals}
polarity = "neutral"
sources = ["inkar"]
territorial_status = "31.12.2022"
${one.recipes.map(recipe).join("")}`;

writeFileSync(join(folder, "indicators.toml"), [...indicators].map(indicator).join(""));

const [first] = columns;
writeFileSync(join(folder, "atlas.toml"), `key = "inkar"
languages = ["de"]
default_indicator = ${quoted(first.indicator)}
default_level = "kreis"
indicators = ["indicators.toml"]
texts = { de = "de.toml" }

[imprint]
publisher = "Abnahme"

[[system]]
key = "verwaltung"
status = "2022-12-31"

[[level]]
key = "land"
system = "verwaltung"
areas = "land.csv"

[[level]]
key = "kreis"
system = "verwaltung"
parent = "land"
areas = "kreis.csv"

[[level]]
key = "gemeinde"
system = "verwaltung"
parent = "kreis"
areas = "gemeinde.csv"

[[theme]]
key = "inkar"

[[source]]
key = "inkar"
licence = "dl-de/by-2-0"
licence_url = "https://www.govdata.de/dl-de/by-2-0"

[[source]]
key = "vg5000"
licence = "dl-de/by-2-0"
licence_url = "https://www.govdata.de/dl-de/by-2-0"

[signs.inkar]
"" = "missing"

[keys.ags]
levels = [
    { digits = 2, level = "land" },
    { digits = 5, level = "kreis" },
    { digits = 8, level = "gemeinde" },
]

[[geometry]]
system = "verwaltung"
sources = ["vg5000"]
projection = "+proj=laea +lat_0=51 +lon_0=10.5 +ellps=GRS80 +units=m +no_defs"
levels = { gemeinde = { file = ${quoted(join(workload, "gemeinden/VG5000_GEM.shp"))}, key = "AGS", filter = { GF = 9 } } }
dissolve = ["kreis", "land"]
missing_outlines = "list"
# PAGES
`);

const words = ([name, one]) => {
    const found = about.get(one.column);
    const title = quoted(found?.title ?? one.column);
    return `
[indicators.${name}]
title = ${title}
short = ${quoted(found?.short ?? one.column)}
meaning = ${quoted(found?.formula || one.column)}
subject = ${title}

[definitions.${name}]
definition = ${quoted(found?.formula || one.column)}
`;
};
const level = (name, one, many, dative) => `
[levels.${name}]
one = "${one}"
many = "${many}"
many_dative = "${dative}"
menu = "${many}"
`;
writeFileSync(join(folder, "de.toml"), `language = "de"
themes = { inkar = "INKAR" }
area_kinds = { land = "Land", kreis = "Kreis", gemeinde = "Gemeinde" }

[atlas]
title = "Abnahme"
subtitle = "INKAR"
about = "Ein Atlas für die Abnahme, nicht zur Veröffentlichung."

[units.figure]
symbol = ""
one = ""
many = ""
per = ""

[sources.inkar]
attribution = "© BBSR Bonn 2024, dl-de/by-2-0"
title = "INKAR"

[sources.vg5000]
attribution = "© GeoBasis-DE / BKG 2021, dl-de/by-2-0 (Daten verändert)"
title = "VG5000"
${level("land", "Land", "Länder", "Ländern")}${level("kreis", "Kreis", "Kreise", "Kreisen")}${level("gemeinde", "Gemeinde", "Gemeinden", "Gemeinden")}
${[...indicators].map(words).join("")}`);

writeFileSync(join(folder, "columns.json"), JSON.stringify(columns));
console.log(`${columns.length} columns of ${TABLES.length} tables make ${indicators.size} indicators; ` +
    `${gemeinden.size} Gemeinden`);
