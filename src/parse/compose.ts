import type { Node, YAMLError } from "yaml";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { SourceFile } from "../source/source-file.ts";
import { diagnostics } from "./diagnostics.ts";
import { syntaxReports } from "./syntax.ts";
import { type Comment, tokenize } from "./tokens.ts";
import { yaml } from "./yaml.ts";

/** The nodes of a document, or a function that explains its errors. That takes longer than finding them. */
export type Composed =
  | { readonly root: Node; readonly comments: readonly Comment[] }
  | { readonly explain: () => readonly Report[] };

/** Composes text into nodes by the rules of YAML 1.2, without extensions. */
export function compose(file: SourceFile): Composed {
  const read = readNodes(file);
  if ("refused" in read) return { explain: () => [read.refused] };
  const { documents, problems, comments } = read;
  if (problems.length > 0) {
    return { explain: () => syntaxReports(file, problems, (text) => problemsOf({ ...file, text })) };
  }
  const root = contents(documents);
  return root === undefined
    ? { explain: () => [diagnostics.report("empty", { path: file.path, start: 0, end: 0 }, {})] }
    : { root, comments };
}

/** The syntax errors that the YAML library finds in a file. Empty for a file that dex rejects before the library reads it. */
function problemsOf(file: SourceFile): readonly YAMLError[] {
  const read = readNodes(file);
  return "refused" in read ? [] : read.problems;
}

function readNodes(file: SourceFile) {
  const cut = tokenize(file);
  if ("refused" in cut) return cut;
  const composer = new (yaml().Composer)({
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
  const documents = withoutStacks(() => [...composer.compose(cut.tokens, true, file.text.length)]);
  const problems = documents
    .flatMap((document) => [...document.errors, ...document.warnings])
    .filter((problem) => isReal(problem, file.text));
  return { documents, problems, comments: cut.comments };
}

/** Turns off stack traces while the library runs. It creates an error object for each fault, and a million stack traces would take gigabytes. */
function withoutStacks<T>(read: () => T): T {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  try {
    return read();
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
}

/**
 * Ignores two errors of the library. A closing bracket may be aligned with its key: YAML forbids it, but it is common practice. And a
 * comment may begin a line after a value in brackets, where the library expects a space before the comment.
 */
function isReal({ name, code, pos }: YAMLError, text: string): boolean {
  const [start] = pos;
  if (name === "YAMLWarning" && code === "BAD_INDENT") return false;
  return !(code === "MISSING_CHAR" && text.charAt(start) === "#" && text.charAt(start - 1) === "\n");
}

/** The root of the only document, or undefined when it is empty. */
function contents(documents: readonly { readonly contents: unknown }[]): Node | undefined {
  const root = documents[0]?.contents;
  if (!yaml().isNode(root)) return undefined;
  return yaml().isScalar(root) && root.value === null && root.source === "" ? undefined : root;
}
