/**
 * Runs every computation once to warm up, then up to 31 times or six seconds; gives medians in ms
 * and the number that each has found. Meanwhile the wasm posts how far it is, as numbers.
 */
import init, { Bench } from "/wasm/teilraum_bench_stats.js";

const LONGEST_MS = 6000;

async function text(name) {
  const response = await fetch(`/inputs/${name}`);
  return response.text();
}

function median(taken) {
  taken.sort((a, b) => a - b);
  return taken[taken.length >> 1];
}

function time(bench, at) {
  const number = bench.run(at);
  const taken = [];
  const end = performance.now() + LONGEST_MS;
  while (taken.length < 3 || (taken.length < 31 && performance.now() < end)) {
    const start = performance.now();
    bench.run(at);
    taken.push(performance.now() - start);
  }
  return { ms: median(taken), number };
}

await init();
const bench = new Bench(await text("columns.csv"), await text("neighbours.csv"));
postMessage(Object.fromEntries(Bench.names().map((name, at) => [name, time(bench, at)])));
