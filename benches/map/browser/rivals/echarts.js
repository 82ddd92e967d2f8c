// ECharts: the modules that a choropleth needs, a registered map, a piecewise visual map.
import { MapChart } from "echarts/charts";
import { VisualMapPiecewiseComponent } from "echarts/components";
import { init, registerMap, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import { BORDER, BORDER_PX, COLORS, complete, east, height, json, north, run, south, west, width } from "./common.js";

use([MapChart, VisualMapPiecewiseComponent, CanvasRenderer]);

const aspect = (east - west) / (north - south);
const pieces = (bounds) =>
  [...bounds, Infinity].map((bound, index) => ({
    ...(index > 0 && { gt: bounds[index - 1] }),
    ...(index < bounds.length && { lte: bound }),
    color: COLORS[index],
  }));
const option = ({ values, bounds }) => ({
  visualMap: { type: "piecewise", show: false, pieces: pieces(bounds), outOfRange: { color: COLORS.at(-1) } },
  series: [{ type: "map", data: values.map((value, area) => ({ name: String(area), value: value ?? NaN })) }],
});

run(
  () => json("areas.geojson"),
  (areas, first) => {
    // Values are joined by name, so every area needs one.
    for (const area of areas.features) area.properties.name = String(area.id);
    registerMap("areas", { geoJSON: areas });
    const chart = init(document.getElementById("map"));
    const { visualMap, series } = option(first);
    const map = {
      ...series[0],
      map: "areas",
      aspectScale: 1,
      layoutCenter: ["50%", "50%"],
      layoutSize: aspect > 1 ? Math.min(width, height * aspect) : Math.min(height, width / aspect),
      roam: true,
      selectedMode: false,
      emphasis: { disabled: true },
      itemStyle: { areaColor: COLORS.at(-1), borderColor: BORDER, borderWidth: BORDER_PX },
    };
    const finished = () => {
      chart.off("finished", finished);
      complete();
    };
    chart.on("finished", finished);
    chart.setOption({ animation: false, visualMap, series: [map] });
    return (shown) => chart.setOption(option(shown));
  },
);
