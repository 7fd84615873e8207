import coerce from "semver/functions/coerce.js";
import { defineDiagnostics } from "../diagnostics/define.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import { nearest } from "../text/nearest.ts";
import { meant } from "./foreign-words.ts";
import { isDevice } from "./scalars.ts";

/** Faults of a single document. The phase validate reports them, so their codes begin with its name. */
export const diagnostics = defineDiagnostics("validate", {
  "unknown-document": {
    severity: "error",
    message: ({ what }: { what: string }) =>
      `dex does not know this kind of document: it ${what}. A contract has "contract:" and "schema:"; a pipeline spec has "pipeline:" and "source:"; a flat contract has "name:" and "schema:"; a column list has "columns:"; a JSON Schema has "title:" and "properties:". Move any other file out of the contracts folder.`,
  },
  "misspelled-document": {
    severity: "error",
    message: ({ key, meant }: { key: string; meant: string }) =>
      `No key tells what kind of document this is. Did you mean "${meant}" in place of "${clip(key)}"?`,
  },
  "other-standard": {
    severity: "error",
    message: ({ standard }: { standard: string }) =>
      `This version of dex does not read ${standard}. Write a dex contract ("contract:", "schema:"), or exclude this file from the contracts globs.`,
  },
  "unknown-key": {
    severity: "error",
    message: ({ key, keys }: { key: string; keys: readonly string[] }) =>
      `"${clip(key)}" is not a key here.${whichKey(key, keys)}`,
  },
  "missing-key": {
    severity: "error",
    message: ({ keys, about }: { keys: readonly string[]; about?: string }) =>
      `${either(keys)} is missing here. Add ${keys.length > 1 ? "one of them" : about === undefined ? "it" : `it: ${about}`}.`,
  },
  "wrong-type": {
    severity: "error",
    message: ({ found, wanted, about }: { found: string; wanted: string; about?: string }) =>
      `Expected ${wanted}, found ${found === "empty" ? "nothing: give a value, or remove the key" : found}${inQuotes(found, wanted)}${about === undefined ? "" : ` (${about})`}.`,
  },
  "not-one-of": {
    severity: "error",
    message: ({ value, values }: { value: string; values: readonly string[] }) =>
      `${value} is not allowed here.${whichValue(value, values)}`,
  },
  "out-of-range": {
    severity: "error",
    message: ({ what }: { what: string }) => what,
  },
  "bad-name": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `"${clip(name)}" is not a valid name: ${nameProblem(name)}. ${otherName(name)}`,
  },
  "names-without-comma": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `"${clip(name)}" is not a valid name: it contains a space. Write a comma between two names, or remove the space.`,
  },
  "jinja-needs-file": {
    severity: "error",
    message: ({ model }: { model: string }) =>
      `"${model}" has "jinja: true", so its SQL must be a file: only files are run as Jinja. Move the query to a file, and write sql: ${model}.sql`,
  },
  "bad-version": {
    severity: "error",
    message: ({ version }: { version: string }) =>
      `"${clip(version)}" is not a semantic version. Write version: "${meantVersion(version)}".`,
  },
  "bad-topic": {
    severity: "error",
    message: ({ topic }: { topic: string }) =>
      `"${clip(topic)}" is not a valid topic name. Use letters, digits, ".", "_" and "-", at most 249 characters.`,
  },
  "bad-connection": {
    severity: "error",
    message: ({ connection }: { connection: string }) =>
      `"${clip(connection)}" is not a valid connection name. Use letters, digits, "_", "-" and ".", such as connection: shop_postgres. The environment that runs the generated code has the address and credentials.`,
  },
  "bad-address": {
    severity: "error",
    message: ({ address }: { address: string }) =>
      `"${clip(address)}" is not an email address. Write one such as data-alerts@company.com.`,
  },
  "bad-duration": {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `"${clip(text)}" is not a duration. Write a whole number with s, m, h, d or w, such as "15m", "1h" or "7d", or ISO 8601, such as "PT15M" or "P1D". Months and years have no fixed length.`,
  },
  "bad-size": {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `"${clip(text)}" is not a size. Write a whole number with B, KiB, MiB, GiB, TiB, KB, MB, GB or TB, such as "10MiB".`,
  },
  "number-type": {
    severity: "error",
    message: (_: object) =>
      `"number" does not say how a value is stored. Write "decimal" with precision and scale for exact values such as money, "double" for measurements, or "integer" for counts.`,
  },
  contradiction: {
    severity: "error",
    message: ({ one, other }: { one: string; other: string }) =>
      `${one} and ${other} contradict each other. Remove one of the two.`,
  },
  "said-twice": {
    severity: "error",
    message: ({ one, other }: { one: string; other: string }) =>
      `"${one}" and "${other}" answer the same question. Remove one of the two.`,
  },
  "duplicate-column": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `Another column is named "${clip(name)}". Rename or remove one of the two.`,
  },
  "unknown-column": {
    severity: "error",
    message: ({ name, names }: { name: string; names: readonly string[] }) =>
      `No column or member is named "${clip(name)}".${didYouMean(name, names) || ` Add it beside ${someOf(names)}, or remove it here.`}`,
  },
  "misplaced-key": {
    severity: "error",
    message: ({ key, of, wanted }: { key: string; of: string; wanted: string }) =>
      `"${key}" does not apply to ${of}. Remove it, or make this ${wanted}.`,
  },
  secret: {
    severity: "error",
    secret: true,
    message: ({ what }: { what: string }) =>
      `${what} is here in clear text. Remove it, and change it wherever it is in use: everybody who can read this file knows it. Name a connection instead; the orchestrator has its credentials.`,
  },
  "not-in-this-version": {
    severity: "error",
    message: ({ what }: { what: string }) =>
      `${what} is part of the language, but this version of dex cannot build it yet. Remove it.`,
  },
  "unsupported-keyword": {
    severity: "error",
    message: ({ keyword, instead }: { keyword: string; instead?: string }) =>
      `dex cannot express ${clip(keyword)} as a column. ${instead ?? "Write it as a quality rule in a contract, or remove it."}`,
  },
  "differs-from-schema": {
    severity: "info",
    message: ({ differences }: { differences: readonly string[] }) =>
      `On a few values, dex decides differently from validators of this JSON Schema. It ${differences.join("; ")}.`,
  },
  "unknown-draft": {
    severity: "error",
    message: ({ draft }: { draft: string }) =>
      `dex does not read the JSON Schema version "${clip(draft)}". Write "$schema": "https://json-schema.org/draft/2020-12/schema", or that of draft-07 or 2019-09.`,
  },
  "invalid-schema": {
    severity: "error",
    message: ({ keyword, draft, problem }: { keyword: string; draft: string; problem: string }) =>
      `"${clip(keyword)}" is not valid in JSON Schema ${draft}: ${problem}.`,
  },
  "schema-too-large": {
    severity: "error",
    message: ({ limit }: { limit: number }) =>
      `With its references, this schema has more than ${limit} fields. Split it: one contract per dataset.`,
  },
});

