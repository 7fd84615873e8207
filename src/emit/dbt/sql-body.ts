import * as sql from "../../dialect/quote.ts";
import type { SqlPart } from "../../ir/pipeline.ts";
import { Code } from "../../text/quote/code.ts";
import * as jinja from "../../text/quote/jinja.ts";
import type { Adapter } from "./options.ts";

/** A model's own SQL, made ready for a place inside a CTE, and the relations it imports. */
export interface SqlBody {
  readonly sql: Code;
  readonly imports: readonly { readonly name: Code; readonly reference: Code }[];
}

/**
 * Turns the SQL of a spec into the body of a CTE. Each model it reads becomes an import CTE of the same name, as dbt's style guide asks;
 * one whose name the SQL gives to a CTE of its own keeps its reference in place.
 * This is the one text of a project that is code by design: check has read it as a single query that holds no Jinja but references.
 */
export function sqlBody(parts: readonly SqlPart[], adapter: Adapter, sourceOf: (contract: string) => Code): SqlBody {
  const written = parts.map((part) => (part.kind === "text" ? part.text : "")).join(" ");
  const imports = new Map<string, { name: Code; reference: Code }>();
  const text = parts.map((part) => {
    if (part.kind === "text") return part.text;
    if (part.kind === "source") return sourceOf(part.contract).text;
    const reference = jinja.call("ref", part.model);
    if (TAKEN.has(part.model.toLowerCase()) || definesCte(written, part.model)) return reference.text;
    const name = sql.identifier(part.model, adapter);
    imports.set(part.model, { name, reference });
    return name.text;
  });
  return { sql: Code.trusted(indent(trim(text.join("")))), imports: [...imports.values()] };
}

/** CTEs that the template writes itself. */
const TAKEN: ReadonlySet<string> = new Set(["final", "model_sql"]);

function definesCte(written: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b\\s*(?:\\([^)]*\\)\\s*)?as\\s*(?:not\\s+)?(?:materialized\\s*)?\\(`, "i").test(
    written,
  );
}

function trim(text: string): string {
  return text.replace(/^(?:[ \t]*\r?\n)+/, "").replace(/[\s;]+$/, "");
}

/** Moves every line four columns in, but not one that begins inside a string or a comment. */
function indent(text: string): string {
  const inside = linesInside(text);
  return text
    .split("\n")
    .map((line, index) => (line.trim() === "" && !inside.has(index) ? "" : inside.has(index) ? line : `    ${line}`))
    .join("\n");
}

/** The numbers (from 0) of the lines that begin inside a quoted text or a block comment. */
function linesInside(text: string): ReadonlySet<number> {
  const inside = new Set<number>();
  let line = 0;
  for (const [token] of text.matchAll(/'(?:[^']|'')*'|"[^"]*"|`[^`]*`|\/\*[\s\S]*?\*\/|--[^\n]*|\n|[^'"`/\n-]+|./gs)) {
    const breaks = token.split("\n").length - 1;
    if (token !== "\n") for (let offset = 1; offset <= breaks; offset++) inside.add(line + offset);
    line += breaks;
  }
  return inside;
}
