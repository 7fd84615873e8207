import { defineDiagnostics } from "../../diagnostics/define.ts";

/** The diagnostics about pipelines that no suite can check. */
export const diagnostics = defineDiagnostics("great-expectations", {
  "gate-without-suites": {
    severity: "warning",
    message: ({ pipeline, type, source }: { pipeline: string; type: string; source: string | undefined }) =>
      source === undefined
        ? `The pipeline "${pipeline}" uses great_expectations, which cannot connect to a destination of type ${type}. Remove great_expectations from quality.engines.`
        : `The pipeline "${pipeline}" uses great_expectations on ${type}, but the project has no suites for ${type}. Add "${source}" to the sources of greatExpectations() in dex.config.ts.`,
  },
  "unused-suites": {
    severity: "info",
    message: ({ unused, used }: { unused: readonly string[]; used: readonly string[] }) =>
      `No pipeline runs the suites for ${unused.join(", ")}. To leave them out, write greatExpectations({ sources: ${JSON.stringify(used)} }) in dex.config.ts.`,
  },
});
