import type { Report } from "../diagnostics/diagnostic.ts";
import type { OwnedFile } from "../emit/run.ts";
import type { Json } from "../source/json.ts";
import type { Place } from "../source/origin.ts";
import { diagnostics } from "./diagnostics.ts";
import { formats } from "./published-formats.ts";
import { readers } from "./readers.ts";

const NAMES = {
  yaml: "YAML",
  json: "JSON",
  sql: "SQL",
  typescript: "TypeScript",
  javascript: "JavaScript",
  python: "Python",
  markdown: "Markdown",
  text: "text",
} as const satisfies Record<OwnedFile["language"], string>;

/** Reads back the emitted files. A fault is a bug in the emitter, and nothing is written. */
export function verify(files: readonly OwnedFile[]): readonly Report[] {
  return files.flatMap((file) => {
    const report = lineEnds(file) ?? contents(file);
    return report === undefined ? [] : [report];
  });
}

/** Every line of an output must end with LF: version control would change a CR. */
function lineEnds(file: OwnedFile): Report | undefined {
  const { text, path, emitter } = file;
  const carriage = text.indexOf("\r");
  const open = text !== "" && !text.endsWith("\n");
  if (carriage < 0 && !open) return undefined;
  const problem = open ? "the last line has no line feed" : `line ${lineOf(text, carriage)} has a carriage return`;
  return diagnostics.report("line-ends", placeOf(file), { path, emitter, problem });
}

function contents(file: OwnedFile): Report | undefined {
  const { path, emitter, language, text } = file;
  const reading = readers[language]?.(text);
  if (reading === undefined) return undefined;
  if ("value" in reading) return conformity(file, reading.value);
  const problem = `line ${lineOf(text, reading.fault.offset)}: ${reading.fault.message}`;
  return diagnostics.report("unparsable-output", placeOf(file), { path, emitter, language: NAMES[language], problem });
}

/** Checks a document against the schema of its published format. */
function conformity(file: OwnedFile, document: Json): Report | undefined {
  const { path, emitter, format } = file;
  const problem = format === undefined ? undefined : formats[format](document);
  if (format === undefined || problem === undefined) return undefined;
  return diagnostics.report("nonconforming-output", placeOf(file), { path, emitter, format, problem });
}

/** The place of a report: the document that the file was made from, or else the file itself. */
function placeOf({ sources, path }: OwnedFile): Place {
  return sources[0] ?? { path, start: 0, end: 0 };
}

function lineOf(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
