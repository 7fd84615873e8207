import { attempt, type SqlProblem, SqlRefusal, type SqlSpan } from "./problem.ts";

/** A part of a model's SQL, with its offsets in the text. */
export type ReferencePart =
  | { readonly kind: "text"; readonly text: string; readonly start: number; readonly end: number }
  | { readonly kind: "ref"; readonly name: string; readonly start: number; readonly end: number }
  | {
      readonly kind: "source";
      readonly source: string;
      readonly table: string;
      readonly start: number;
      readonly end: number;
    };

/** The parts of a model's SQL, or the problem with its first unsupported Jinja. */
export type SplitReferences = { readonly parts: readonly ReferencePart[] } | { readonly problem: SqlProblem };

const REF = /^\{\{-?\s*ref\(\s*(['"])([A-Za-z_]\w*)\1\s*\)\s*-?\}\}/;
const SOURCE = /^\{\{-?\s*source\(\s*(['"])([A-Za-z_]\w*)\1\s*,\s*(['"])([A-Za-z_]\w*)\3\s*\)\s*-?\}\}/;

/** Splits SQL at `{{ ref('x') }}` and `{{ source('a', 'b') }}`. Other Jinja is a problem: dex must know everything that a model reads. */
export function splitReferences(text: string): SplitReferences {
  return attempt(() => {
    const parts: ReferencePart[] = [];
    let from = 0;
    for (const match of text.matchAll(/\{[{%#]/g)) {
      if (match.index < from) continue;
      if (match.index > from) parts.push(textPart(text, from, match.index));
      const part = reference(text, match.index);
      parts.push(part);
      from = part.end;
    }
    if (from < text.length) parts.push(textPart(text, from, text.length));
    return { parts };
  });
}

function textPart(text: string, start: number, end: number): ReferencePart {
  return { kind: "text", text: text.slice(start, end), start, end };
}

function reference(text: string, start: number): ReferencePart {
  const rest = text.slice(start, start + 400);
  const ref = REF.exec(rest);
  if (ref) return { kind: "ref", name: ref[2] ?? "", ...apart(text, start, ref[0]) };
  const source = SOURCE.exec(rest);
  if (source)
    return { kind: "source", source: source[2] ?? "", table: source[4] ?? "", ...apart(text, start, source[0]) };
  const end = text.indexOf("}", start);
  throw new SqlRefusal(
    "write only {{ ref('model') }} and {{ source('source', 'table') }}",
    start,
    end < 0 ? text.length : end + 2,
  );
}

/** The place of a reference. It must not touch a word, because dbt may replace it with a name without quotes. */
function apart(text: string, start: number, written: string): SqlSpan {
  const end = start + written.length;
  if (/\w/.test(text.charAt(start - 1))) throw new SqlRefusal("a space is missing before this reference", start, end);
  if (/\w/.test(text.charAt(end))) throw new SqlRefusal("a space is missing after this reference", start, end);
  return { start, end };
}

/** True for an identifier that replaces a reference in masked SQL. */
export function isMask(name: string): boolean {
  return /^_r\d+_+$/.test(name);
}

/** Replaces every reference by an identifier of the same length, so that the reader accepts the SQL and offsets do not change. */
export function maskReferences(parts: readonly ReferencePart[]): {
  readonly sql: string;
  readonly relations: Readonly<Record<string, ReferencePart>>;
} {
  const relations: Record<string, ReferencePart> = {};
  const pieces = parts.map((part, index) => {
    if (part.kind === "text") return part.text;
    const name = `_r${index}`.padEnd(part.end - part.start, "_");
    relations[name] = part;
    return name;
  });
  return { sql: pieces.join(""), relations };
}
