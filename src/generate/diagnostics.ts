import { defineDiagnostics } from "../diagnostics/define.ts";
import { didYouMean } from "../diagnostics/suggest.ts";

interface Name {
  readonly name: string;
  readonly names: readonly string[];
}

/** Reports of `dex generate` about tables. */
export const diagnostics = defineDiagnostics("generate", {
  "no-contract": {
    severity: "warning",
    message: ({ name, path, mode }: { name: string; path: string; mode: string }) =>
      `There is no contract "${name}", so the columns of the table are unknown and nothing is checked.${mode === "incremental" ? " Without a key, every run reads the whole table." : ""} Write the contract in ${path}, or read the columns from the database: --connection-url env:NAME.`,
  },
  "read-from-database": {
    severity: "info",
    message: ({ name, path }: { name: string; path: string }) =>
      `There is no contract "${name}". Its columns were read from the database. --save writes them as a draft to ${path}.`,
  },
  "every-table": {
    severity: "warning",
    message: ({ schema }: { schema: string }) =>
      `There is no contract yet, so every table of the schema "${schema}" is extracted, and nothing is checked. Name the tables: --tables orders,customers. Or read them from the database: --connection-url env:NAME.`,
  },
  "misspelled-table": {
    severity: "error",
    message: ({ name, names }: Name) =>
      `There is no contract "${name}".${didYouMean(name, names)} If the table exists, write a contract for it, or read it from the database: --connection-url env:NAME.`,
  },
  "unknown-table": {
    severity: "error",
    message: ({ name, names, schema }: Name & { schema: string }) =>
      `The schema "${schema}" of the database has no table "${name}".${didYouMean(name, names) || ` Its tables are ${names.slice(0, 12).join(", ")}${names.length > 12 ? ", …" : ""}.`}`,
  },
  "left-out-check": {
    severity: "info",
    message: ({ table, check, expression }: { table: string; check: string; expression: string }) =>
      `The draft of "${table}" has no rule for the constraint "${check}", because no rule has exactly its meaning: ${expression}. Write a rule yourself if you need one.`,
  },
  "missing-digits": {
    severity: "warning",
    message: ({ table, column, remark }: { table: string; column: string; remark: string }) =>
      `The draft of "${table}" needs the digits of the column "${column}": ${remark}. Write precision and scale, such as precision: 12, scale: 2.`,
  },
  "other-type": {
    severity: "info",
    message: ({ table, column, remark, type }: { table: string; column: string; remark: string; type: string }) =>
      `The draft of "${table}" has the column "${column}" as ${type}. ${remark}.`,
  },
  "left-out-column": {
    severity: "warning",
    message: ({ table, column }: { table: string; column: string }) =>
      `The draft of "${table}" does not contain the column "${column}": a contract's columns have names of letters, digits and underscores. The column is extracted all the same.`,
  },
});
