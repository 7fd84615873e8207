import { attempt, type SqlProblem, SqlRefusal, type SqlSpan } from "./problem.ts";

/** A call of `ref` or `source` with literal names, and the places of the names, without their quotes. */
export type JinjaReference =
  | ({ readonly kind: "ref"; readonly package?: string; readonly name: string; readonly nameSpan: SqlSpan } & SqlSpan)
  | ({ readonly kind: "source"; readonly source: string; readonly table: string } & SqlSpan);

/** The parts of a Jinja file that dex reads. dbt renders everything else. */
export interface JinjaReading {
  readonly references: readonly JinjaReference[];
  /** Uses of `ref` and `source` without literal names. */
  readonly dynamic: readonly SqlSpan[];
  /** The settings in calls of `config`. */
  readonly settings: readonly ({ readonly name: string } & SqlSpan)[];
  /** Every name in the Jinja, such as those of the macros that it calls. */
  readonly names: ReadonlyMap<string, SqlSpan>;
}

/** Finds the `ref` and `source` calls with literal names. Returns a problem if a tag is not closed. */
export function readJinja(text: string): JinjaReading | { readonly problem: SqlProblem } {
  return attempt(() => {
    const tags = tagsOf(text);
    const names = new Map<string, SqlSpan>();
    for (const { kind, text: name, start, end } of tags.flat())
      if (kind === "name" && !names.has(name)) names.set(name, { start, end });
    const calls = tags.flatMap(callsOf);
    return {
      references: calls.flatMap((call) => referenceOf(call) ?? []),
      dynamic: calls.filter((call) => call.of !== "config" && referenceOf(call) === undefined).map(spanOf),
      settings: calls.filter(({ of }) => of === "config").flatMap(settingsOf),
      names,
    };
  });
}

interface Token extends SqlSpan {
  readonly kind: "name" | "string" | "sign";
  /** A string without its quotes. */
  readonly text: string;
}

const OPENING = /\{[{%#]/g;
// An unclosed string extends to the end of the file, because another try after each quote would take quadratic time.
const TOKEN = /\s+|([A-Za-z_]\w*)|'((?:[^'\\]|\\[\s\S])*)'?|"((?:[^"\\]|\\[\s\S])*)"?|([\s\S])/y;

/** The tokens of each tag. Skips comments, and everything between `raw` and `endraw`. */
function tagsOf(text: string): readonly (readonly Token[])[] {
  const tags: (readonly Token[])[] = [];
  const opening = new RegExp(OPENING);
  for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
    if (match[0] === "{#") {
      opening.lastIndex = endOf(text, "#}", match.index);
      continue;
    }
    const { tokens, end } = tagAt(text, match.index);
    tags.push(tokens);
    opening.lastIndex = end;
    if (match[0] === "{%" && tokens.find(({ text: word }) => word !== "-")?.text === "raw") {
      const close = /\{%-?\s*endraw\b/g;
      close.lastIndex = end;
      opening.lastIndex = close.exec(text)?.index ?? text.length;
    }
  }
  return tags;
}

function endOf(text: string, closing: string, start: number): number {
  const found = text.indexOf(closing, start);
  if (found < 0) throw new SqlRefusal("this tag is not closed", start, start + 2);
  return found + closing.length;
}

/** The tokens of the tag that opens at an offset, and its end. */
function tagAt(text: string, opening: number): { readonly tokens: readonly Token[]; readonly end: number } {
  const closing = text.startsWith("{{", opening) ? "}}" : "%}";
  const token = new RegExp(TOKEN);
  const tokens: Token[] = [];
  let depth = 0;
  token.lastIndex = opening + 2;
  while (token.lastIndex < text.length) {
    const start = token.lastIndex;
    if (depth <= 0 && text.startsWith(closing, start)) return { tokens, end: start + 2 };
    const [, name, single, double, sign] = token.exec(text) ?? [];
    const end = token.lastIndex;
    const string = single ?? double;
    if (name !== undefined) tokens.push({ kind: "name", text: name, start, end });
    else if (string !== undefined) tokens.push({ kind: "string", text: string, start: start + 1, end: end - 1 });
    else if (sign !== undefined) {
      tokens.push({ kind: "sign", text: sign, start, end });
      if ("([{".includes(sign)) depth++;
      if (")]}".includes(sign)) depth--;
    }
  }
  throw new SqlRefusal("this tag is not closed", opening, opening + 2);
}

