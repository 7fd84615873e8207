import { defineDiagnostics } from "../diagnostics/define.ts";
import { didYouMean } from "../diagnostics/suggest.ts";

interface Name {
  readonly name: string;
  readonly names: readonly string[];
}

/** What `dex generate` has to say of tables. */
export const diagnostics = defineDiagnostics("generate", {
  "no-contract": {
    severity: "warning",
    message: ({ name, path, mode }: { name: string; path: string; mode: string }) =>
      `There is no contract "${name}", so the table is taken by its name: nothing is known of its columns${mode === "incremental" ? " and its key, so every run reads all of it," : ","} and nothing is checked. Write ${path}, or have dex read the columns with --connection-url.`,
  },
  "read-from-database": {
    severity: "info",
    message: ({ name, path }: { name: string; path: string }) =>
      `There is no contract "${name}", so its columns are those of the database. --save keeps them as a draft in ${path}.`,
  },
  "every-table": {
    severity: "warning",
    message: ({ schema }: { schema: string }) =>
      `There is no contract yet, so every table of the schema "${schema}" is taken, whatever it holds: nothing is checked. Name them with --tables, or have dex read them with --connection-url.`,
  },
  "misspelled-table": {
    severity: "error",
    message: ({ name, names }: Name) =>
      `There is no contract "${name}".${didYouMean(name, names)} If the table has nearly the name of another one, write a contract for it, or have dex look it up with --connection-url.`,
  },
  "unknown-table": {
    severity: "error",
    message: ({ name, names, schema }: Name & { schema: string }) =>
      `The schema "${schema}" of the database has no table "${name}".${didYouMean(name, names) || ` Its tables are ${names.slice(0, 12).join(", ")}${names.length > 12 ? ", …" : ""}.`}`,
  },
  "left-out-column": {
    severity: "warning",
    message: ({ table, column }: { table: string; column: string }) =>
      `"${column}" of the table "${table}" is no name that a contract can have, so the draft leaves it out. It is extracted all the same.`,
  },
});
