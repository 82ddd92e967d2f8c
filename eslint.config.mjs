// Lints the shell and the journeys. Undefined names and types are the compiler's business (tsc).
import js from "@eslint/js";

const markupFromText = "builds markup from text; create elements and set their textContent";

export default [
  { ignores: ["dist/", "target/"] },
  js.configs.recommended,
  {
    rules: {
      "no-undef": "off",
      "no-unused-vars": ["error", { argsIgnorePattern: "^_" }],
      "no-var": "error",
      "prefer-const": "error",
      eqeqeq: "error",
      "no-eval": "error",
      "no-implied-eval": "error",
      "max-lines": ["error", { max: 500, skipBlankLines: true, skipComments: true }],
      "max-lines-per-function": ["error", { max: 80, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ["www/**"],
    rules: {
      "no-console": "error",
      "no-restricted-properties": [
        "error",
        { property: "innerHTML", message: markupFromText },
        { property: "outerHTML", message: markupFromText },
        { property: "insertAdjacentHTML", message: markupFromText },
        { object: "document", property: "write", message: markupFromText },
      ],
    },
  },
];