/** A use of `ref`, `source` or `config`. `given` has the arguments; it is undefined if the name is not called. */
interface Call extends SqlSpan {
  readonly of: "ref" | "source" | "config";
  readonly given?: readonly (readonly Token[])[];
}

const CALLED = ["ref", "source", "config"] as const;

function callsOf(tokens: readonly Token[]): readonly Call[] {
  const closings = closingsOf(tokens);
  const calls: Call[] = [];
  for (let index = 0; index < tokens.length; index++) {
    const token = tokens[index];
    const of = CALLED.find((name) => token?.kind === "name" && token.text === name);
    if (token === undefined || of === undefined || isMember(tokens, index) || isKeyword(tokens, index)) continue;
    const close = isSign(tokens[index + 1], "(") ? closings.get(index + 1) : undefined;
    if (close === undefined) {
      if (of !== "config") calls.push({ of, ...spanOf(token) });
      continue;
    }
    const given = tokens.slice(index + 2, of === "config" ? close : Math.min(close, index + MOST_TOKENS));
    calls.push({ of, given: argumentsOf(given), start: token.start, end: tokens[close]?.end ?? token.end });
    // The arguments of config are read once, however deep its calls are nested.
    if (of === "config") index = close;
  }
  return calls;
}

/** A call of `ref` or `source` with more tokens has no literal names. */
const MOST_TOKENS = 40;

/** The index of the parenthesis that closes each parenthesis. */
function closingsOf(tokens: readonly Token[]): ReadonlyMap<number, number> {
  const open: number[] = [];
  const closings = new Map<number, number>();
  tokens.forEach((token, index) => {
    if (isSign(token, "(")) open.push(index);
    const opening = isSign(token, ")") ? open.pop() : undefined;
    if (opening !== undefined) closings.set(opening, index);
  });
  return closings;
}

/** True for a member such as `model.config`, but not for `builtins.ref`, which is dbt's `ref`. */
function isMember(tokens: readonly Token[], index: number): boolean {
  return tokens[index - 1]?.text === "." && tokens[index - 2]?.text !== "builtins";
}

/** True for the name of a keyword argument. */
function isKeyword(tokens: readonly Token[], index: number): boolean {
  return isSign(tokens[index + 1], "=") && !isSign(tokens[index + 2], "=");
}

function isSign(token: Token | undefined, text: string): boolean {
  return token?.kind === "sign" && token.text === text;
}

/** The tokens of each argument of a call. */
function argumentsOf(tokens: readonly Token[]): readonly (readonly Token[])[] {
  const given: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    const sign = token.kind === "sign" ? token.text : " ";
    if (depth === 0 && sign === ",") given.push([]);
    else given.at(-1)?.push(token);
    if ("([{".includes(sign)) depth++;
    if (")]}".includes(sign)) depth--;
  }
  return given.filter(({ length }) => length > 0);
}

/** The reference of a call whose names are literal. */
function referenceOf({ of, given = [], start, end }: Call): JinjaReference | undefined {
  if (of === "config") return undefined;
  const positional = given.filter((tokens) => !(tokens[0]?.kind === "name" && isKeyword(tokens, 0)));
  const literals = positional.flatMap(([first, ...more]) => (first?.kind === "string" && !more.length ? [first] : []));
  const [one, two] = literals;
  if (one === undefined || literals.length < positional.length || literals.length > 2) return undefined;
  if (of === "source") return two && { kind: of, source: one.text, table: two.text, start, end };
  if (two === undefined) return { kind: of, name: one.text, nameSpan: spanOf(one), start, end };
  return { kind: of, package: one.text, name: two.text, nameSpan: spanOf(two), start, end };
}

/** The names of the keyword arguments of `config`, or of the keys of its mapping. */
function settingsOf({ given = [] }: Call) {
  return given.flatMap((tokens) =>
    tokens.flatMap((token, index) => {
      const isKey = token.kind === "string" && isSign(tokens[index + 1], ":");
      const isName = token.kind === "name" && index === 0 && isKeyword(tokens, 0);
      return isKey || isName ? [{ name: token.text, ...spanOf(token) }] : [];
    }),
  );
}

function spanOf({ start, end }: SqlSpan): SqlSpan {
  return { start, end };
}
