import type { Report } from "../diagnostics/diagnostic.ts";
import { diagnostics } from "../language/diagnostics.ts";
import type { SourceFile } from "../source/source-file.ts";
import { type ProgramPart, programParts } from "./quoted-parts.ts";
import { credentialsIn, type FoundSecret, tokensIn } from "./secret-patterns.ts";

/** A string that is assigned to, or compared with, a name such as `password` or `db_password`, in any language. */
const ASSIGNED =
  /(?<![A-Za-z0-9])["'`]?(?:(?:db|database|user|admin|root|aws|azure|gcp|s3|client|master|pg|postgres|mysql|snowflake|redshift|kafka|sasl|ssl|ssh|sftp|ftp|smtp|jdbc|registry|keystore|truststore|service|account|shared)_?)?(?:password|passwd|pwd|secret|secret_?key|secret_?access_?key|api_?key|access_?key|access_?token|auth_?token|private_?key|client_?secret|account_?key)["'`]?\s{0,8}(?:[=:]=?|=>)\s{0,8}(["'])([^"'\s]{3,})\1/gi;
/** The same as a clause of SQL: `create user shop password 'hunter2'`. */
const CLAUSE = /\b(?:password|secret|identified\s{1,8}by)\s{1,8}(')([^'\s]{3,})'/gi;
/** The default of a variable of dbt or of the environment. */
const FALLBACK =
  /\b(?:env_var|var|getenv|get)\(\s{0,8}["'][A-Za-z0-9_]{0,60}(?:password|passwd|pwd|secret|token|(?:api|access|secret|private)_?key)["']\s{0,8},\s{0,8}(["'])([^"'\s]{3,})\1/gi;
/** A key and its value in a template of YAML, JSON or properties. */
const KEYED =
  /^[ \t]{0,80}(?:- )?["']?(?:password|passwd|pwd|secret|api_?key|access_?key|token|private_?key|client_?secret)["']?[ \t]{0,8}[:=][ \t]{0,8}(["']?)([^\s"',]{3,})/gim;
/** A reference to a variable, a part of a template, or a mask. */
const PLACEHOLDER = /^(?:[${<*%[(!&|>]|env:|[A-Z][A-Z0-9]*_[A-Z0-9_]*$)/;
const WORD = /^(?:true|false|null|none|yes|string|text|password|passwd|secret|token|masked|redacted|hidden|x+)$/i;

/** The kinds of templates whose text is data, so that it needs no quotes. Any other template is a program. */
const DATA = /\.(?:ya?ml|json|properties|ini|cfg|conf|toml|env|sh|md|txt|csv)$/i;

/**
 * Finds secrets in a file whose text goes into outputs as it is: SQL, a macro, a template. A password without quotes counts only within a string
 * or a comment, since `password=x` outside of them is code.
 */
export function copiedSecrets(file: SourceFile): readonly Report[] {
  return rangesOf(file).map(({ start, end, what }) =>
    diagnostics.report("secret", { path: file.path, start, end }, { what }),
  );
}

/** The file with an asterisk for each character of a secret, so that no later message repeats one. */
export function withoutSecrets(file: SourceFile): SourceFile {
  const found = rangesOf(file);
  if (found.length === 0) return file;
  let at = 0;
  const parts = found.map(({ start, end }) => {
    const part = file.text.slice(at, start) + file.text.slice(start, end).replace(/[^\r\n]/g, "*");
    at = end;
    return part;
  });
  return { ...file, text: parts.join("") + file.text.slice(at) };
}

/** Most files have none of these words, and this test is much faster than the search. */
const SUSPICIOUS =
  /:\/\/|pass|pwd|secret|token|key|identified|A[KS]IA|AIza|gh[pousr]_|github_pat_|xox|glpat-|k_live_|dapi|npm_|hvs\.|eyJ/i;

/** The ranges of the secrets of a file, in order and apart. */
function rangesOf({ path, text }: SourceFile): readonly FoundSecret[] {
  if (!SUSPICIOUS.test(text)) return [];
  const name = path.replace(/\.njk$/, "");
  const found = DATA.test(name) ? inData(text, name) : inProgram(text, name.endsWith(".sql"));
  let end = 0;
  return [...found]
    .sort((a, b) => a.start - b.start || b.end - a.end)
    .filter((one) => {
      const isApart = one.start >= end;
      end = Math.max(end, one.end);
      return isApart;
    });
}

function inData(text: string, name: string): readonly FoundSecret[] {
  const keyed = /\.(?:md|txt|csv)$/i.test(name) ? [] : named(text, KEYED);
  return [...credentialsIn(text), ...tokensIn(text), ...keyed];
}

function inProgram(text: string, isSql: boolean): readonly FoundSecret[] {
  const parts = programParts(text, isSql);
  const quoted = parts.filter(({ kind }) => kind !== "code");
  const within = quoted.flatMap(({ start, end }) =>
    credentialsIn(text.slice(start, end)).map((one) => ({ ...one, start: one.start + start, end: one.end + start })),
  );
  const assigned = named(text, ASSIGNED, (match) => !isSql || match[1] === "'" || isInJinja(text, match.index));
  return [...tokensIn(text), ...within, ...assigned, ...named(text, FALLBACK), ...(isSql ? clauses(text, parts) : [])];
}

/** The clauses of SQL outside of its comments, where a word before a quote is prose. */
function clauses(text: string, parts: readonly ProgramPart[]): readonly FoundSecret[] {
  const comments = parts.filter(({ kind }) => kind === "comment").values();
  let comment = comments.next().value;
  return named(text, CLAUSE, ({ index }) => {
    while (comment !== undefined && comment.end <= index) comment = comments.next().value;
    return comment === undefined || index < comment.start;
  });
}

const NEAR = 500;

/** True within a Jinja tag. Outside of them, double quotes in SQL are around the name of a column. */
function isInJinja(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - NEAR), at);
  return (
    Math.max(before.lastIndexOf("{{"), before.lastIndexOf("{%")) >
    Math.max(before.lastIndexOf("}}"), before.lastIndexOf("%}"))
  );
}

/** The values that a pattern finds in its second group, except placeholders. */
function named(
  text: string,
  pattern: RegExp,
  isMeant: (match: RegExpExecArray) => boolean = () => true,
): readonly FoundSecret[] {
  return [...text.matchAll(pattern)].filter(isMeant).flatMap((match) => {
    const value = match[2] ?? "";
    const start = match.index + match[0].lastIndexOf(value);
    if (PLACEHOLDER.test(value) || WORD.test(value)) return [];
    return [{ start, end: start + value.length, what: "A password or key" }];
  });
}
