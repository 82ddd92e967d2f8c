/** Links by chance, always the same ones: views of the demo that a reader might send, and broken ones. */
import assert from "node:assert/strict";

/** A stream of numbers from 0 to 1 that a seed determines (mulberry32). */
export function chance(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Levels whose views are quick to open; the Gemeinden have journeys of their own. */
const LEVELS = ["bund", "land", "kreis"];

const METHODS = ["quantile", "equal-interval", "fisher-jenks", "std-mean"];

/** What links can name: the catalogue, and the keys of areas by level. */
export async function vocabulary(url) {
  const file = async (path) => {
    const response = await fetch(new URL(`data/${path}`, url));
    assert.equal(response.status, 200, path);
    return response;
  };
  const { generation } = await (await file("manifest.json")).json();
  const catalogue = await (await file(generation)).json();
  const rows = (await (await file("areas.csv")).text()).split("\n").slice(1);
  const present = rows.map((row) => row.split(",")).filter(([level, , , , , , until]) => LEVELS.includes(level) && !until);
  return { catalogue, areas: present.map(([, key]) => key) };
}

/** Indicators with the levels among ours on which they have values. */
function shownOn({ catalogue }) {
  const levels = (indicator) => {
    const named = indicator.levels ?? [...new Set(indicator.blocks?.map((block) => block.level))];
    return named.map((ix) => catalogue.levels[ix]?.key ?? ix).filter((key) => LEVELS.includes(key));
  };
  const all = catalogue.indicators.map((indicator) => ({ ...indicator, on: levels(indicator) }));
  return all.filter(({ on }) => on.length > 0);
}

/** One to three conditions that a filter can have. */
function conditions(indicator, { areas }, one, now) {
  const lands = areas.filter((key) => key.length === 2);
  const all = [`value~${indicator.key}~latest~${now(0.5) ? "1" : ""}~`, `above~${indicator.key}~latest~bund`, `within~${one(lands)},${one(lands)}`];
  return all.filter(() => now(0.6));
}

/** So many links, each to a view that exists; about half of them with more than the usual. */
export function linksOf(words, count, seed) {
  const random = chance(seed);
  const one = (list) => list[Math.floor(random() * list.length)];
  const now = (share) => random() < share;
  const indicators = shownOn(words);
  assert.ok(indicators.length > 10 && words.areas.length > 400, "links need something to name");
  return Array.from({ length: count }, () => {
    const indicator = one(indicators);
    const link = new URLSearchParams({ v: "1", i: indicator.key, l: one(indicator.on), p: "latest" });
    if (now(0.6)) link.set("p", one(indicator.periods).key);
    for (const axis of indicator.axes ?? []) if (now(0.5)) link.set(`c.${axis.key}`, one(axis.categories));
    if (now(0.7)) link.set("a", one(words.areas));
    if (now(0.4)) link.set("m", one(METHODS));
    if (now(0.3)) link.set("k", String(3 + Math.floor(random() * 5)));
    if (now(0.2)) link.set("pp", "1");
    if (now(0.2)) link.set("h", String(1 + Math.floor(random() * 7)));
    if (now(0.1)) link.set("g", one(["change", "symbols", "unclassed"]));
    if (now(0.4)) link.set("t", one(["table", "charts", "profile"]));
    if (link.get("t") === "charts" && now(0.6)) link.set("ch", one(["spread", "course"]));
    if (link.get("t") === "profile" && now(0.6)) link.set("pv", one(["compared", "alike", "groups"]));
    if (link.get("pv") === "compared") link.set("pw", Array.from({ length: 3 }, () => one(words.areas)).join(","));
    for (const condition of now(0.2) ? conditions(indicator, words, one, now) : []) link.append("w", condition);
    if (link.has("w") && now(0.3)) link.set("wo", "1");
    if (now(0.2)) link.set("s", one(["name-", "value", "value-", "parent"]));
    if (now(0.2)) link.set("z", [0, 0, 0].map((_, at) => Math.round((random() - (at < 2 ? 0.5 : -0.2)) * 4e5)).join(","));
    if (now(0.1)) link.set("ez", "1");
    if (now(0.3)) link.set("lang", "en");
    return link.toString();
  });
}

/** Fragments that no atlas wrote: links cut, torn, doubled and filled with what does not belong there. */
export function damaged(links, count, seed) {
  const random = chance(seed);
  const at = (length) => Math.floor(random() * length);
  const strange = ["%", "%E0%A4%A", "%00", "&&&", "====", "Ü", "😀", "<b>", "-".repeat(300), "NaN", "1e999", "-1", "__proto__", "constructor", "'\"`", "9".repeat(40), ",,,", "null", "\u202e", "a=a=a"];
  const harms = [
    (link) => link.slice(0, at(link.length)),
    (link) => link.slice(at(link.length)),
    (link) => link.replace(/=[^&]*/g, (value) => (random() < 0.4 ? `=${strange[at(strange.length)]}` : value)),
    (link) => link.replace(/(^|&)[^=]+/g, (key) => (random() < 0.3 ? `&${strange[at(strange.length)]}` : key)),
    (link) => `${link}&${link}`,
    (link) => link.split("&").sort(() => random() - 0.5).join("&"),
    (link) => [...link].map((letter) => (random() < 0.1 ? String.fromCharCode(33 + at(90)) : letter)).join(""),
    () => strange[at(strange.length)].repeat(1 + at(30)),
    (link) => link.replace(/\d+/g, () => String(Math.round((random() - 0.5) * 2 ** (1 + at(70))))),
    (link) => `${link}&b=${Array.from({ length: at(12) }, () => (random() - 0.5) * 1e6).join(",")}&m=user-defined&z=${at(9)},${at(9)},${at(3)}`,
  ];
  return Array.from({ length: count }, () => harms[at(harms.length)](links[at(links.length)]));
}
