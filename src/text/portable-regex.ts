import { createRequire } from "node:module";
import type { AST, RegExpSyntaxError } from "@eslint-community/regexpp";
import { type Slowness, slownessOf } from "./pattern/slow-pattern.ts";

/**
 * A pattern in the portable subset, or its first problem. `index` is in UTF-16 code units. `faster`: the pattern is portable, but can
 * take too long, and this is what to write instead.
 */
export type PortableRegex =
  | { readonly normalised: string }
  | { readonly problem: string; readonly index: number }
  | { readonly problem: string; readonly index: number; readonly faster: string };

const LONGEST = 512;
const DEEPEST = 20;
const MOST_REPEATS = 255;
const MOST_NESTED_REPEATS = 1000;
const CLASSES = { digit: "0-9", word: "A-Za-z0-9_", space: " \\t\\n\\r\\f\\v" } as const;

/**
 * Checks a regular expression against the subset with the same meaning in JavaScript, RE2, PostgreSQL, Java, Python and Snowflake, and expands
 * the parts that they read differently: `\d`, `\w` and `\s` become ASCII classes, `.` becomes `[^\n\r]`. PostgreSQL's limit is 255 repeats,
 * and RE2's is 1,000 in all, with nested ones multiplied. Patterns that take backtracking engines too long are refused.
 */
export function portablePattern(pattern: string): PortableRegex {
  const known = judged.get(pattern);
  if (known !== undefined) return known;
  const portable = judge(pattern);
  if (judged.size === MOST_JUDGED) judged.clear();
  judged.set(pattern, portable);
  return portable;
}

const MOST_JUDGED = 1000;

/** The results for recent patterns, because several phases check each pattern, and contracts often repeat one. */
const judged = new Map<string, PortableRegex>();

function judge(pattern: string): PortableRegex {
  if (pattern.length > LONGEST) return { problem: `it is longer than ${LONGEST} characters`, index: LONGEST };
  try {
    const parsed = parse(pattern);
    const { text } = alternatives(parsed.alternatives, 0);
    const slow = slownessOf(parsed);
    return slow === undefined ? { normalised: text } : { ...SLOW[slow], index: 0 };
  } catch (error) {
    if (error instanceof Refusal) return { problem: error.message, index: error.index };
    throw error;
  }
}

const ONE_WAY =
  "Begin its alternatives with different characters, and end each repeated group with a character that nothing inside matches: ([a-z]+,)*";

const SLOW: Readonly<Record<Slowness, { readonly problem: string; readonly faster: string }>> = {
  exponential: { problem: "a repeat can match the same string in several ways", faster: ONE_WAY },
  "many-ways": { problem: "its repeats can match the same string in too many ways", faster: ONE_WAY },
  polynomial: {
    problem: "several of its repeats can match the same characters",
    faster:
      "Replace . by the characters that you mean: ^[^,]*,[^,]*,[^,]*$ instead of ^.*,.*,.*$. Leave out .* at the start, because a pattern matches anywhere.",
  },
  "too-large": {
    problem: "its repeats are too large to analyse",
    faster: "Write fewer repeats, or repeats with lower limits.",
  },
};

/** A part of the pattern. `repeats`: the product of its nested repeats. */
interface Piece {
  readonly text: string;
  readonly repeats: number;
}

class Refusal extends Error {
  readonly index: number;
  constructor(message: string, index: number) {
    super(message);
    this.index = index;
  }
}

type Regexpp = typeof import("@eslint-community/regexpp");

let loaded: { readonly parser: InstanceType<Regexpp["RegExpParser"]>; readonly regexpp: Regexpp } | undefined;

/** Loads the parser for the first pattern, because most commands need none. */
function load(): NonNullable<typeof loaded> {
  if (loaded === undefined) {
    const regexpp = createRequire(import.meta.url)("@eslint-community/regexpp") as Regexpp;
    loaded = { regexpp, parser: new regexpp.RegExpParser({ ecmaVersion: 2025 }) };
  }
  return loaded;
}

/** Parses a pattern of the portable subset. */
export function parsePattern(pattern: string): AST.Pattern {
  return load().parser.parsePattern(pattern);
}

function parse(pattern: string): AST.Pattern {
  const { parser, regexpp } = load();
  try {
    return parser.parsePattern(pattern);
  } catch (error) {
    if (error instanceof regexpp.RegExpSyntaxError) throw syntaxRefusal(pattern, error);
    throw error;
  }
}

