/**
 * Lighthouse on the built site, as a phone: what it says of accessibility, good practice and search
 * engines. Performance depends on the machine and is a figure of `cargo xtask bench page`.
 */
import assert from "node:assert/strict";
import { browserName, journey } from "./harness.mjs";
import { views } from "./views.mjs";

/** The least that each category must have, in percent. */
const LEAST = { accessibility: 100, "best-practices": 100, seo: 95 };

/** Lighthouse opens an address itself, so only views that need nothing else come before it. */
const addressed = views.filter(({ prepare, viewport, looks }) => !prepare && !viewport && !looks);

for (const { name, at } of addressed) {
  journey(`Lighthouse has nothing against the view "${name}"`, async (visit) => {
    const { default: lighthouse } = await import("lighthouse");
    // A page of its own: Lighthouse asks for files that need not be there, such as robots.txt.
    const page = await (await visit.blank()).browser().newPage();
    try {
      const flags = { logLevel: "error", throttlingMethod: "provided", onlyCategories: Object.keys(LEAST) };
      const { lhr } = await lighthouse(new URL(at, visit.url).href, flags, undefined, page);
      assert.equal(lhr.runtimeError, undefined);
      for (const [category, least] of Object.entries(LEAST)) {
        const { score, auditRefs } = lhr.categories[category];
        const lost = auditRefs.filter(({ id, weight }) => weight > 0 && lhr.audits[id].score !== null && lhr.audits[id].score < 1);
        const told = lost.map(({ id }) => `${id}: ${lhr.audits[id].title} ${JSON.stringify(lhr.audits[id].details?.items ?? [])}`.slice(0, 600));
        assert.ok(score * 100 >= least, `${category}: ${score * 100}, at least ${least}\n${told.join("\n")}`);
      }
    } finally {
      await page.close();
    }
  });
}

journey("Lighthouse is asked about the live page, its table, and static pages", async () => {
  assert.equal(browserName, "chromium");
  for (const kind of [/^#.*&t=table/, /^#(?!.*&t=)/, /^methods\.html/, /^data\/pages\/.*html/]) {
    assert.ok(addressed.some(({ at }) => kind.test(at)), String(kind));
  }
});
