/** Bundles each rival's page into one minified module, as it would be published. */
import { build } from "esbuild";
import { copyFile, mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";

const own = path.dirname(fileURLToPath(import.meta.url));

/** What a page loads besides `NAME.js`. */
export const RIVALS = {
  maplibre: { package: "maplibre-gl", css: true, more: ["maplibre-gl/dist/maplibre-gl-worker.mjs"] },
  leaflet: { package: "leaflet", css: true, more: [] },
  echarts: { package: "echarts", css: false, more: [] },
  d3: { package: "d3-geo", css: false, more: [] },
  deck: { package: "@deck.gl/core", css: false, more: [] },
};

/**
 * Writes the code of all rivals to `folder`.
 * @param packages the folder `node_modules`
 */
export async function bundle(packages, folder) {
  await mkdir(folder, { recursive: true });
  await build({
    entryPoints: Object.keys(RIVALS).map((name) => path.join(own, "rivals", `${name}.js`)),
    outdir: folder,
    bundle: true,
    minify: true,
    format: "esm",
    target: "chrome120",
    nodePaths: [packages],
    define: { "process.env.NODE_ENV": '"production"' },
    loader: { ".png": "dataurl" },
    legalComments: "none",
    logLevel: "error",
  });
  const require = createRequire(path.join(packages, "of-the-bench.js"));
  for (const { more } of Object.values(RIVALS)) {
    for (const file of more) await copyFile(require.resolve(file), path.join(folder, path.basename(file)));
  }
}
