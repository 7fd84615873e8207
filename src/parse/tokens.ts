import type { CST } from "yaml";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source-file.ts";
import { diagnostics } from "./diagnostics.ts";
import { yaml } from "./yaml.ts";

const DEEPEST = 64;
const MOST_NODES = 200_000;
const MOST_TOKENS = 800_000;

/** The lexer's mark before a document. Like the other two marks, it has no length in the text. */
export const DOCUMENT = "\u0002";

/** The lexer's mark at the end of brackets that are not closed. */
export const FLOW_END = "\u0018";

/** The lexer's mark before an unquoted scalar. */
export const SCALAR = "\u001f";

/** A comment of a document: its text with the `#`, and its offset. */
export interface Comment {
  readonly text: string;
  readonly start: number;
}

/** The tokens of a document, or a report about the first one that dex does not support. */
export type Tokens =
  | { readonly tokens: readonly CST.Token[]; readonly comments: readonly Comment[] }
  | { readonly refused: Report };

/**
 * Splits a text into tokens and checks each one before the composer runs: depth, size, directives, tags, anchors, aliases and second
 * documents. The composer recurses, and deep input can make V8 abort the process, which no code can catch.
 */
export function tokenize(file: SourceFile): Tokens {
  const tokens: CST.Token[] = [];
  const comments: Comment[] = [];
  const parser = new (yaml().Parser)();
  const guard = tokenGuard(file);
  let start = 0;
  let previous = "";
  for (const lexeme of new (yaml().Lexer)().lex(file.text)) {
    const refused = guard({ lexeme, previous, start, depth: parser.stack.length });
    if (refused) return { refused };
    if (previous !== SCALAR && lexeme.startsWith("#")) comments.push({ text: lexeme, start });
    for (const token of parser.next(lexeme)) tokens.push(token);
    if (lexeme !== DOCUMENT && lexeme !== FLOW_END && lexeme !== SCALAR) start += lexeme.length;
    previous = lexeme;
  }
  for (const token of parser.end()) tokens.push(token);
  return { tokens, comments };
}

interface Lexeme {
  readonly lexeme: string;
  readonly previous: string;
  readonly start: number;
  readonly depth: number;
}

function tokenGuard(file: SourceFile): (at: Lexeme) => Report | undefined {
  let count = 0;
  let nodes = 0;
  let documents = 0;
  return ({ lexeme, previous, start, depth }) => {
    const at = { path: file.path, start, end: start + lexeme.length };
    if (++count > MOST_TOKENS) return diagnostics.report("too-many-nodes", at, { limit: MOST_TOKENS, what: "tokens" });
    // The parser's stack also has the document itself and the current scalar.
    if (depth > DEEPEST + 2) return diagnostics.report("too-deep", at, { limit: DEEPEST });
    if (lexeme === DOCUMENT) documents++;
    if (documents > 1) return diagnostics.report("several-documents", at, {});
    if (previous === SCALAR) return undefined;
    if (lexeme === "---" && previous !== DOCUMENT) return diagnostics.report("several-documents", at, {});
    if (isNode(lexeme) && ++nodes > MOST_NODES)
      return diagnostics.report("too-many-nodes", at, { limit: MOST_NODES, what: "values" });
    return refuseProperty(lexeme, at);
  };
}

function isNode(lexeme: string): boolean {
  const first = lexeme.charAt(0);
  return first === SCALAR || first === '"' || first === "'" || first === "[" || first === "{";
}

/** Directives, tags, anchors and aliases. */
function refuseProperty(text: string, at: { path: string; start: number; end: number }): Report | undefined {
  switch (text.charAt(0)) {
    case "%":
      return diagnostics.report("directive", at, { text });
    case "!":
      return diagnostics.report("tag", at, { text });
    case "&":
      return diagnostics.report("alias", at, { text, kind: "anchor" });
    case "*":
      return diagnostics.report("alias", at, { text, kind: "alias" });
    default:
      return undefined;
  }
}