/** A syntax error of the parser in our words, and its place. The parser reports the offset after the text that it has read. */
interface SyntaxProblem {
  /** The end of the parser's message. */
  readonly ending: string;
  readonly problem: string;
  readonly at?: (pattern: string, end: number) => number;
}

const SYNTAX: readonly SyntaxProblem[] = [
  { ending: "Unterminated group", problem: "a ( has no matching )", at: (pattern) => openBracket(pattern) },
  { ending: "Unmatched ')'", problem: "a ) has no matching (" },
  {
    ending: "Unterminated character class",
    problem: "a [ has no matching ]",
    at: (pattern) => openBracket(pattern),
  },
  {
    ending: "Range out of order in character class",
    problem: "its range runs backwards",
    at: (pattern, end) => pattern.lastIndexOf("-", end - 2),
  },
  {
    ending: "numbers out of order in {} quantifier",
    problem: "its repeat runs backwards",
    at: (pattern, end) => pattern.lastIndexOf("{", end),
  },
  { ending: "\\ at end of pattern", problem: "the escape \\ is not portable" },
  { ending: "Invalid group", problem: "only ( ) and (?: ) groups are portable" },
];

function syntaxRefusal(pattern: string, { message, index }: RegExpSyntaxError): Refusal {
  if (message.endsWith("Nothing to repeat")) return repeatRefusal(pattern, index);
  const known = SYNTAX.find(({ ending }) => message.endsWith(ending));
  return new Refusal(known?.problem ?? "it is not a regular expression", known?.at?.(pattern, index) ?? index);
}

/** The innermost bracket that is still open at the end of the pattern. */
function openBracket(pattern: string): number {
  const groups: number[] = [];
  let characterClass: number | undefined;
  for (let index = 0; index < pattern.length; index++) {
    const character = pattern[index];
    if (character === "\\") index++;
    else if (characterClass !== undefined) {
      if (character === "]") characterClass = undefined;
    } else if (character === "[") characterClass = index;
    else if (character === "(") groups.push(index);
    else if (character === ")") groups.pop();
  }
  return characterClass ?? groups.at(-1) ?? pattern.length;
}

/** A repeat without an operand. The parser reports the offset after it. */
function repeatRefusal(pattern: string, end: number): Refusal {
  const at = /(?:[?*+]|\{\d+(?:,\d*)?\})\??$/.exec(pattern.slice(0, end))?.index ?? end;
  const before = pattern[at - 1] ?? "";
  if (before === "^" || before === "$") return new Refusal(`${before} cannot be repeated`, at - 1);
  if (/^[?*+}]$/.test(before)) return new Refusal("lazy and possessive repeats are not portable", at);
  return new Refusal(`there is nothing before ${pattern[at] ?? "it"} to repeat`, at);
}

function alternatives(branches: readonly AST.Alternative[], depth: number): Piece {
  if (depth > DEEPEST) throw new Refusal("its groups are nested too deep", branches[0]?.start ?? 0);
  const pieces = branches.map(({ elements }) => elements.map((element) => piece(element, depth)));
  const all = pieces.flat();
  return {
    text: pieces.map((branch) => branch.map(({ text }) => text).join("")).join("|"),
    repeats: Math.max(1, ...all.map(({ repeats }) => repeats)),
  };
}

