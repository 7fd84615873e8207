import type { Language } from "../emit/emitter.ts";
import { parse } from "../parse/parse.ts";
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

/** By the compiler's own guarded parser: an output never needs what a contract may not use. */
function readYaml(text: string): Fault | undefined {
  const [report] = parse([{ path: "", text, hash: "" }]).diagnostics;
  if (report === undefined) return undefined;
  return { offset: isTextPlace(report.at) ? report.at.start : 0, message: report.message };
}
