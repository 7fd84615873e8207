import { defineDiagnostics } from "../diagnostics/define.ts";
import { didYouMean } from "../diagnostics/suggest.ts";
import { nearest } from "../text/nearest.ts";
import { meant } from "./foreign-words.ts";
import { isDevice } from "./scalars.ts";

/** What can be wrong with a document, whatever the rest of the project says. Reported by validate, hence the codes. */
export const diagnostics = defineDiagnostics("validate", {
  "unknown-document": {
    severity: "error",
    message: ({ what }: { what: string }) =>
      `This is no document that dex knows: it ${what}. A contract has "contract:" and "schema:", a pipeline spec "pipeline:" and "source:"; "name:" with "schema:" makes a flat contract, "columns:" a column list, and "properties:" with "title:" a JSON Schema. Move any other file out of the contracts folder.`,
  },
  "misspelled-document": {
    severity: "error",
    message: ({ key, meant }: { key: string; meant: string }) =>
      `Nothing here says what kind of document this is, but "${clip(key)}" may. Did you mean "${meant}"?`,
  },
  "other-standard": {
    severity: "error",
    message: ({ standard }: { standard: string }) =>
      `This is a document of ${standard}, which this version of dex does not read. Write it as a dex contract ("contract:", "schema:"), or leave it out of the contracts globs.`,
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
      `This is ${found}, and ${wanted} is wanted${about === undefined ? "" : ` (${about})`}.${found === "empty" ? " Give a value, or remove the key." : ""}`,
  },
  "not-one-of": {
    severity: "error",
    message: ({ value, values }: { value: string; values: readonly string[] }) =>
      `${value} is not possible here.${whichValue(value, values)}`,
  },
  "out-of-range": {
    severity: "error",
    message: ({ what }: { what: string }) => what,
  },
  "bad-name": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `"${clip(name)}" cannot be a name: ${nameProblem(name)}. ${otherName(name)}`,
  },
  "bad-version": {
    severity: "error",
    message: ({ version }: { version: string }) =>
      `"${clip(version)}" is not a version. Write three numbers in quotes, such as "1.2.0".`,
  },
  "bad-topic": {
    severity: "error",
    message: ({ topic }: { topic: string }) =>
      `"${clip(topic)}" is not a topic's name. Use letters, digits, ".", "_" and "-", at most 249 of them.`,
  },
  "bad-connection": {
    severity: "error",
    message: ({ connection }: { connection: string }) =>
      `"${clip(connection)}" is not the name of a connection. Write one of letters, digits, "_", "-" and ".", such as "shop_postgres"; where it leads is said by the environment in which the generated code runs.`,
  },
  "bad-duration": {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `"${clip(text)}" is not a duration. Write a whole number with s, m, h, d or w ("15m", "1h", "7d"), or ISO 8601 ("PT15M", "P1D"); months and years have no fixed length.`,
  },
  "bad-size": {
    severity: "error",
    message: ({ text }: { text: string }) =>
      `"${clip(text)}" is not a size. Write a whole number with B, KiB, MiB, GiB, TiB, KB, MB, GB or TB, such as "10MiB".`,
  },
  "number-type": {
    severity: "error",
    message: (_: object) =>
      `"number" does not say how a value is kept. Write "decimal" with precision and scale for money and the like, "double" for measurements, "integer" for counts.`,
  },
  contradiction: {
    severity: "error",
    message: ({ one, other }: { one: string; other: string }) =>
      `${one} and ${other} contradict each other. Keep one of the two.`,
  },
  "said-twice": {
    severity: "error",
    message: ({ one, other }: { one: string; other: string }) =>
      `"${one}" and "${other}" answer the same question, and both stand here. Remove one of the two.`,
  },
  "duplicate-column": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `There is a column "${clip(name)}" already. Rename or remove one of the two.`,
  },
  "unknown-column": {
    severity: "error",
    message: ({ name, names }: { name: string; names: readonly string[] }) =>
      `Nothing describes "${clip(name)}".${didYouMean(name, names) || ` Describe it beside ${someOf(names)}, or remove it here.`}`,
  },
  "misplaced-key": {
    severity: "error",
    message: ({ key, of, wanted }: { key: string; of: string; wanted: string }) =>
      `"${key}" says nothing about ${of}. Remove it, or make this ${wanted}.`,
  },
  secret: {
    severity: "error",
    secret: true,
    message: ({ what }: { what: string }) =>
      `${what} stands here in clear text. Remove it, and change it wherever it is in use: whoever reads this file knows it. Name a connection; credentials live in the orchestrator.`,
  },
  "not-in-this-version": {
    severity: "error",
    message: ({ what }: { what: string }) =>
      `${what} is part of the language, but this version of dex cannot build it yet. Leave it out.`,
  },
  "unsupported-keyword": {
    severity: "error",
    message: ({ keyword, instead }: { keyword: string; instead?: string }) =>
      `dex cannot keep the meaning of ${clip(keyword)} in a warehouse. ${instead ?? "Say it as a quality rule in a contract, or remove it."}`,
  },
  "unknown-draft": {
    severity: "error",
    message: ({ draft }: { draft: string }) =>
      `"${clip(draft)}" is not a version of JSON Schema that dex reads. It reads draft-07, 2019-09 and 2020-12.`,
  },
  "invalid-schema": {
    severity: "error",
    message: ({ keyword, draft, problem }: { keyword: string; draft: string; problem: string }) =>
      `"${clip(keyword)}" is not valid in JSON Schema ${draft}: ${problem}.`,
  },
  "schema-too-large": {
    severity: "error",
    message: ({ limit }: { limit: number }) =>
      `With its references followed, this schema has more than ${limit} fields. Split it: one contract per dataset.`,
  },
});

/** Alternatives in a sentence: "a", "b" or "c". */
function either(keys: readonly string[]): string {
  const quoted = keys.map((key) => `"${key}"`);
  const last = quoted.pop() ?? "";
  return quoted.length === 0 ? last : `${quoted.join(", ")} or ${last}`;
}

/** The key that a wrong key most likely stands for: a synonym, or the nearest in spelling. */
export function meantKey(key: string, keys: readonly string[]): string | undefined {
  return meant(key, keys) ?? nearest(key, keys);
}

/** The value that a wrong value most likely stands for, of those that are possible. */
export function meantValue(value: string, values: readonly string[]): string | undefined {
  return meant(value, values) ?? nearest(value, values);
}

/** The name that a text most likely stands for when it cannot be one itself: `order id` for "order_id". */
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
    return ` Write "${tight}: ${clip(rest ?? "")}", with a space behind the colon.`;
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
    return `it has ${wrong === " " ? "a space" : `"${wrong}"`} in it, and a name has letters from A to Z, digits and underscores`;
  if (/^[0-9]/.test(name)) return "it begins with a digit";
  if (name.length > 63) return "it has more than 63 characters";
  return isDevice(name)
    ? "files are called by it, and Windows keeps this word for a device"
    : "JavaScript keeps this word for itself";
}

function otherName(name: string): string {
  const spelled = meantName(name);
  return spelled === undefined ? "Choose another one." : `Write "${spelled}".`;
}

/** A few names, for a message. */
function someOf(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => `"${clip(name)}"`);
  return names.length === 0 ? "the other columns" : `${shown.join(", ")}${names.length > 8 ? ", …" : ""}`;
}

/** The beginning of a long text: a message quotes enough to find the place by. */
function clip(text: string): string {
  const characters = [...text.slice(0, 200)];
  return characters.length > 80 ? `${characters.slice(0, 79).join("")}…` : text;
}
