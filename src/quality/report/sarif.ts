import { createHash } from "node:crypto";
import { uriOf } from "../../diagnostics/format/uri.ts";
import { visibleJson } from "../../diagnostics/format/visible-json.ts";
import { visible } from "../../text/visible.ts";
import type { CheckResult } from "../result.ts";
import type { Report } from "./context.ts";
import { type Finding, findingsOf } from "./findings.ts";

const LEVELS = { error: "error", warn: "warning", info: "note" } as const satisfies Record<
  CheckResult["severity"],
  string
>;

/** SARIF 2.1.0: a rule for each assertion that has a finding, and a result at the line of the assertion in its contract. */
export const sarif: Report = (run) => {
  const findings = findingsOf(run);
  const rules = [...new Map(findings.map(({ check }) => [check.id, check])).values()];
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const isComplete = findings.every(({ check }) => check.status !== "error");
  return visibleJson({
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "dex validate",
            semanticVersion: run.version,
            informationUri: "https://www.npmjs.com/package/dex-compiler",
            rules: rules.map(rule),
          },
        },
        invocations: [{ executionSuccessful: isComplete, startTimeUtc: run.startedAt }],
        results: findings.map((finding) => result(finding, indexes.get(finding.check.id) ?? 0)),
      },
    ],
  });
};

function rule({ id, kind, sentence, severity, dimension }: CheckResult): object {
  return {
    id: visible(id),
    name: kind,
    shortDescription: { text: visible(sentence) },
    defaultConfiguration: { level: LEVELS[severity] },
    properties: { tags: ["data-quality", dimension] },
  };
}

function result({ check, dataset, message }: Finding, ruleIndex: number): object {
  return {
    ruleId: visible(check.id),
    ruleIndex,
    level: check.status === "warn" ? LEVELS[check.severity === "info" ? "info" : "warn"] : "error",
    message: { text: visible(message) },
    ...(check.origin !== undefined && { locations: [location(check.origin)] }),
    partialFingerprints: { "dexCheck/v1": fingerprint(`${check.id}\0${dataset.source.name}`) },
  };
}

/** The same for the same check of the same source, however many rows violate it. */
function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 32);
}

function location({ path, line }: NonNullable<CheckResult["origin"]>): object {
  const region = line === undefined ? {} : { region: { startLine: line } };
  return { physicalLocation: { artifactLocation: { uri: uriOf(path) }, ...region } };
}
