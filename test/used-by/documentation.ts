import { parseAllDocuments } from "yaml";
import type { EmittedFile } from "../../src/emit/emitter.ts";
import { isObject, type Json } from "../../src/source/json.ts";

/**
 * The text of a file without its documentation: without comments, docstrings, Markdown and blank lines, without the messages of violations, and
 * without the values of keys and arguments that only people read. The list of the ids of all assertions in the metadata of a contract is a copy of the
 * contract, and documentation too. Other metadata for programs, such as dbt's `meta`, is not documentation.
 */
export function withoutDocumentation({ text, language }: EmittedFile): string {
  switch (language) {
    case "markdown":
      return "";
    case "json":
      return JSON.stringify(withoutProse(JSON.parse(text)));
    case "yaml":
      return JSON.stringify(parseAllDocuments(text).map((document) => withoutProse(document.toJS())));
    case "typescript":
    case "javascript":
      return withoutLines(text.replace(VIOLATION, "$1"), [
        /\/\*[\s\S]*?\*\//g,
        /^\s*\/\/.*$/gm,
        /^\s*(?:readonly )?assertions: (?:readonly )?\[[^\]]*\][,;]$/gm,
      ]);
    case "python":
      return withoutLines(text, [
        /^\s*#.*$/gm,
        /^(?:\s*|DOC = )r?"""[\s\S]*?"""$/gm,
        /^\s*(?:description|doc_md|doc)=.*$/gm,
      ]);
    case "sql":
      return withoutLines(text, [/\{#[\s\S]*?#\}/g, /--.*$/gm]);
    case "text":
      return withoutLines(text, [/(?:#|\/\/).*$/gm, /^\s*description\s*=.*$/gm]);
  }
}

/** The id of an assertion, and the message of its violation. */
const VIOLATION = /(,\s*"\w+(?:\.\w+)+"),\s*"(?:[^"\\]|\\.)*"(?=[,)\s])/g;

function withoutLines(text: string, patterns: readonly RegExp[]): string {
  return patterns.reduce((rest, pattern) => rest.replace(pattern, ""), text).replace(/\n\s*(?=\n)/g, "");
}

/** The keys whose values only people read. */
const PROSE = new Set(["description", "doc", "title", "summary", "notes", "$comment"]);

function withoutProse(value: Json): Json {
  if (Array.isArray(value)) return value.map((item: Json) => withoutProse(item));
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(
    ([key, of]) => !(PROSE.has(key) && (typeof of === "string" || of === null)),
  );
  return Object.fromEntries(kept.map(([key, of]) => [key, withoutProse(of)]));
}
