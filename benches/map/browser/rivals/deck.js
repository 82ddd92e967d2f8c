// deck.gl: a GeoJsonLayer on a plane; a change of classes updates the colors and nothing else. Without
// borders: its lines are meshes of their own, which alone take seconds a frame without a GPU.
import { COORDINATE_SYSTEM, Deck, OrthographicView } from "@deck.gl/core";
import { GeoJsonLayer } from "@deck.gl/layers";
import { COLORS, complete, east, height, json, north, run, south, west, width } from "./common.js";

const rgb = COLORS.map((color) => [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16)));

run(
  () => json("areas.geojson"),
  (areas, first) => {
    let drawn = false;
    const layer = ({ classes }) =>
      new GeoJsonLayer({
        id: "areas",
        data: areas,
        coordinateSystem: COORDINATE_SYSTEM.CARTESIAN,
        stroked: false,
        getFillColor: ({ id }) => rgb[classes[id]],
        updateTriggers: { getFillColor: classes },
      });
    let shown = layer(first);
    const deck = new Deck({
      parent: document.getElementById("map"),
      views: new OrthographicView({ flipY: false }),
      initialViewState: {
        target: [(west + east) / 2, (south + north) / 2, 0],
        zoom: Math.log2(Math.min(width / (east - west), height / (north - south))),
        minZoom: -20,
        maxZoom: 40,
      },
      controller: true,
      layers: [shown],
      onAfterRender: () => {
        if (drawn || !shown.isLoaded) return;
        drawn = true;
        complete();
      },
    });
    return (next) => {
      shown = layer(next);
      deck.setProps({ layers: [shown] });
    };
  },
);
