import { defineDiagnostics } from "../../diagnostics/define.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";

/** What a project may say that a dbt project cannot carry. */
export const diagnostics = defineDiagnostics("dbt", {
  "jinja-in-text": {
    severity: "error",
    message: ({ text, found }: { text: string; found: string }) =>
      `${text} holds "${found}", which dbt would run as Jinja instead of keeping it as text. Say it without ${/^\{/.test(found) ? "the braces" : "the call"}.`,
  },
  "unprintable-text": {
    severity: "error",
    message: ({ text, character }: { text: string; character: string }) =>
      `${text} holds the character ${character}, which would not reach the warehouse unchanged. Remove it.`,
  },
  "unquotable-name": {
    severity: "error",
    message: ({ name, character }: { name: string; character: string }) =>
      `"${name}" cannot be the name of a table here: dbt puts names between quotes and does not escape ${character} in them. Rename the table, or put a view with another name over it.`,
  },
  "unknown-model-column": {
    severity: "error",
    message: ({
      column,
      model,
      key,
      columns,
    }: {
      column: string;
      model: string;
      key: string;
      columns: readonly string[];
    }) =>
      `"${key}" of "${model}" names "${column}", which is no column of it.${columns.length === 0 ? "" : didYouMean(column, columns) || ` Its columns are ${columns.join(", ")}.`}`,
  },
  "unknown-dimension-column": {
    severity: "error",
    message: ({ column, model, columns }: { column: string; model: string; columns: readonly string[] }) =>
      `The contract promises "${column}", but the dimension "${model}" has no such column: it has ${columns.join(", ")}. Remove it from the contract, or build the model from SQL of your own.`,
  },
  "no-project": {
    severity: "warning",
    message: ({ pipeline, adapter }: { pipeline: string; adapter: string }) =>
      `dbt works for "${pipeline}" on ${adapter}, but no dbt project is written for that. Add "${adapter}" to the adapters of dbt() in dex.config.ts.`,
  },
  "dimension-without-key": {
    severity: "error",
    message: ({ model, of, leftOut }: { model: string; of: string; leftOut?: { contract: string; column: string } }) =>
      `The dimension "${model}" cannot tell which rows it has already: ${leftOut === undefined ? `"${of}" has no primary key. Add "primary_key" under its "dataset"` : `its contract "${leftOut.contract}" leaves out the key column "${leftOut.column}" of "${of}". Add it`}.`,
  },
});
