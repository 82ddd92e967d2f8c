/** Pages of other sites that have the atlas in a frame, and the atlas as a server that lets them. */
import { createServer } from "node:http";

/** Starts a server on any free port of this machine. */
async function listening(handler) {
  const server = createServer(handler);
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return { url: `http://127.0.0.1:${server.address().port}/`, stop: () => server.close() };
}

/** The atlas at `site`, handed on by a server that lets any page frame it and share its scripts. */
export function framed(site) {
  return listening(async (request, response) => {
    const answer = await fetch(new URL(request.url.slice(1), site)).catch(() => null);
    if (!answer) return response.writeHead(502).end();
    const policy = answer.headers.get("content-security-policy")?.replace(/frame-ancestors [^;]*/, "frame-ancestors *");
    response.writeHead(answer.status, {
      "content-type": answer.headers.get("content-type") ?? "application/octet-stream",
      "access-control-allow-origin": "*",
      ...(policy && { "content-security-policy": policy }),
    });
    return response.end(Buffer.from(await answer.arrayBuffer()));
  });
}

/**
 * A site with some pages and scripts.
 * @param {Record<string, string>} files by path; what ends in `.js` is a script
 * @param {string} policy
 */
export function site(files, policy) {
  return listening((request, response) => {
    const name = new URL(request.url, "http://site").pathname.slice(1);
    if (name === "favicon.ico") return response.writeHead(204).end();
    if (!(name in files)) return response.writeHead(404).end();
    const type = name.endsWith(".js") ? "text/javascript" : "text/html; charset=utf-8";
    response.writeHead(200, { "content-type": type, "content-security-policy": policy });
    return response.end(files[name]);
  });
}

/** A whole page around some markup. */
export const page = (body) => `<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Seite</title></head><body>${body}</body></html>`;