function piece(element: AST.Element, depth: number): Piece {
  switch (element.type) {
    case "Quantifier":
      return repeated(element, depth);
    case "Group":
    case "CapturingGroup": {
      const isPlain = /^\((?!\?)|^\(\?:/.test(element.raw);
      if (!isPlain) throw new Refusal("only ( ) and (?: ) groups are portable", element.start);
      const inside = alternatives(element.alternatives, depth + 1);
      return { ...inside, text: `(${inside.text})` };
    }
    case "CharacterClass":
      return single(characterClass(element));
    case "Character":
      return single(outsideClass(element));
    case "CharacterSet":
      return single(characterSet(element));
    case "Assertion":
      if (element.kind === "start") return single("^");
      if (element.kind === "end") return single("$");
      if (element.kind === "word") throw notPortable(element);
      throw new Refusal("only ( ) and (?: ) groups are portable", element.start);
    default:
      throw notPortable(element);
  }
}

function single(text: string): Piece {
  return { text, repeats: 1 };
}

function notPortable({ raw, start }: AST.Node): Refusal {
  return new Refusal(`the escape ${raw.slice(0, 2)} is not portable`, start);
}

function repeated(quantifier: AST.Quantifier, depth: number): Piece {
  const { element, min, max, greedy, start, end } = quantifier;
  const inside = piece(element, depth);
  if (!greedy) throw new Refusal("lazy and possessive repeats are not portable", end - 1);
  const counts = [min, max].filter(Number.isFinite);
  if (counts.some((count) => count > MOST_REPEATS))
    throw new Refusal(`it repeats more than ${MOST_REPEATS} times`, start);
  const repeats = inside.repeats * Math.max(1, ...counts);
  if (repeats > MOST_NESTED_REPEATS)
    throw new Refusal(`its repeats, multiplied with those inside, come to more than ${MOST_NESTED_REPEATS}`, start);
  const mark = quantifier.raw.slice(element.end - start);
  return { text: inside.text + mark, repeats };
}

/** A character outside a class. */
function outsideClass({ raw, start, value }: AST.Character): string {
  if (raw.startsWith("\\")) return escaped(raw, start);
  if (raw === "{") throw new Refusal("a literal { must be written \\{", start);
  if (raw === "}" || raw === "]") throw new Refusal(`a literal ${raw} must be written \\${raw}`, start);
  if (!isPrintable(value)) throw new Refusal("it has a character outside printable ASCII", start);
  return raw;
}

function isPrintable(code: number): boolean {
  return code >= 32 && code <= 126;
}

function escaped(raw: string, start: number): string {
  const character = raw.slice(1);
  if (/^[tnrfv]$/.test(character)) return raw;
  if (/^[!-/:-@[-`{-~]$/.test(character)) return /[\\^$.*+?()[\]{}|]/.test(character) ? raw : character;
  throw new Refusal(`the escape ${raw.slice(0, 2)} is not portable`, start);
}

function characterSet(set: AST.CharacterSet): string {
  if (set.kind === "any") return "[^\\n\\r]";
  if (set.kind === "property") throw notPortable(set);
  return `[${set.negate ? "^" : ""}${CLASSES[set.kind]}]`;
}

function characterClass({ elements, negate, start }: AST.CharacterClass): string {
  if (elements.length === 0) throw new Refusal("an empty class matches nothing", start);
  const members = elements.map((element, index) => {
    refuseHalfRange(element, elements[index + 1]);
    return classElement(element);
  });
  return `[${negate ? "^" : ""}${members.join("")}]`;
}

/** Refuses `[\d-x]` and `[a-\d]`: JavaScript reads the hyphen literally, other engines reject the class. */
function refuseHalfRange(element: AST.CharacterClassElement, next: AST.CharacterClassElement | undefined): void {
  if (next === undefined) return;
  const [first, second] = element.raw === "-" ? [next, element] : [element, next];
  if (first.type === "CharacterSet" && second.raw === "-" && isInside(second))
    throw new Refusal("its range runs backwards", second.start);
}

/** True for a hyphen that is neither the first nor the last character of its class. */
function isInside({ parent, start, end }: AST.CharacterClassElement): boolean {
  return (
    parent?.type === "CharacterClass" &&
    !/^\[\^?$/.test(parent.raw.slice(0, start - parent.start)) &&
    end < parent.end - 1
  );
}

function classElement(element: AST.CharacterClassElement): string {
  switch (element.type) {
    case "Character":
      return classCharacter(element);
    case "CharacterClassRange":
      return `${classCharacter(element.min)}-${classCharacter(element.max)}`;
    case "CharacterSet":
      if (element.kind === "property") throw notPortable(element);
      if (element.negate) throw new Refusal(`${element.raw} inside a class is not portable`, element.start);
      return CLASSES[element.kind];
    default:
      throw notPortable(element);
  }
}

function classCharacter({ raw, start, value }: AST.Character): string {
  if (raw === "[") throw new Refusal("a [ inside a class must be written \\[", start);
  if (raw === "\\-") return raw;
  if (raw.startsWith("\\")) return escaped(raw, start);
  if (!isPrintable(value)) throw new Refusal("it has a character outside printable ASCII", start);
  return /[\\\]^-]/.test(raw) ? `\\${raw}` : raw;
}
