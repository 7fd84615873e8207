/** A part of a program: its range without the delimiters, and whether it is a string, a comment, or the code between them. */
export interface ProgramPart {
  readonly start: number;
  readonly end: number;
  readonly kind: "string" | "comment" | "code";
}

interface Delimited {
  readonly close: string;
  readonly kind: "string" | "comment";
  /** A backslash in it takes the next character with it. */
  readonly escapes?: true;
}

const COMMON: Readonly<Record<string, Delimited>> = {
  "/*": { close: "*/", kind: "comment" },
  "{#": { close: "#}", kind: "comment" },
};

const SQL: Readonly<Record<string, Delimited>> = {
  ...COMMON,
  "'": { close: "'", kind: "string" },
  '"': { close: '"', kind: "string" },
  "`": { close: "`", kind: "string" },
  "--": { close: "\n", kind: "comment" },
  $$: { close: "$$", kind: "string" },
};

const OTHER: Readonly<Record<string, Delimited>> = {
  ...COMMON,
  "'": { close: "'", kind: "string", escapes: true },
  '"': { close: '"', kind: "string", escapes: true },
  "`": { close: "`", kind: "string", escapes: true },
  "'''": { close: "'''", kind: "string", escapes: true },
  '"""': { close: '"""', kind: "string", escapes: true },
  "#": { close: "\n", kind: "comment" },
  "//": { close: "\n", kind: "comment" },
};

const SQL_OPENER = /--|\/\*|\{#|\$\$|['"`]/g;
const OTHER_OPENER = /\/\*|\{#|'''|"""|#|\/\/|['"`]/g;

/**
 * Splits a program into strings, comments and the code between them, without knowing its dialect. A delimiter that is not closed runs to the end of
 * the text.
 */
export function programParts(text: string, isSql: boolean): readonly ProgramPart[] {
  const [opener, table] = isSql ? [SQL_OPENER, SQL] : [OTHER_OPENER, OTHER];
  const parts: ProgramPart[] = [];
  let at = 0;
  while (at < text.length) {
    opener.lastIndex = at;
    const match = opener.exec(text);
    const delimited = match === null ? undefined : table[match[0]];
    if (match === null || delimited === undefined) break;
    parts.push({ start: at, end: match.index, kind: "code" });
    const start = match.index + match[0].length;
    const end = endOf(text, start, delimited);
    parts.push({ start, end, kind: delimited.kind });
    at = end + delimited.close.length;
  }
  if (at < text.length) parts.push({ start: at, end: text.length, kind: "code" });
  return parts;
}

/** Where a string or a comment ends. */
function endOf(text: string, start: number, { close, escapes }: Delimited): number {
  let end = text.indexOf(close, start);
  while (end >= 0 && escapes && isEscaped(text, start, end)) end = text.indexOf(close, end + 1);
  return end < 0 ? text.length : end;
}

function isEscaped(text: string, start: number, at: number): boolean {
  let backslashes = 0;
  while (at - backslashes > start && text[at - backslashes - 1] === "\\") backslashes += 1;
  return backslashes % 2 === 1;
}
