/** The project's own server, for journeys that are run by hand. */
import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const checkout = fileURLToPath(new URL("../..", import.meta.url));

/** Serves `dist/` on any free port. */
export async function serve() {
  const server = spawn("cargo", ["xtask", "serve", "--no-build", "--port", "0"], {
    cwd: checkout,
    stdio: ["ignore", "pipe", "inherit"],
  });
  for await (const line of createInterface({ input: server.stdout })) {
    const url = /^serve +(http:\S+)$/.exec(line)?.[1];
    if (url) return { url, stop: () => server.kill() };
  }
  throw new Error("the server ended before it named its address; is dist/ built?");
}
