import { defineDiagnostics } from "../diagnostics/define.ts";

/** A pipeline, and contracts that no gate of any pipeline checks. */
interface Unchecked {
  readonly pipeline: string;
  readonly contracts: readonly string[];
}

/** The reports about what the lowered project does. */
export const diagnostics = defineDiagnostics("check", {
  "unchecked-models": {
    severity: "warning",
    message: ({ contracts }: Unchecked) =>
      `No gate checks the models with the contracts ${listed(contracts)}, because every gate is before they are built. Add a gate after models, or remove quality: without it, dbt checks after staging and after models.`,
  },
  "unchecked-view": {
    severity: "warning",
    message: ({ model, staging }: { model: string; staging: string }) =>
      `The view "${model}" reads the staging model "${staging}", so its readers see new rows of the source before a gate has checked them. Write materialized: table, or kind: intermediate if nobody reads it but models.`,
  },
  "quarantine-without-effect": {
    severity: "error",
    message: ({ contract, why, write }: { contract: string; why: string; write: string }) =>
      `Nothing moves the rows that violate "${contract}" to a quarantine: ${why}. Write ${write}.`,
  },
  "quarantine-without-dead-letter": {
    severity: "error",
    message: ({ contract }: { contract: string }) =>
      `The messages that violate "${contract}" have no topic to move to. Add topic: {dead_letter: {topic: dlq.${contract}}}, or write on_violation: block`,
  },
  "unused-quarantine": {
    severity: "info",
    message: ({ contract }: { contract: string }) =>
      `No pipeline has the rows of "${contract}", so nothing moves those that violate it to a quarantine. Add a pipeline with models: [{staging: ${contract}}], or write on_violation: block`,
  },
  "returning-rows": {
    severity: "warning",
    message: ({ model, isJinja }: { model: string; isJinja: boolean }) =>
      `Rows that come back from a quarantine may be older than the newest row of "${model}", and its incremental runs read newer rows only. ${isJinja ? "Select the rows whose key is not in {{ this }}, too." : "Add unique_key: it shows which rows are new."}`,
  },
  "unchecked-rows": {
    severity: "info",
    message: ({ pipeline, contracts }: Unchecked) =>
      `No gate checks the rows that "${pipeline}" loads for ${listed(contracts)}, so readers may see rows that violate the contract. Add a gate, such as quality: {after: extract, engines: [dbt]}`,
  },
});

const MOST_NAMED = 5;

function listed(names: readonly string[]): string {
  const named = names.slice(0, MOST_NAMED).map((name) => `"${name}"`);
  return names.length > MOST_NAMED ? `${named.join(", ")} and ${names.length - MOST_NAMED} more` : named.join(", ");
}
