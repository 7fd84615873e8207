import { text } from "../../text/quote/markup.ts";
import type { Diagnostic } from "../diagnostic.ts";
import type { Format } from "./input.ts";

/** JUnit XML: a test case for each finding; an error is a failure. */
export const junit: Format = ({ diagnostics }) => {
  const failures = diagnostics.filter((diagnostic) => diagnostic.severity === "error").length;
  const cases = diagnostics.map(testCase).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n  <testsuite name="dex" tests="${diagnostics.length}" failures="${failures}">\n${cases}  </testsuite>\n</testsuites>\n`;
};

function testCase(diagnostic: Diagnostic): string {
  const where = `${diagnostic.at.path}:${diagnostic.at.start.line}:${diagnostic.at.start.column}`;
  const open = `    <testcase classname="${text(diagnostic.code)}" name="${text(where)}">\n`;
  const body =
    diagnostic.severity === "error"
      ? `      <failure message="${text(diagnostic.message)}"/>\n`
      : `      <system-out>${text(diagnostic.message)}</system-out>\n`;
  return `${open}${body}    </testcase>\n`;
}
