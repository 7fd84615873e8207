import ts from "typescript";
import { parse as parseYaml } from "yaml";
import type { OwnedFile } from "../../src/emit/run.ts";
import { sqlShape } from "./sql-shape.ts";

/**
 * A file as its reader sees it. A string is a text that the file holds as a value; an Atom is part of the structure: a key, a name, a token.
 */
export type Shape = string | number | boolean | null | Atom | readonly Shape[];

/** A piece of structure. */
export interface Atom {
  readonly atom: string;
}

/** Reads a file by the parser of its language. */
export function shapeOf({ path, text, language }: Pick<OwnedFile, "path" | "text" | "language">): Shape {
  switch (language) {
    case "yaml":
      return treeShape(parseYaml(text, { uniqueKeys: true, strict: true, maxAliasCount: 0 }));
    case "json":
      return treeShape(JSON.parse(text));
    case "typescript":
    case "javascript":
      return scriptShape(path, text);
    case "sql":
      return sqlShape(text, dialectOf(path)).map((atom) => ({ atom }));
    case "markdown":
      return markdownShape(text);
    default:
      return text;
  }
}

/** The SQL dialect of a file of the dbt emitter: `dbt/<adapter>/...`. */
export function dialectOf(path: string): string {
  return path.split("/")[1] ?? "";
}

function treeShape(node: unknown): Shape {
  if (Array.isArray(node)) return node.map(treeShape);
  if (typeof node === "string" || typeof node === "number" || typeof node === "boolean" || node === null) return node;
  const members = Object.entries(node as object).map(([key, member]) => [{ atom: key }, treeShape(member)]);
  return [{ atom: "object" }, ...members];
}

function scriptShape(path: string, text: string): Shape {
  const file = ts.createSourceFile(path, text, ts.ScriptTarget.ES2022, false);
  // parseDiagnostics is where the compiler itself takes syntax errors from; the types do not show it.
  const { parseDiagnostics: faults } = file as unknown as { parseDiagnostics: readonly ts.Diagnostic[] };
  if (faults.length > 0) throw new Error(`${path}: ${ts.flattenDiagnosticMessageText(faults[0]?.messageText, " ")}`);
  const walk = (node: ts.Node): Shape => {
    if (ts.isIdentifier(node)) return { atom: node.text };
    if (ts.isStringLiteralLike(node)) return node.text;
    if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword)
      return { atom: "true or false" };
    const children: Shape[] = [{ atom: ts.SyntaxKind[node.kind] }];
    if (ts.isNumericLiteral(node) || ts.isBigIntLiteral(node)) children.push({ atom: node.text });
    ts.forEachChild(node, (child) => void children.push(walk(child)));
    return children;
  };
  // What a comment can switch on or pull in.
  const pragmas = [
    file.referencedFiles,
    file.typeReferenceDirectives,
    file.libReferenceDirectives,
    text.match(/@ts-/g) ?? [],
  ];
  return [walk(file), ...pragmas.map((found) => found.length)];
}

/** What each line of a page is; a text that opened a block of its own, or closed one, would change the list. */
function markdownShape(text: string): Shape {
  return text.split(/\r\n|[\n\r\u2028\u2029\u0085]/).map((line) => {
    const mark =
      /^ {0,3}(#{1,6} |[-*+] |\d+[.)] |>|```|~~~|\||<)|^( {4}|\t)/.exec(line)?.[0] ?? (line.trim() && "text");
    const cells = mark === "|" ? (line.match(/(?<!\\)\|/g)?.length ?? 0) : 0;
    return { atom: `${mark}${cells}` };
  });
}
