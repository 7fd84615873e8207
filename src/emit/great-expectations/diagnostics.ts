import { defineDiagnostics } from "../../diagnostics/define.ts";

/** What a project may ask of Great Expectations that its suites cannot give. */
export const diagnostics = defineDiagnostics("great-expectations", {
  "gate-without-suites": {
    severity: "warning",
    message: ({ pipeline, type, source }: { pipeline: string; type: string; source: string | undefined }) =>
      source === undefined
        ? `"${pipeline}" is checked by great_expectations, which cannot reach a destination of type ${type}. Take great_expectations out of quality.engines.`
        : `"${pipeline}" is checked by great_expectations on ${type}, but no suites are written for that. Add "${source}" to the sources of greatExpectations() in dex.config.ts.`,
  },
});
