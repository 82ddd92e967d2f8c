// The map as a part of the page: its picture, and what holds the focus on it. Hands, keys and names
// follow when the first picture stands.

import { Proxy } from "./proxy.js";
import { Stage } from "./stage.js";

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part & {goTo: (key: string) => void}}
 */
export function mapPart(session) {
  const stage = new Stage(session);
  const proxy = new Proxy(stage);
  /** @type {(() => void) | null} */
  let more = null;
  return {
    waits: true,
    changed: () => stage.adopt(),
    whole: async () => {
      more ??= await session.onDemand(async () => (await import("./later.js")).later(stage, proxy));
    },
    render: (answer) => {
      proxy.render(answer);
      more?.();
    },
    goTo: async (key) => (await import("./motion.js")).flyTo(stage, key),
  };
}
