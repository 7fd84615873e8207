import type { Language } from "../emit/emitter.ts";
import { guardCharacters } from "../parse/guard.ts";
import { parse } from "../parse/parse.ts";
import { readSubset } from "../parse/subset/read-subset.ts";
import type { Json } from "../source/json.ts";
import { isTextPlace } from "../source/origin.ts";

/** What is wrong with a text, and where. */
interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** What a reader made of a text: its value, or its first fault. */
export type Reading = { readonly value: Json } | { readonly fault: Fault };

/** How each language is read back. Tests alone check the languages that are missing here: docs/decisions/003-verify.md. */
export const readers: Partial<Readonly<Record<Language, (text: string) => Reading>>> = {
  json: readJson,
  yaml: readYaml,
};

function readJson(text: string): Reading {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    // The messages of JSON.parse differ between versions of Node. JSON is YAML, too, and the messages of that reader never differ.
    const reading = readYaml(text);
    return "fault" in reading ? reading : { fault: { offset: 0, message: "the text is YAML, but no JSON." } };
  }
}

const TOO_LARGE =
  "it is so large that it can be read back only in block style, one key or item a line; and it is not quite that.";

/**
 * By the compiler's own guarded parser: an output never needs what a contract may not use. Its limits of size do not apply, because many
 * contracts share an output; what dex writes is in the everyday part of YAML, which can be read at any size.
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
