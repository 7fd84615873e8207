import { Composer, CST, type Document, Lexer, Parser } from "yaml";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source-file.ts";
import { diagnostics } from "./diagnostics.ts";
import { syntaxReports } from "./syntax.ts";

const DEEPEST = 64;
const MOST_LEXEMES = 800_000;
const SCALAR = "\u001f";

/** A comment of a document: its text with the `#`, and where it begins. */
export interface Comment {
  readonly text: string;
  readonly start: number;
}

/** A document as nodes, or what is wrong with its text. */
export type Composed =
  | { readonly document: Document.Parsed; readonly comments: readonly Comment[] }
  | { readonly reports: readonly Report[] };

/**
 * Text to nodes. The tokens are looked at before anything is composed: depth, directives, tags, anchors and aliases are refused there, because
 * the composer recurses and, with deep input, can take the whole process down (V8 aborts; it cannot be caught).
 */
export function compose(file: SourceFile): Composed {
  const tokens: CST.Token[] = [];
  const comments: Comment[] = [];
  const refused = tokenize(file, tokens, comments);
  if (refused) return { reports: [refused] };
  const composer = new Composer({
    version: "1.2",
    schema: "core",
    merge: false,
    uniqueKeys: false,
    stringKeys: false,
    strict: true,
    prettyErrors: false,
    resolveKnownTags: false,
    logLevel: "silent",
    keepSourceTokens: false,
  });
  const documents = [...composer.compose(tokens, true, file.text.length)];
  return settle(file, documents as Document.Parsed[], comments);
}

function settle(file: SourceFile, documents: readonly Document.Parsed[], comments: readonly Comment[]): Composed {
  const [document, second] = documents;
  const problems = documents.flatMap((one) => [...one.errors, ...one.warnings]);
  if (problems.length > 0) return { reports: syntaxReports(file, problems) };
  if (second !== undefined) {
    const start = second.range[0];
    return { reports: [diagnostics.report("several-documents", { path: file.path, start, end: start + 3 }, {})] };
  }
  if (document === undefined || document.contents === null) {
    return { reports: [diagnostics.report("empty", { path: file.path, start: 0, end: 0 }, {})] };
  }
  return { document, comments };
}

function tokenize(file: SourceFile, tokens: CST.Token[], comments: Comment[]): Report | undefined {
  const parser = new Parser();
  let offset = 0;
  let count = 0;
  let previous = "";
  for (const lexeme of new Lexer().lex(file.text)) {
    const refused = previous === SCALAR ? undefined : refuse(file, lexeme, offset);
    if (refused) return refused;
    if (previous !== SCALAR && lexeme.charCodeAt(0) === 35) comments.push({ text: lexeme, start: offset });
    for (const token of parser.next(lexeme)) tokens.push(token);
    const at = { path: file.path, start: offset, end: offset + lexeme.length };
    if (parser.stack.length > DEEPEST) return diagnostics.report("too-deep", at, { limit: DEEPEST });
    if (++count > MOST_LEXEMES) return diagnostics.report("too-many-nodes", at, { limit: MOST_LEXEMES });
    previous = lexeme;
    if (lexeme !== SCALAR && lexeme !== "\u0002" && lexeme !== "\u0018") offset += lexeme.length;
  }
  for (const token of parser.end()) tokens.push(token);
  return undefined;
}

/** Directives, tags, anchors and aliases, recognised by their first character as the lexer cut them. */
function refuse(file: SourceFile, lexeme: string, offset: number): Report | undefined {
  const first = lexeme.charCodeAt(0);
  if (first !== 33 && first !== 37 && first !== 38 && first !== 42) return undefined;
  const kind = CST.tokenType(lexeme);
  const at = { path: file.path, start: offset, end: offset + lexeme.length };
  if (kind === "directive-line") return diagnostics.report("directive", at, { text: lexeme.trim() });
  if (kind === "tag") return diagnostics.report("tag", at, { text: lexeme });
  if (kind === "anchor" || kind === "alias") return diagnostics.report("alias", at, { text: lexeme });
  return undefined;
}
