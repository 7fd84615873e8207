import * as sql from "../../dialect/quote.ts";
import type { SqlPart } from "../../ir/pipeline.ts";
import { Code } from "../../text/quote/code.ts";
import * as jinja from "../../text/quote/jinja.ts";
import { withoutEnd } from "../../text/trim.ts";
import type { Adapter } from "./options.ts";

/** A model's own SQL as the body of a CTE, and the relations that it imports. */
export interface SqlBody {
  readonly sql: Code;
  readonly imports: readonly { readonly name: Code; readonly reference: Code }[];
}

/**
 * Turns the SQL of a spec into the body of a CTE. Each model that it reads becomes an import CTE of the same name, as dbt's style guide
 * recommends, unless the SQL has a CTE of that name: then the reference stays in place.
 * Only this text of a document is written as code: the check phase has parsed it as a single query whose only Jinja is references.
 */
export function sqlBody(parts: readonly SqlPart[], adapter: Adapter): SqlBody {
  const written = parts.map((part) => (part.kind === "text" ? part.text : "")).join(" ");
  const imports = new Map<string, { name: Code; reference: Code }>();
  const text = parts.map((part) => {
    if (part.kind === "text") return part.text;
    const reference = jinja.call("ref", part.model);
    if (TAKEN.test(part.model) || definesCte(written, part.model)) return reference.text;
    const name = sql.identifier(part.model, adapter);
    imports.set(part.model, { name, reference });
    return name.text;
  });
  return { sql: Code.trusted(indent(trim(text.join("")))), imports: [...imports.values()] };
}

/** The CTEs of the template, and those that judge rows. */
const TAKEN =
  /^(?:final|model_sql|new_rows|read_rows|candidates|peers|unchanged|marked|unmarked|judged|(?:own_)?lookup_\d+)$/i;

function definesCte(written: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b\\s*(?:\\([^()]*\\)\\s*)?as\\s*(?:not\\s+)?(?:materialized\\s*)?\\(`, "i").test(
    written,
  );
}

function trim(text: string): string {
  return withoutEnd(text.replace(/^(?:[ \t]*\r?\n)+/, ""), /[\s;]/);
}

/** Indents every line by four columns, except lines that begin inside a string or a comment. */
function indent(text: string): string {
  const inside = linesInside(text);
  return text
    .split("\n")
    .map((line, index) => (line.trim() === "" && !inside.has(index) ? "" : inside.has(index) ? line : `    ${line}`))
    .join("\n");
}

/** The numbers (from 0) of the lines that begin inside quotes or a block comment. */
function linesInside(text: string): ReadonlySet<number> {
  const inside = new Set<number>();
  let line = 0;
  for (const [token] of text.matchAll(
    /'(?:[^']|'')*'?|"[^"]*"?|`[^`]*`?|\/\*[\s\S]*?(?:\*\/|$)|--[^\n]*|\n|[^'"`/\n-]+|./gs,
  )) {
    const breaks = token.split("\n").length - 1;
    if (token !== "\n") for (let offset = 1; offset <= breaks; offset++) inside.add(line + offset);
    line += breaks;
  }
  return inside;
}
