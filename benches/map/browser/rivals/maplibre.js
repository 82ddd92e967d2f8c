// MapLibre GL: a GeoJSON source that its worker fetches, one fill layer, classes as feature states.
import { Map as MapLibre, setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/dist/maplibre-gl.css";
import { BORDER, COLORS, complete, east, north, run, south, west } from "./common.js";

setWorkerUrl(new URL("maplibre-gl-worker.mjs", import.meta.url).href);

const missing = COLORS.at(-1);
const steps = COLORS.slice(0, -1).flatMap((color, index) => [index, color]);
const style = {
  version: 8,
  sources: { areas: { type: "geojson", data: new URL("../areas.geojson", location.href).href } },
  layers: [
    {
      id: "areas",
      type: "fill",
      source: "areas",
      paint: {
        "fill-color": ["match", ["feature-state", "class"], ...steps, missing],
        "fill-outline-color": BORDER,
      },
    },
  ],
};
const map = new MapLibre({
  container: "map",
  style,
  bounds: [west, south, east, north],
  attributionControl: false,
  dragRotate: false,
  fadeDuration: 0,
  renderWorldCopies: false,
});
const styled = map.once("style.load");

run(
  () => styled,
  (_, first) => {
    const recolor = ({ classes }) => {
      for (let area = 0; area < classes.length; area += 1) {
        map.setFeatureState({ source: "areas", id: area }, { class: classes[area] });
      }
    };
    recolor(first);
    map.once("idle").then(complete);
    return recolor;
  },
);
