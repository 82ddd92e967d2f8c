/**
 * What every rival's page shares: the values, five quantile classes made at the time of the change,
 * buttons, legend and a sentence. The map itself is each rival's own.
 *
 * The page comes with the size of the map and the bounds of all areas in its address, as an author
 * would have them in the source: `?width=…&height=…&bounds=west,south,east,north`.
 */

const INDICATORS = ["A", "B", "C"];
const CLASSES = 5;

/** One color per class, and last that of areas without a value. */
export const COLORS = ["#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c", "#dddddd"];
export const BORDER = "#ffffff";
export const BORDER_PX = 0.5;

const query = new URLSearchParams(location.search);
export const width = Number(query.get("width"));
export const height = Number(query.get("height"));
export const [west, south, east, north] = query.get("bounds").split(",").map(Number);

const byId = (id) => document.getElementById(id);
byId("map").style.width = `${width}px`;
byId("map").style.height = `${height}px`;

/** Fetches and parses a file of the data set. */
export async function json(name) {
  const response = await fetch(`../${name}`);
  if (!response.ok) throw new Error(`${name}: HTTP ${response.status}`);
  return response.json();
}

/** The values of an indicator, fetched once. */
const columns = new Map();
const column = (index) => {
  if (!columns.has(index)) columns.set(index, json(`values-${index}.json`));
  return columns.get(index);
};

/** Classes with as nearly equal numbers of areas as ties allow. */
function classed(values) {
  const known = values.filter((value) => value !== null);
  const sorted = Float64Array.from(known).sort();
  const bounds = [];
  for (let cut = 1; cut < CLASSES; cut += 1) {
    const at = ((sorted.length - 1) * cut) / CLASSES;
    const low = Math.floor(at);
    const high = Math.min(low + 1, sorted.length - 1);
    bounds.push(sorted[low] + (at - low) * (sorted[high] - sorted[low]));
  }
  const classes = new Uint8Array(values.length);
  for (let area = 0; area < values.length; area += 1) {
    const value = values[area];
    let index = 0;
    if (value === null) index = CLASSES;
    else while (index < bounds.length && value > bounds[index]) index += 1;
    classes[area] = index;
  }
  return { values, classes, bounds, least: sorted[0], most: sorted[sorted.length - 1], known: sorted.length };
}

const number = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** Puts legend and sentence on the page. */
function describe(index, { bounds, least, most, known }) {
  const edges = [least, ...bounds, most].map((edge) => number.format(edge));
  const rows = COLORS.map((color, row) => {
    const item = document.createElement("li");
    item.style.borderLeft = `1em solid ${color}`;
    item.textContent = row < CLASSES ? `${edges[row]} – ${edges[row + 1]}` : "no value";
    return item;
  });
  byId("legend").replaceChildren(...rows);
  const sentence = `Indicator ${INDICATORS[index]}: ${known} areas from ${edges[0]} to ${edges[CLASSES]}`;
  byId("title").textContent = sentence;
  document.title = sentence;
}

/** Says that the first complete map has been handed to the browser. */
export function complete() {
  performance.mark("bench:first-map");
}

/** Calls when the frame that is being prepared has been drawn. */
export function afterFrame(then) {
  requestAnimationFrame(() => requestAnimationFrame(then));
}

/**
 * Runs a page.
 * @param load gives what `draw` needs besides the values, or nothing
 * @param draw makes the map from that and the first classes; returns the function that recolors it
 */
export async function run(load, draw) {
  const [areas, first] = await Promise.all([load(), column(0)]);
  const classes = classed(first);
  describe(0, classes);
  const recolor = await draw(areas, classes);
  INDICATORS.forEach((name, index) => {
    const button = document.createElement("button");
    button.textContent = `Indicator ${name}`;
    button.addEventListener("click", async () => {
      let values = columns.get(index);
      if (!Array.isArray(values)) {
        // Once a column is here, later changes do not wait for a promise.
        values = await column(index);
        columns.set(index, values);
      }
      const shown = classed(values);
      recolor(shown);
      describe(index, shown);
    });
    byId("choices").append(button);
  });
}
