/**
 * IBM's equal-access checker, run inside the page without its server.
 *
 * Both of its rule sets count, WCAG 2.2 and IBM's own, which is stricter. What it calls a violation
 * that fails must not be there; what it only suspects ("potential") or recommends is for people.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const POLICIES = ["WCAG_2_2", "IBM_Accessibility"];

let engine;

/** Insists that equal-access finds no violation on the page. */
export async function runEqualAccess(page) {
  engine ??= await readFile(createRequire(import.meta.url).resolve("accessibility-checker-engine/ace.js"), "utf8");
  // Evaluated by the browser's driver, not as a script of the page, so the policy stays strict.
  await page.evaluate(engine);
  const { violations, checked } = await page.evaluate(check, POLICIES);
  assert.ok(checked > 100, `only ${checked} rules came to a result`);
  assert.deepEqual(violations, []);
}

/** Runs in the page. */
async function check(policies) {
  // It tells its progress on large pages, where a word in the console is an incident.
  const { log } = console;
  console.log = () => {};
  try {
    const { results } = await new globalThis.ace.Checker().check(document, policies);
    const failed = results.filter(({ value: [level, result] }) => level === "VIOLATION" && result === "FAIL");
    const violations = failed.map(({ ruleId, message, path, snippet }) => `${ruleId}: ${message} (${path.dom}: ${snippet.slice(0, 120)})`);
    return { violations, checked: results.length };
  } finally {
    console.log = log;
  }
}
