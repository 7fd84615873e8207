import { defineDiagnostics } from "../diagnostics/define.ts";
import { didYouMean } from "../diagnostics/suggest.ts";

/** What can be wrong with a document, whatever the rest of the project says. Reported by validate, hence the codes. */
export const diagnostics = defineDiagnostics("validate", {
  "unknown-document": {
    severity: "error",
    message: ({ keys }: { keys: readonly string[] }) =>
      `This is no document that dex knows: it has ${keys.length === 0 ? "no keys" : keys.map((key) => `"${key}"`).join(", ")}. A contract begins with "contract:", a pipeline spec with "pipeline:"; "name:", "version:" and "schema:" at the top make a flat contract, and "$schema:" or "properties:" a JSON Schema. Move other files out of the contracts folder.`,
  },
  "other-standard": {
    severity: "error",
    message: ({ standard }: { standard: string }) =>
      `This is a document of ${standard}, which this version of dex does not read. Write it as a dex contract ("contract:", "schema:"), or leave it out of the contracts globs.`,
  },
  "unknown-key": {
    severity: "error",
    message: ({ key, keys }: { key: string; keys: readonly string[] }) =>
      `"${key}" is not a key here.${didYouMean(key, keys) || ` The keys are ${keys.slice(0, 30).join(", ")}${keys.length > 30 ? ", …" : ""}.`}`,
  },
  "missing-key": {
    severity: "error",
    message: ({ key }: { key: string }) => `"${key}" is missing here. Add it.`,
  },
  "wrong-type": {
    severity: "error",
    message: ({ found, wanted }: { found: string; wanted: string }) => `This is ${found}, and ${wanted} is wanted.`,
  },
  "not-one-of": {
    severity: "error",
    message: ({ value, values }: { value: string; values: readonly string[] }) =>
      `${value} is not possible here.${didYouMean(value.replaceAll('"', ""), values)} It must be one of ${values.join(", ")}.`,
  },
  "out-of-range": {
    severity: "error",
    message: ({ what }: { what: string }) => `${what}`,
  },
  "bad-name": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `"${name}" cannot be a name: names are letters, digits and underscores, do not begin with a digit, have at most 63 characters, and are no reserved word. ${/^[A-Za-z0-9_ .-]+$/.test(name) ? `Write "${name.replace(/[^A-Za-z0-9_]+/g, "_").replace(/^(?=\d)/, "_")}"` : "Choose another one"}; what the table is called can stand in "table".`,
  },
  "bad-version": {
    severity: "error",
    message: ({ version }: { version: string }) =>
      `"${version}" is not a version: write three numbers, such as "1.2.0", in quotes.`,
  },
  "bad-duration": {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `"${text}" is not a duration. Write a number with s, m, h, d or w ("15m", "1h", "7d"), or ISO 8601 ("PT15M", "P1D").`,
  },
  "bad-size": {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `"${text}" is not a size. Write a number with B, KiB, MiB, GiB, KB, MB or GB, such as "10MiB".`,
  },
  "bad-reference": {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `"${text}" is not a reference. Write contract and column with a dot between: "customers.customer_id".`,
  },
  "number-type": {
    severity: "error",
    message: (_: object) =>
      `"number" does not say how a value is kept. Write "decimal" with precision and scale for money and the like, "double" for measurements, "integer" for counts.`,
  },
  contradiction: {
    severity: "error",
    message: ({ one, other }: { one: string; other: string }) =>
      `"${one}" and "${other}" contradict each other. Keep one of the two.`,
  },
  secret: {
    severity: "error",
    message: ({ what }: { what: string }) =>
      `${what} stands here in clear text. Remove it, and change it wherever it is used: it is in git now. Name a connection; credentials live in the orchestrator.`,
  },
  "not-in-this-version": {
    severity: "error",
    message: ({ what }: { what: string }) =>
      `${what} is part of the language, but this version of dex cannot build it yet. Leave it out.`,
  },
  "unsupported-keyword": {
    severity: "error",
    message: ({ keyword }: { keyword: string }) =>
      `dex cannot keep the meaning of the JSON Schema keyword "${keyword}" in a warehouse. Say it as a quality rule in a contract, or remove it.`,
  },
});
