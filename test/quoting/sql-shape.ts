/*
 * What dbt and a database make of a text, with every literal erased: first Jinja takes the text apart, then SQL what is left. Written from the
 * languages' own rules (Jinja2's lexer, each database's lexical structure), not from dex's quoters.
 */

/** Dialects in which a backslash in a string escapes the next character. */
const BACKSLASH = new Set(["bigquery", "databricks", "snowflake"]);
/** Dialects in which a text between double quotes is a string. */
const DOUBLE_QUOTED_STRINGS = new Set(["bigquery", "databricks"]);
/** Dialects with strings between dollar signs. */
const DOLLARS = new Set(["postgres", "duckdb", "snowflake", "redshift"]);

/** A text in pieces: where a dialect has no escape for a character, it is written by its number. */
const PIECES = /\( (?:S|chr \( N \))(?: \| \| (?:S|chr \( N \)))+ \)/g;

interface Token {
  readonly kind: string;
  readonly end: number;
}

/** The tokens of a Jinja SQL text, literals and comments erased. */
export function sqlShape(text: string, dialect: string): string[] {
  const { plain, jinja } = withoutJinja(text);
  const tokens = sqlTokens(plain, dialect).join(" ").replace(PIECES, "S");
  return [...tokens.split(" "), ...jinja];
}

/** The tokens of an SQL text that no Jinja reads, literals and comments erased. */
export function plainSqlShape(text: string, dialect: string): string[] {
  return sqlTokens(text, dialect).join(" ").replace(PIECES, "S").split(" ");
}

const OPENERS = /\{\{|\{%|\{#/g;
const PLACEHOLDER = " jinja ";

/** The text with a word in the place of each Jinja part, and the parts' own tokens. */
function withoutJinja(text: string): { plain: string; jinja: string[] } {
  const jinja: string[] = [];
  let plain = "";
  let position = 0;
  for (;;) {
    OPENERS.lastIndex = position;
    const opener = OPENERS.exec(text);
    if (opener === null) return { plain: plain + text.slice(position), jinja };
    plain += text.slice(position, opener.index);
    const end = opener[0] === "{#" ? endOfComment(text, opener.index) : jinjaTokens(text, opener.index, jinja);
    plain += opener[0] === "{#" ? " " : PLACEHOLDER;
    position = end;
  }
}

function endOfComment(text: string, start: number): number {
  const end = text.indexOf("#}", start + 2);
  return end < 0 ? text.length : end + 2;
}

/** Adds the tokens of one `{{ }}` or `{% %}`; returns where it ends. */
function jinjaTokens(text: string, start: number, tokens: string[]): number {
  const closer = text.startsWith("{{", start) ? "}}" : "%}";
  tokens.push(closer === "}}" ? "{{" : "{%");
  let position = start + 2;
  const TOKEN = /\s+|'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\d[\w.]*|[A-Za-z_]\w*|./sy;
  while (position < text.length && !text.startsWith(closer, position)) {
    TOKEN.lastIndex = position;
    const token = TOKEN.exec(text)?.[0] ?? "";
    if (/^['"]./s.test(token)) tokens.push("S");
    else if (/^\d/.test(token)) tokens.push("N");
    else if (/\S/.test(token)) tokens.push(token);
    position += token.length;
  }
  tokens.push(closer);
  return position + 2;
}

function sqlTokens(text: string, dialect: string): string[] {
  const tokens: string[] = [];
  for (let position = 0; position < text.length; ) {
    const { kind, end } = sqlToken(text, position, dialect);
    if (kind !== "") tokens.push(kind);
    position = end;
  }
  return tokens;
}

function sqlToken(text: string, start: number, dialect: string): Token {
  const first = text.charAt(start);
  const two = text.slice(start, start + 2);
  if (/\s/.test(first)) return { kind: "", end: start + 1 };
  if (two === "--" || (first === "#" && dialect === "bigquery")) return { kind: "", end: lineEnd(text, start) };
  if (two === "/*") return { kind: "", end: after(text, "*/", start + 2) };
  const dollar = DOLLARS.has(dialect) ? /^\$(?:[A-Za-z_]\w*)?\$/.exec(text.slice(start, start + 70))?.[0] : undefined;
  if (dollar) return { kind: "S", end: after(text, dollar, start + dollar.length) };
  if (first === "'") return stringToken(text, start, { dialect, kind: "S" });
  if (first === '"') return stringToken(text, start, { dialect, kind: DOUBLE_QUOTED_STRINGS.has(dialect) ? "S" : "Q" });
  if (first === "`") return stringToken(text, start, { dialect, kind: "Q" });
  const word = /^[A-Za-z_]\w*/.exec(text.slice(start, start + 400))?.[0];
  if (word) return wordToken(text, start, { word, dialect });
  const number = /^\d+(\.\d+)?/.exec(text.slice(start, start + 100))?.[0];
  return number ? { kind: "N", end: start + number.length } : { kind: first, end: start + 1 };
}

function wordToken(text: string, start: number, { word, dialect }: { word: string; dialect: string }): Token {
  const end = start + word.length;
  const isPrefix = text.charAt(end) === "'" && /^(e|r|b|rb|br|x|n)$/i.test(word);
  if (!isPrefix) return { kind: word.toLowerCase(), end };
  // r'' has no escapes; e'' has them in every dialect that knows it.
  const escapes = /e/i.test(word) || (!/r/i.test(word) && BACKSLASH.has(dialect));
  return quotedToken(text, end, { kind: `${word.toLowerCase()}S`, escapes, doubling: dialect !== "bigquery" });
}

function stringToken(text: string, start: number, { dialect, kind }: { dialect: string; kind: string }): Token {
  const quote = text.charAt(start);
  // BigQuery's strings are those of Python: three quotes make a long one, and a doubled quote is two strings.
  if (dialect === "bigquery" && quote !== "`" && text.startsWith(quote.repeat(3), start))
    return { kind: "S", end: longEnd(text, quote.repeat(3), start + 3) };
  const escapes = (kind === "S" || dialect === "bigquery") && BACKSLASH.has(dialect);
  return quotedToken(text, start, { kind, escapes, doubling: dialect !== "bigquery" });
}

interface Quoting {
  readonly kind: string;
  readonly escapes: boolean;
  readonly doubling: boolean;
}

function quotedToken(text: string, start: number, { kind, escapes, doubling }: Quoting): Token {
  const quote = text.charAt(start);
  for (let position = start + 1; position < text.length; position++) {
    const character = text.charAt(position);
    if (escapes && character === "\\") position++;
    else if (character === quote) {
      if (!doubling || text.charAt(position + 1) !== quote) return { kind, end: position + 1 };
      position++;
    }
  }
  return { kind: "open string", end: text.length };
}

function longEnd(text: string, quotes: string, start: number): number {
  for (let position = start; position < text.length; position++) {
    if (text.charAt(position) === "\\") position++;
    else if (text.startsWith(quotes, position)) return position + 3;
  }
  return text.length;
}

function lineEnd(text: string, start: number): number {
  const found = /[\r\n]/g;
  found.lastIndex = start;
  return found.exec(text)?.index ?? text.length;
}

function after(text: string, mark: string, start: number): number {
  const found = text.indexOf(mark, start);
  return found < 0 ? text.length : found + mark.length;
}
