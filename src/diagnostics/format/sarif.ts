import type { Span } from "../../source/span.ts";
import { by } from "../../text/compare.ts";
import type { Diagnostic, Severity } from "../diagnostic.ts";
import { fingerprint } from "./fingerprint.ts";
import type { Format } from "./input.ts";

const LEVELS = { error: "error", warning: "warning", info: "note" } as const satisfies Record<Severity, string>;

/** SARIF 2.1.0, for code scanning. Columns count UTF-16 code units, as the log says. */
export const sarif: Format = ({ diagnostics }) => {
  const ids = [...new Set(diagnostics.map((diagnostic) => diagnostic.code))].sort(by((id) => id));
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        columnKind: "utf16CodeUnits",
        tool: {
          driver: {
            name: "dex",
            informationUri: "https://www.npmjs.com/package/dex-compiler",
            rules: ids.map((id) => ({ id })),
          },
        },
        results: diagnostics.map((diagnostic) => result(diagnostic, ids)),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
};

function result(diagnostic: Diagnostic, ids: readonly string[]): object {
  return {
    ruleId: diagnostic.code,
    ruleIndex: ids.indexOf(diagnostic.code),
    level: LEVELS[diagnostic.severity],
    message: { text: diagnostic.message },
    locations: [location(diagnostic.at)],
    partialFingerprints: { "dexFingerprint/v1": fingerprint(diagnostic) },
    ...(diagnostic.related.length > 0 && {
      relatedLocations: diagnostic.related.map(({ at, message }) => ({ ...location(at), message: { text: message } })),
    }),
  };
}

function location({ path, start, end }: Span): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: path.split("/").map(encodeURIComponent).join("/") },
      region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
    },
  };
}
