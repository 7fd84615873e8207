import type { Language } from "../emit/emitter.ts";
import { guardCharacters } from "../parse/guard.ts";
import { parse } from "../parse/parse.ts";
import { readSubset } from "../parse/subset/read-subset.ts";
import type { Json } from "../source/json.ts";
import { isTextPlace } from "../source/origin.ts";

/** A syntax error in an emitted file, and its offset. */
interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** The result of parsing an emitted file: its value, or its first error. */
export type Reading = { readonly value: Json } | { readonly fault: Fault };

/** The reader of each language. Only the tests check the languages that are missing here: docs/decisions/003-verify.md. */
export const readers: Partial<Readonly<Record<Language, (text: string) => Reading>>> = {
  json: readJson,
  yaml: readYaml,
};

function readJson(text: string): Reading {
  try {
    // JSON.parse returns JSON, but its type is any.
    return { value: JSON.parse(text) as Json };
  } catch {
    // The messages of JSON.parse differ between versions of Node. The YAML reader also reads JSON, and its messages are ours.
    const reading = readYaml(text);
    return "fault" in reading ? reading : { fault: { offset: 0, message: "the text is YAML, but not JSON." } };
  }
}

const TOO_LARGE = "files of this size must be in block style, one key or item per line.";

/**
 * Reads YAML with the guarded parser of contracts, because outputs need no YAML that contracts may not use. Its size limits do not
 * apply: many contracts share an output, and the reader of everyday YAML, which reads what dex writes, works at any size.
 */
function readYaml(text: string): Reading {
  const file = { path: "", text, hash: "" };
  const everyday = guardCharacters(file) === undefined ? readSubset(text, Number.POSITIVE_INFINITY) : undefined;
  if (everyday !== undefined) return { value: everyday };
  const { value, diagnostics } = parse([file]);
  const [report] = diagnostics;
  if (report === undefined) return { value: value[0]?.value ?? null };
  if (report.code === "parse/too-many-nodes") return { fault: { offset: 0, message: TOO_LARGE } };
  return { fault: { offset: isTextPlace(report.at) ? report.at.start : 0, message: report.message } };
}
