// Light or dark by the page around, whatever the reader's system says.

const DARK = "(prefers-color-scheme: dark)";

/** The rules for dark pages, with the words they came with. @type {Map<CSSMediaRule, string>} */
const found = new Map();

/** @param {CSSRuleList} rules */
function collect(rules) {
  for (const rule of rules) {
    if (!(rule instanceof CSSMediaRule)) continue;
    if (!found.has(rule) && rule.media.mediaText.includes(DARK)) found.set(rule, rule.media.mediaText);
    collect(rule.cssRules);
  }
}

/**
 * Holds the page to a scheme, or gives it back to the reader's system. Style sheets that come later
 * are held to it when this is called again.
 * @param {"light" | "dark" | "auto"} scheme
 */
export function hold(scheme) {
  for (const sheet of document.styleSheets) collect(sheet.cssRules);
  const answer = { light: "not all", dark: "all", auto: DARK }[scheme];
  for (const [rule, media] of found) {
    const now = scheme === "auto" ? media : media.replace(DARK, answer);
    if (rule.media.mediaText !== now) rule.media.mediaText = now;
  }
  document.documentElement.style.colorScheme = scheme === "auto" ? "" : scheme;
}
