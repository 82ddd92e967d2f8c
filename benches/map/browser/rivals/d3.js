// D3 on SVG: paths from a topology, joined once; only their fill changes. Borders are one mesh.
import { geoIdentity, geoPath } from "d3-geo";
import { select } from "d3-selection";
import { zoom } from "d3-zoom";
import { feature, mesh } from "topojson-client";
import { BORDER, BORDER_PX, COLORS, afterFrame, complete, height, json, run, width } from "./common.js";

run(
  () => json("areas.topojson"),
  (topology, first) => {
    const object = topology.objects.areas;
    const areas = feature(topology, object);
    const path = geoPath(geoIdentity().reflectY(true).fitSize([width, height], areas));
    const svg = select("#map").append("svg").attr("width", width).attr("height", height);
    const group = svg.append("g");
    const color = ({ classes }) => (area) => COLORS[classes[area.id]];
    const paths = group.selectAll("path").data(areas.features).join("path");
    paths.attr("d", path).attr("fill", color(first));
    const borders = group.append("path").datum(mesh(topology, object)).attr("d", path).attr("fill", "none");
    borders.attr("stroke", BORDER).attr("stroke-width", BORDER_PX).attr("vector-effect", "non-scaling-stroke");
    svg.call(zoom().on("zoom", ({ transform }) => group.attr("transform", transform)));
    afterFrame(complete);
    return (shown) => paths.attr("fill", color(shown));
  },
);
