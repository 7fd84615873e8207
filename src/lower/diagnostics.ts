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
