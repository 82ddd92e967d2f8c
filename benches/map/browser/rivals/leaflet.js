// Leaflet: one GeoJSON layer on the canvas renderer, restyled as a whole.
import { CRS, GeoJSON, Map as LeafletMap } from "leaflet";
import "leaflet/dist/leaflet.css";
import { BORDER, BORDER_PX, COLORS, afterFrame, complete, east, json, north, run, south, west } from "./common.js";

run(
  () => json("areas.geojson"),
  (areas, { classes }) => {
    const map = new LeafletMap("map", {
      crs: CRS.Simple,
      preferCanvas: true,
      zoomSnap: 0,
      minZoom: -10,
      attributionControl: false,
      zoomControl: false,
    });
    map.fitBounds([
      [south, west],
      [north, east],
    ]);
    const style = ({ id }) => ({ color: BORDER, weight: BORDER_PX, fillColor: COLORS[classes[id]], fillOpacity: 1 });
    const layer = new GeoJSON(areas, { style }).addTo(map);
    afterFrame(complete);
    return (shown) => layer.setStyle(({ id }) => ({ fillColor: COLORS[shown.classes[id]] }));
  },
);
