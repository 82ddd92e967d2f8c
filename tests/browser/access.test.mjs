/** Each view of `views.mjs`, in each look and language, before two independent checkers. */
import { runEqualAccess } from "./equal-access.mjs";
import { journey, runAxe } from "./harness.mjs";
import { languagesOf, looks, openView, pretend, still, unfold } from "./looks.mjs";
import { views } from "./views.mjs";

for (const view of views) {
  journey(`neither axe nor equal-access finds a violation in the view "${view.name}"`, async (visit) => {
    for (const language of languagesOf(view)) {
      const page = await openView(visit, view, language);
      await unfold(page);
      for (const look of view.looks ?? Object.keys(looks)) {
        await pretend(page, looks[look]);
        await still(page);
        try {
          await runAxe(page);
          await runEqualAccess(page);
        } catch (error) {
          error.message = `${language}, ${look}: ${error.message}`;
          throw error;
        }
      }
      await page.close();
    }
  });
}
