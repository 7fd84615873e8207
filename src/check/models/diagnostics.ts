import { defineDiagnostics } from "../../diagnostics/define.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";

interface Name {
  readonly name: string;
  readonly names: readonly string[];
}

interface Missing extends Name {
  readonly model: string;
  readonly contract: string;
  /** The names of other missing columns. */
  readonly more?: readonly string[];
}

const MOST_NAMES = 5;

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES).map((name) => `"${name}"`);
  const rest = names.length - MOST_NAMES;
  return rest > 0 ? `${shown.join(", ")} and ${rest} more` : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}

/** SQL on one line, and not too long for a message. */
function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= 60 ? line : `${line.slice(0, 57)}…`;
}

/** Semantic faults of the SQL of models. */
export const diagnostics = defineDiagnostics("check", {
  "model-sql": {
    severity: "error",
    message: ({ problem }: { problem: string }) => `${problem}`,
  },
  "model-not-checked": {
    severity: "info",
    message: ({ model, contract }: { model: string; contract: string }) =>
      `The SQL of "${model}" is Jinja, so dex does not compare its columns with the contract "${contract}". dbt compares them when it builds the model.`,
  },
  "date-without-zone": {
    severity: "warning",
    message: ({ text, column, zoned }: { text: string; column: string; zoned: string }) =>
      `"${shortened(text)}" depends on the time zone of the session, because "${column}" is an instant. Name the zone: write ${zoned} in place of ${column}.`,
  },
  "foreign-relation": {
    severity: "warning",
    message: ({ name, names }: Name) =>
      `"${name}" is not a relation of this project, so dex does not know what this model reads.${didYouMean(name, names) || " Name a model with {{ ref('…') }}, or a source table with {{ source('…', '…') }}."}`,
  },
  "nameless-column": {
    severity: "error",
    message: ({ model, contract }: { model: string; contract: string }) =>
      `"${model}" has the contract "${contract}", and this column has no name. Add: as column_name`,
  },
  "model-column-missing": {
    severity: "error",
    message: ({ model, contract, name, names, more = [] }: Missing) =>
      more.length === 0
        ? `The SQL of "${model}" has no column "${name}", which its contract "${contract}" requires.${didYouMean(name, names) || " Add it to the query, or remove it from the contract."}`
        : `The SQL of "${model}" has no columns ${listed([name, ...more])}, which its contract "${contract}" requires. Add them to the query, or remove them from the contract.`,
  },
  "model-column-extra": {
    severity: "error",
    message: ({ model, contract, name, names }: Name & { model: string; contract: string }) =>
      `The SQL of "${model}" has a column "${name}" that its contract "${contract}" does not have.${didYouMean(name, names) || " Remove it from the query, or add it to the contract."}`,
  },
});
