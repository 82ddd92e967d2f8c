// Counts a second time: every number of the tables must stand in the published downloads, with the
// same value, and no number more.
//
// node count.mjs WORKLOAD FOLDER BUNDLE

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { rows } from "./csv.mjs";

const [workload, folder, bundle] = process.argv.slice(2);
const columns = JSON.parse(readFileSync(join(folder, "columns.json"), "utf8"));
const texts = new Map();
const mistakes = [];
let numbers = 0;

function table(file) {
    if (!texts.has(file)) {
        texts.set(file, rows(readFileSync(join(workload, file), "utf8")));
    }
    return texts.get(file);
}

/** What the tables say of one indicator: "level key period" to the number. */
function expected(list) {
    const cells = new Map();
    const put = (place, text) => text !== "" && cells.set(place, Number(text));
    for (const { file, level, wide, column } of list) {
        const [header, ...body] = table(file);
        const at = header.indexOf(column);
        for (const row of body) {
            if (wide === true) {
                header.slice(2).forEach((year, number) => put(`${level} ${row[0]} ${year}`, row[number + 2]));
            } else if (wide === null) {
                put(`${level} ${row[0]} 2022-12-31`, row[at]);
            } else {
                put(`${level} ${row[0]} ${row[2]}`, row[at]);
            }
        }
    }
    return cells;
}

/** What was published of it. Rows of periods before or after an area existed have no number. */
function published(indicator) {
    const file = join(bundle, "csv", `${indicator}.csv`);
    if (!existsSync(file)) {
        mistakes.push(`${indicator}: no download`);
        return new Map();
    }
    const [header, ...body] = rows(readFileSync(file, "utf8"));
    const [level, area, period, value, state] = ["level", "area", "period", "value", "state"].map((name) => header.indexOf(name));
    const numeric = new Set(["value", "zero", "rounded-to-zero"]);
    const cells = body.filter((row) => numeric.has(row[state]));
    return new Map(cells.map((row) => [`${row[level]} ${row[area]} ${row[period]}`, Number(row[value])]));
}

const byIndicator = Map.groupBy ? Map.groupBy(columns, (one) => one.indicator) : group(columns);

function group(list) {
    const groups = new Map();
    for (const one of list) {
        groups.set(one.indicator, [...(groups.get(one.indicator) ?? []), one]);
    }
    return groups;
}

for (const [indicator, list] of byIndicator) {
    const [there, here] = [expected(list), published(indicator)];
    numbers += there.size;
    if (there.size !== here.size) {
        mistakes.push(`${indicator}: ${there.size} numbers in the tables, ${here.size} published`);
    }
    for (const [place, number] of there) {
        if (here.get(place) !== number) {
            mistakes.push(`${indicator}, ${place}: ${number} in the table, ${here.get(place)} published`);
            break;
        }
    }
}

/** Numbers by hand of the workload's own description. */
const keys = (level) => new Set(columns.filter((one) => one.level === level).flatMap(({ file }) => table(file).slice(1).map((row) => row[0])));
console.log(`numbers: ${numbers}`);
console.log(`keys in the tables: ${["land", "kreis", "gemeinde"].map((level) => `${level} ${keys(level).size}`).join(", ")}`);
for (const mistake of mistakes.slice(0, 20)) {
    console.error(mistake);
}
if (mistakes.length > 0) {
    console.error(`${mistakes.length} differences`);
    process.exit(1);
}
