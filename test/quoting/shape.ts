import { spawnSync } from "node:child_process";
import ts from "typescript";
import { parse as parseYaml } from "yaml";
import type { OwnedFile } from "../../src/emit/run.ts";
import { askPythonTree, hasPython } from "../python.ts";
import { plainSqlShape, sqlShape } from "./sql-shape.ts";

/** A file as its reader sees it. A string is a value in the file; an Atom is part of the structure: a key, a name, a token. */
export type Shape = string | number | boolean | null | Atom | readonly Shape[];

/** A piece of structure. */
export interface Atom {
  readonly atom: string;
}

/** Reads a file by the parser of its language. */
export function shapeOf({ path, text, language }: Pick<OwnedFile, "path" | "text" | "language">): Shape {
  switch (language) {
    case "yaml":
      return treeShape(readYaml(text));
    case "json":
      return path.startsWith("great-expectations/") ? suiteShape(JSON.parse(text), path) : treeShape(JSON.parse(text));
    case "python":
      return hasPython() ? pythonShape(askPythonTree(text)) : { atom: "not read: Python is not installed" };
    case "typescript":
    case "javascript":
      return scriptShape(path, text);
    case "sql":
      return sqlShape(text, dialectOf(path)).map((atom) => ({ atom }));
    case "markdown":
      return markdownShape(text);
    default:
      return /\.(tf|proto)$/.test(path) ? tokenShape(text) : path.endsWith(".sh") ? shellShape(text) : text;
  }
}

const yamls = new Map<string, unknown>();

/** The value of a YAML text, parsed once. */
export function readYaml(text: string): unknown {
  if (!yamls.has(text)) yamls.set(text, parseYaml(text, { uniqueKeys: true, strict: true, maxAliasCount: 0 }));
  return yamls.get(text);
}

/** The SQL dialect of a file of an emitter that writes SQL: `dbt/<adapter>/...`, `great-expectations/<source>/...`. */
export function dialectOf(path: string): string {
  const dialect = path.split("/")[1] ?? "";
  return dialect === "pandas" ? "duckdb" : dialect;
}

/**
 * A suite as Great Expectations reads it: ids are made from names, and so differ; pointers are decoded; a query is what is left of it when
 * `str.format` and SQLAlchemy have read it.
 */
function suiteShape(node: unknown, path: string): Shape {
  if (Array.isArray(node)) return node.map((item) => suiteShape(item, path));
  if (typeof node !== "object" || node === null) return treeShape(node);
  const members = Object.entries(node).map(([key, member]) => [{ atom: key }, memberShape(key, member, path)]);
  return [{ atom: "object" }, ...members];
}

function memberShape(key: string, member: unknown, path: string): Shape {
  if (typeof member !== "string") return suiteShape(member, path);
  if (key === "id") return { atom: member.replace(/[0-9a-f]/g, "0") };
  if (key === "pointer") return member.replaceAll("~1", "/").replaceAll("~0", "~");
  if (key !== "unexpected_rows_query" && key !== "query") return member;
  const sql = member.replaceAll("{batch}", "batch").replaceAll("{{", "{").replaceAll("}}", "}");
  const read = path.includes("/pandas/") ? sql : sql.replace(/\\(:[\p{L}\p{N}_]*)(?![:\p{L}\p{N}_])/gu, "$1");
  return plainSqlShape(read, dialectOf(path)).map((atom) => ({ atom }));
}

/** A tree of Python: a list begins with the name of its node, text that is a value is in an object of its own. */
function pythonShape(tree: unknown, inMarkdown = false): Shape {
  if (Array.isArray(tree)) {
    const [kind, name] = tree as readonly unknown[];
    const isPage = (kind === "keyword" && name === "doc_md") || JSON.stringify(name) === DOC;
    return tree.map((item) => pythonShape(item, inMarkdown || isPage));
  }
  if (typeof tree === "object" && tree !== null) {
    const { text } = tree as { readonly text: string };
    return inMarkdown ? markdownShape(text) : rendered(text);
  }
  return typeof tree === "string" ? { atom: tree } : (tree as Shape);
}

/** The variable that a DAG has its documentation in. */
const DOC = JSON.stringify([["Name", "DOC", ["Store"]]]);

/** A text that is an expression of Jinja with nothing but a literal in it, as Airflow renders it. */
function rendered(text: string): string {
  const [, literal] = /^\{\{ '((?:[^'\\{}]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*)' \}\}$/.exec(text) ?? [];
  if (literal === undefined) return text;
  return literal.replace(/\\u(.{4})|\\U(.{8})/g, (_, short: string | undefined, long: string | undefined) =>
    String.fromCodePoint(Number.parseInt(short ?? long ?? "", 16)),
  );
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
    if (node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword) return { atom: "boolean" };
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

/** Terraform and Protobuf, as far as it goes: a list of blocks, without comments; strings are texts, everything else is structure. */
function tokenShape(text: string): Shape {
  const tokens = text.match(/(?:\/\/|#)[^\n]*|"(?:\\.|[^"\\\n])*"|[\w.]+|[^\s]/g) ?? [];
  const blocks: Shape[][] = [[]];
  let depth = 0;
  for (const token of tokens.filter((one) => !/^(\/\/|#)/.test(one))) {
    depth += token === "{" ? 1 : token === "}" ? -1 : 0;
    const plain = token.replaceAll("$${", "${").replaceAll("%%{", "%{");
    blocks.at(-1)?.push(token.startsWith('"') ? (JSON.parse(plain) as string) : { atom: token });
    if (depth === 0 && token === "}") blocks.push([]);
  }
  return blocks;
}

/** A script as lists of words: those of the functions as they are, and those of each call as bash reads them. */
function shellShape(text: string): Shape {
  const calls = "topic settings defaults allow".split(" ");
  const prints = calls.map((name) => `${name}() { printf '%s\\0' ${name} "$@"; printf '\\n\\0'; }`);
  const start = text.lastIndexOf("\n}\n") + 3;
  const input = `${prints.join("\n")}\n${text.slice(start)}`;
  const { stdout, stderr, status } = spawnSync("bash", [], { input, encoding: "utf8" });
  if (status !== 0) throw new Error(`bash: ${stderr}`);
  const called = stdout.split("\n\0").map((words) => words.split("\0"));
  return [{ atom: text.slice(0, start) }, called];
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
