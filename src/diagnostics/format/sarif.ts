import type { Span } from "../../source/span.ts";
import { by } from "../../text/compare.ts";
import type { Diagnostic, Fix, Severity } from "../diagnostic.ts";
import { fingerprint, lineHash } from "./fingerprint.ts";
import type { Format, FormatInput } from "./input.ts";
import { shownText } from "./shown-text.ts";
import { uriOf } from "./uri.ts";
import { visibleJson } from "./visible-json.ts";

const LEVELS = { error: "error", warning: "warning", info: "note" } as const satisfies Record<Severity, string>;

/** SARIF 2.1.0 with every member that GitHub's code scanning shows. Columns count UTF-16 code units. */
export const sarif: Format = (input) => {
  const { diagnostics, version } = input;
  const textOf = shownText(input);
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
            ...(version !== undefined && { semanticVersion: version }),
            informationUri: "https://www.npmjs.com/package/dex-compiler",
            rules: ids.map((id) => rule(id, diagnostics)),
          },
        },
        results: diagnostics.map((diagnostic) => result(diagnostic, ids, textOf)),
      },
    ],
  };
  return visibleJson(log);
};

/** A rule for each code. Its help names the command that prints the page of the code. */
function rule(id: string, diagnostics: readonly Diagnostic[]): object {
  const title = id.slice(id.indexOf("/") + 1).replaceAll("-", " ");
  const severity = diagnostics.find(({ code }) => code === id)?.severity ?? "error";
  return {
    id,
    name: id,
    shortDescription: { text: title },
    fullDescription: { text: `${id}: ${title}` },
    help: { text: `dex explain ${id} prints what this means and what to do.` },
    defaultConfiguration: { level: LEVELS[severity] },
  };
}

function result(diagnostic: Diagnostic, ids: readonly string[], textOf: FormatInput["textOf"]): object {
  return {
    ruleId: diagnostic.code,
    ruleIndex: ids.indexOf(diagnostic.code),
    level: LEVELS[diagnostic.severity],
    message: { text: diagnostic.message },
    locations: [location(diagnostic.at)],
    partialFingerprints: {
      "dexFingerprint/v1": fingerprint(diagnostic),
      primaryLocationLineHash: lineHash(diagnostic, textOf(diagnostic.at.path)),
    },
    ...(diagnostic.fix !== undefined && diagnostic.fix.edits.length > 0 && { fixes: [fix(diagnostic.fix)] }),
    ...(diagnostic.related.length > 0 && {
      relatedLocations: diagnostic.related.map(({ at, message }) => ({ ...location(at), message: { text: message } })),
    }),
  };
}

function fix({ title, edits }: Fix): object {
  return {
    description: { text: title },
    artifactChanges: [...new Set(edits.map(({ path }) => path))].map((path) => ({
      artifactLocation: { uri: uriOf(path) },
      replacements: edits
        .filter((edit) => edit.path === path)
        .map(({ start, end, text }) => ({
          deletedRegion: { charOffset: start, charLength: end - start },
          insertedContent: { text },
        })),
    })),
  };
}

function location({ path, start, end }: Span): object {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(path) },
      region: { startLine: start.line, startColumn: start.column, endLine: end.line, endColumn: end.column },
    },
  };
}
