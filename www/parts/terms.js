// Terms are explained on tap: what looks for them is loaded with the rest of the page.

/**
 * @param {import("../session.js").Session} session
 * @returns {import("../types/core.js").Part}
 */
export function termsPart(session) {
  /** @type {(() => void) | null} */
  let mark = null;
  return {
    unhurried: true,
    async whole() {
      mark ??= await session.onDemand(async () => (await import("../terms/explain.js")).explain(session));
      mark?.();
    },
    render() {
      mark?.();
    },
  };
}
