// Words that are loaded on demand, with what speaks them.

import { shellFile } from "./base.js";

/**
 * Translators into any language, of the catalogue in a folder of `messages`; `%name` in a text is filled
 * from the values.
 * @param {string} folder
 * @returns {(language: string) => Promise<import("./language.js").Translate>}
 */
export function catalogue(folder) {
  /** @type {Map<string, Record<string, string>>} */
  const known = new Map();
  return async (language) => {
    let texts = known.get(language);
    if (!texts) {
      const response = await fetch(shellFile(`messages/${folder}/${language}.json`));
      if (!response.ok) throw new Error(`HTTP ${response.status}`);
      texts = /** @type {Record<string, string>} */ (await response.json());
      known.set(language, texts);
    }
    const found = texts;
    return (key, values = {}) => (found[key] ?? key).replace(/%(\w+)/g, (whole, name) => String(values[name] ?? whole));
  };
}