/** The hint for a string that is written without quotes; a number may be printed differently from how it is written. */
function inQuotes(found: string, wanted: string): string {
  return wanted === "a string" && ["a number", "true", "false"].includes(found) ? ": put it in quotes" : "";
}

/** The semantic version nearest to a string, such as 1.2.0 for `1.2`. */
export function meantVersion(text: string): string {
  return coerce(text.slice(0, 80))?.version ?? "1.0.0";
}

/** Alternatives in a sentence: "a", "b" or "c". */
function either(keys: readonly string[]): string {
  const quoted = keys.map((key) => `"${key}"`);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} or ${last}`;
}

/** The key that a wrong key most likely means: a synonym, or the key with the nearest spelling. */
export function meantKey(key: string, keys: readonly string[]): string | undefined {
  return meant(key, keys) ?? nearest(key, keys);
}

/** The allowed value that a wrong value most likely means. */
export function meantValue(value: string, values: readonly string[]): string | undefined {
  return meant(value, values) ?? nearest(value, values);
}

/** The valid name that an invalid one most likely means: "order_id" for `order id`. */
export function meantName(name: string): string | undefined {
  const spelled = name
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "")
    .replace(/[^A-Za-z0-9_]+/g, "_")
    .replace(/^(?=\d)/, "_")
    .slice(0, 63);
  return /[A-Za-z0-9]/.test(spelled) && spelled !== name ? spelled : undefined;
}

function whichKey(key: string, keys: readonly string[]): string {
  // In braces, `a:1` is a key without a value.
  const [, tight, rest] = /^([\w-]+):(\S.*)$/.exec(key) ?? [];
  if (tight !== undefined && keys.includes(tight))
    return ` Write "${tight}: ${clip(rest ?? "")}", with a space after the colon.`;
  const word = meant(key, keys);
  if (word !== undefined) return ` Write "${word}".`;
  const near = didYouMean(key, keys);
  if (near !== "") return near;
  return keys.length === 0
    ? " Remove it."
    : ` The keys are ${keys.slice(0, 30).join(", ")}${keys.length > 30 ? ", …" : ""}.`;
}

function whichValue(value: string, values: readonly string[]): string {
  const plain = value.replaceAll('"', "");
  const word = meant(plain, values);
  if (word !== undefined) return ` Write "${word}".`;
  return didYouMean(plain, values) || ` It must be ${values.length > 1 ? "one of " : ""}${values.join(", ")}.`;
}

function nameProblem(name: string): string {
  if (name === "") return "it is empty";
  const wrong = /[^A-Za-z0-9_]/u.exec(name)?.[0];
  if (wrong !== undefined)
    return `it contains ${wrong === " " ? "a space" : `"${wrong}"`}, and a name has letters from A to Z, digits and underscores`;
  if (/^[0-9]/.test(name)) return "it begins with a digit";
  if (name.length > 63) return "it has more than 63 characters";
  return isDevice(name)
    ? "files have this name, and Windows reserves it for a device"
    : "JavaScript reserves this word";
}

function otherName(name: string): string {
  const spelled = meantName(name);
  return spelled === undefined ? "Choose another name." : `Write "${spelled}".`;
}

/** The first names of a list, for a message. */
function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => `"${clip(name)}"`);
  return names.length === 0 ? "the other columns" : `${shown.join(", ")}${names.length > 8 ? ", …" : ""}`;
}

/** The beginning of a long text. A message quotes enough to find the place. */
function clip(text: string): string {
  const characters = [...text.slice(0, 200)];
  return characters.length > 80 ? `${characters.slice(0, 79).join("")}…` : text;
}
