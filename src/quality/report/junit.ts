import { text } from "../../text/quote/markup.ts";
import { type CheckResult, countStatuses, type DatasetResult } from "../result.ts";
import type { Report } from "./context.ts";
import { checksOf, explanationOf, foundBy, sampleText } from "./words.ts";

/** JUnit XML: a test suite for each dataset, a test case for each check. A warning passes, and says why in its output. */
export const junit: Report = (run) => {
  const attributes = `name="dex validate" ${countsOf(checksOf(run))} time="${seconds(run.duration)}"`;
  const suites = run.datasets.map((dataset) => suite(dataset, run.startedAt)).join("");
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes}>\n${suites}</testsuites>\n`;
};

function suite({ contract, checks, duration }: DatasetResult, startedAt: string): string {
  // The schema of JUnit has a time stamp without a zone.
  const timestamp = startedAt.replace(/(\.\d+)?Z$/, "");
  const attributes = `name="${text(contract.name)}" ${countsOf(checks)} time="${seconds(duration)}" timestamp="${text(timestamp)}"`;
  return `  <testsuite ${attributes}>\n${checks.map((check) => testCase(check, contract.id)).join("")}  </testsuite>\n`;
}

function countsOf(checks: readonly CheckResult[]): string {
  const { fail, error, skipped } = countStatuses(checks);
  return `tests="${checks.length}" failures="${fail}" errors="${error}" skipped="${skipped}"`;
}

function testCase(check: CheckResult, contract: string): string {
  const { path, line } = check.origin ?? {};
  const place = path === undefined ? "" : ` file="${text(path)}"${line === undefined ? "" : ` line="${line}"`}`;
  const attributes = `classname="${text(contract)}" name="${text(check.id)}" time="${seconds(check.duration)}"${place}`;
  const body = bodyOf(check);
  if (body === "") return `    <testcase ${attributes}/>\n`;
  return `    <testcase ${attributes}>\n      ${body}\n    </testcase>\n`;
}

function bodyOf(check: CheckResult): string {
  const message = text(explanationOf(check));
  const { kind, status } = check;
  switch (status) {
    case "pass":
      return "";
    case "skipped":
      return `<skipped message="${message}"/>`;
    case "warn":
      return `<system-out>${[message, ...detailsOf(check)].join("\n")}</system-out>`;
    case "fail":
      return `<failure message="${message}" type="${kind}">${detailsOf(check).join("\n")}</failure>`;
    case "error":
      return `<error message="${message}" type="${kind}">${detailsOf(check).join("\n")}</error>`;
  }
}

/** The figures and the samples, one a line. */
function detailsOf(check: CheckResult): readonly string[] {
  const found = foundBy(check);
  return [...(found === "" ? [] : [`found: ${found}`]), ...check.samples.map(sampleText)].map(
    (line) => text(line).text,
  );
}

function seconds(milliseconds: number): string {
  return (milliseconds / 1000).toFixed(3);
}
