// What an atlas in a frame and the page around it say to each other. Both sides read this table.

/** Version of the protocol; messages of another are not for us. */
export const VERSION = 1;

/** Names that pages use, and the keys of the link that they stand for. */
export const KEYS = Object.freeze({ indicator: "i", level: "l", period: "p", area: "a", tab: "t", language: "lang" });

/** Tokens of the look that a page may set: colours, type and corners, no layout. */
export const TOKENS = Object.freeze([
  "font", "paper", "sheet", "ink", "ink-soft", "line", "line-strong", "accent", "accent-soft", "on-accent",
  "map-background", "map-text", "map-border", "map-selection", "radius",
]);

/**
 * A link with other values for some of its keys; the rest stays as it is.
 * @param {string} link without `#`
 * @param {Readonly<Record<string, string | null | undefined>>} changes by the names of `KEYS`; `null` takes one out
 */
export function linkWith(link, changes) {
  const keys = new URLSearchParams(link);
  if (!keys.has("v")) keys.set("v", "1");
  for (const [name, key] of Object.entries(KEYS)) {
    const value = changes[name];
    if (value === null) keys.delete(key);
    else if (value !== undefined) keys.set(key, value);
  }
  return keys.toString();
}

/**
 * A message of this protocol; `null` for anything else, of which other programs send a lot.
 * @param {unknown} data
 * @returns {Record<string, unknown> & {type: string} | null}
 */
export function messageOf(data) {
  if (typeof data !== "object" || data === null) return null;
  const message = /** @type {Record<string, unknown>} */ (data);
  const { teilraum, type } = message;
  return teilraum === VERSION && typeof type === "string" ? { ...message, type } : null;
}
