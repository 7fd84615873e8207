import { defineDiagnostics } from "../../diagnostics/define.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";

/** Faults of documents and config that a dbt project cannot be written with. */
export const diagnostics = defineDiagnostics("dbt", {
  "jinja-in-text": {
    severity: "error",
    message: ({ text, found }: { text: string; found: string }) =>
      `${text} contains "${found}", which dbt would run as Jinja. Write the text without "${found}".`,
  },
  "unprintable-text": {
    severity: "error",
    message: ({ text, character }: { text: string; character: string }) =>
      `${text} contains the character ${character}, which would not reach the warehouse unchanged. Remove the character.`,
  },
  "unquotable-name": {
    severity: "error",
    message: ({ name, character }: { name: string; character: string }) =>
      `dbt cannot quote the name "${name}": it does not escape ${character} inside quotes. Use another name, or create a view with another name over the table.`,
  },
  "long-name": {
    severity: "error",
    message: ({ name, adapter, most }: { name: string; adapter: string; most: number }) =>
      `The name "${name}" has ${name.length} characters. On ${adapter}, a model has ${most} at most, because the name of its audit table ends in "__audit". Write a shorter name.`,
  },
  "reserved-name": {
    severity: "error",
    message: ({ name, what, of }: { name: string; what: string; of: string }) =>
      `"${name}" is the name of ${what} of "${of}", which dex builds. Rename this model.`,
  },
  "generated-column": {
    severity: "error",
    message: ({ column, model, contract }: { column: string; model: string; contract: string }) =>
      `The history of "${model}" has a column "${column}" of its own, and so has the contract "${contract}". Rename the column of the contract, or write "scd: 1".`,
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
      `"${key}" of "${model}" names "${column}", which is not a column of the model.${columns.length === 0 ? "" : didYouMean(column, columns) || ` Its columns are ${columns.join(", ")}.`}`,
  },
  "unknown-dimension-column": {
    severity: "error",
    message: ({ column, model, columns }: { column: string; model: string; columns: readonly string[] }) =>
      `The dimension "${model}" has no column "${column}". Its columns are ${columns.join(", ")}. Remove "${column}" from the contract, or write the model as SQL: "sql: ${model}.sql".`,
  },
  "column-type": {
    severity: "error",
    message: ({ column, model }: { column: string; model: string }) =>
      `dex knows the type of "${column}" in "${model}" from a contract. Remove "data_type".`,
  },
  "unknown-test": {
    severity: "error",
    message: ({ test, tests }: { test: string; tests: readonly string[] }) =>
      `There is no generic test "${test}".${didYouMean(test, tests) || ` The tests are ${tests.join(", ")}; define others as {% test … %} in the folder of macros.`}`,
  },
  "unknown-test-model": {
    severity: "error",
    message: ({ name, names }: { name: string; names: readonly string[] }) =>
      `The dbt project has no model "${name}".${didYouMean(name, names) || " Write the name of a model, such as stg_shop__orders."}`,
  },
  "macro-clash": {
    severity: "error",
    message: ({ name }: { name: string }) => `Macros whose names begin with "dex_" belong to dex. Rename "${name}".`,
  },
  "macro-path": {
    severity: "error",
    message: ({ path }: { path: string }) =>
      `The path of a macro may have only letters, digits, _ and -, and the folder macros/dex belongs to dex. Rename or move "${path}".`,
  },
  "no-project": {
    severity: "warning",
    message: ({ pipeline, adapter, adapters }: { pipeline: string; adapter: string; adapters: readonly string[] }) =>
      `"${pipeline}" needs dbt on ${adapter}, but no dbt project is written for it. Write dbt({ adapters: [${[...adapters, adapter].map((name) => `"${name}"`).join(", ")}] }) in dex.config.ts.`,
  },
  "unused-setting": {
    severity: "warning",
    message: ({
      target,
      setting,
      adapters,
      known,
    }: {
      target: string;
      setting: string;
      adapters: readonly string[];
      known: readonly string[];
    }) =>
      `The target "${target}" has a variable for "${setting}", which is not a setting of ${adapters.join(" or ")}.${didYouMean(setting, known) || ` The settings are ${known.join(", ")}.`}`,
  },
  "target-name": {
    severity: "error",
    message: ({ connection, name }: { connection: string; name: string }) =>
      `The profile would have two targets "${name}": one of dbt({ targets }), and one for the connection "${connection}". Rename the target or the connection.`,
  },
  "target-variable": {
    severity: "error",
    message: ({ connection, name }: { connection: string; name: string }) =>
      `The variable ${name} would belong to the connection "${connection}" and to another connection in a target. Rename the target or a connection.`,
  },
  "dimension-without-key": {
    severity: "error",
    message: ({ model, of, missing }: { model: string; of: string; missing?: { contract: string; column: string } }) =>
      `The dimension "${model}" needs a key to find the rows that it already has, but ${
        missing === undefined
          ? `"${of}" has no primary key. Write "primary_key: [<column>]" under "dataset" in the contract "${of}"`
          : `its contract "${missing.contract}" has no column "${missing.column}". Add "${missing.column}" as in the contract "${of}"`
      }.`,
  },
});
