// The words of studies, loaded with them.

/** @type {Map<string, Record<string, string>>} */
const known = new Map();

/**
 * A translator into a language; `%name` in a text is filled from the values.
 * @param {string} language
 * @returns {Promise<import("../language.js").Translate>}
 */
export async function translator(language) {
  let texts = known.get(language);
  if (!texts) {
    const response = await fetch(new URL(`../messages/study/${language}.json`, import.meta.url));
    if (!response.ok) throw new Error(`HTTP ${response.status}`);
    texts = /** @type {Record<string, string>} */ (await response.json());
    known.set(language, texts);
  }
  const found = texts;
  return (key, values = {}) => (found[key] ?? key).replace(/%(\w+)/g, (whole, name) => String(values[name] ?? whole));
}
