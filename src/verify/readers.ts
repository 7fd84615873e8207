import type { Language } from "../emit/emitter.ts";
import { guardCharacters } from "../parse/guard.ts";
import { parse } from "../parse/parse.ts";
import { readSubset } from "../parse/subset/read-subset.ts";
import type { Json } from "../source/json.ts";
import { isTextPlace } from "../source/origin.ts";

/** What is wrong with a text, and where. */
export interface Fault {
  readonly offset: number;
  readonly message: string;
}

/** How each language is read back. Those that are not here are held by tests alone: docs/decisions/003-verify.md. */
export const readers: Partial<Readonly<Record<Language, (text: string) => Fault | undefined>>> = {
  json: readJson,
  yaml: readYaml,
};

function readJson(text: string): Fault | undefined {
  try {
    JSON.parse(text);
    return undefined;
  } catch {
    // Where and why differ from one Node to the next; JSON is YAML too, and that reader says it always in the same way.
    return readYaml(text) ?? { offset: 0, message: "the text is YAML, but no JSON." };
  }
}

/** The value of a text that its reader has accepted; JSON is YAML, too. */
export function readValue(text: string): Json | undefined {
  return readSubset(text, Number.POSITIVE_INFINITY) ?? parse([{ path: "", text, hash: "" }]).value[0]?.value;
}

const TOO_LARGE =
  "it is so large that it can be read back only in block style, one key or item a line; and it is not quite that.";

/**
 * By the compiler's own guarded parser: an output never needs what a contract may not use. Only its limits of size are not for outputs, in
 * which many contracts share a file; what dex writes is within the everyday part of YAML, and that is read at any size.
 */
function readYaml(text: string): Fault | undefined {
  const file = { path: "", text, hash: "" };
  if (guardCharacters(file) === undefined && readSubset(text, Number.POSITIVE_INFINITY) !== undefined) return undefined;
  const [report] = parse([file]).diagnostics;
  if (report === undefined) return undefined;
  if (report.code === "parse/too-many-nodes") return { offset: 0, message: TOO_LARGE };
  return { offset: isTextPlace(report.at) ? report.at.start : 0, message: report.message };
}
