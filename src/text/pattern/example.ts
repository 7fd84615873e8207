import type { AST } from "@eslint-community/regexpp";
import { Bug } from "../bug.ts";
import { parsePattern } from "../portable-regex.ts";

/** A whole number of at least 0 and less than the limit. */
type Below = (limit: number) => number;

/** Makes strings that a pattern matches, of about a length. */
export interface Examples {
  readonly least: number;
  /** The longest length. Infinite if a repeat has no limit. */
  readonly most: number;
  make(length: number, below: Below): string;
}

/** The strings that match a pattern of the portable subset. The length is exact if the lengths of all parts are continuous. */
export function examplesOf(pattern: string): Examples {
  return choice(parsePattern(pattern).alternatives.map(alternative));
}

function alternative({ elements }: AST.Alternative): Examples {
  return sequence(elements.map(element));
}

function element(one: AST.Element): Examples {
  switch (one.type) {
    case "Quantifier":
      return repeat(element(one.element), one.min, one.max);
    case "Group":
    case "CapturingGroup":
      return choice(one.alternatives.map(alternative));
    case "Character":
      return characters([String.fromCodePoint(one.value)]);
    case "CharacterClass":
      return characters(membersOf(one));
    case "CharacterSet":
      return characters(candidates(({ code }) => inSet(one, code) !== ("negate" in one && one.negate)));
    case "Assertion":
      return NOTHING;
    default:
      throw new Bug(`a ${one.type} in a portable pattern`);
  }
}

const NOTHING: Examples = { least: 0, most: 0, make: () => "" };

function characters(choices: readonly string[]): Examples {
  return { least: 1, most: 1, make: (_length, below) => choices[below(choices.length)] ?? "" };
}

/** The characters that a class may stand for: letters and digits if it has some, else other printable characters. */
function membersOf({ elements, negate }: AST.CharacterClass): readonly string[] {
  return candidates(({ code }) => elements.some((one) => inElement(one, code)) !== negate);
}

const CODES = Array.from({ length: 96 }, (_, index) => ({ code: index + 32 }));
const OTHERS = [9, 10, 11, 12, 13, 0xe9, 0x4e2d].map((code) => ({ code }));

function candidates(isMember: (character: { readonly code: number }) => boolean): readonly string[] {
  const found = [...CODES, ...OTHERS].filter(isMember).map(({ code }) => String.fromCodePoint(code));
  const words = found.filter((character) => /[A-Za-z0-9]/.test(character));
  return words.length > 0 ? words : found;
}

function inElement(one: AST.CharacterClassElement, code: number): boolean {
  switch (one.type) {
    case "Character":
      return one.value === code;
    case "CharacterClassRange":
      return one.min.value <= code && code <= one.max.value;
    case "CharacterSet":
      return inSet(one, code) !== ("negate" in one && one.negate);
    default:
      throw new Bug(`a ${one.type} in a portable pattern`);
  }
}

const SETS = {
  any: /[^\n\r]/,
  digit: /[0-9]/,
  word: /[A-Za-z0-9_]/,
  space: /[ \t\n\r\f\v]/,
  property: /(?!)/,
} as const;

function inSet({ kind }: AST.CharacterSet, code: number): boolean {
  return SETS[kind].test(String.fromCodePoint(code));
}

function choice(branches: readonly Examples[]): Examples {
  const [only] = branches;
  if (only !== undefined && branches.length === 1) return only;
  return {
    least: Math.min(...branches.map(({ least }) => least)),
    most: Math.max(...branches.map(({ most }) => most)),
    make: (length, below) => {
      const fitting = branches.filter(({ least, most }) => least <= length && length <= most);
      const possible = fitting.length > 0 ? fitting : branches;
      return possible[below(possible.length)]?.make(length, below) ?? "";
    },
  };
}

function sequence(parts: readonly Examples[]): Examples {
  return {
    least: parts.reduce((sum, { least }) => sum + least, 0),
    most: parts.reduce((sum, { most }) => sum + most, 0),
    make: (length, below) => fill(parts, length, below),
  };
}

/** Distributes a length over parts. */
function fill(parts: readonly Examples[], length: number, below: Below): string {
  const rooms = parts.map(({ least, most }) => most - least);
  let room = rooms.reduce((sum, one) => sum + one, 0);
  let extra = Math.max(0, length - parts.reduce((sum, { least }) => sum + least, 0));
  let text = "";
  for (const [index, part] of parts.entries()) {
    const own = rooms[index] ?? 0;
    room = restOf(rooms, index, room - own);
    const low = Math.max(0, extra - room);
    const high = Math.min(extra, own);
    const given = high <= low ? Math.min(low, own) : low + below(high - low + 1);
    text += part.make(part.least + given, below);
    extra -= given;
  }
  return text;
}

/** The room of the parts after one. Infinity minus infinity is not a number. */
function restOf(rooms: readonly number[], index: number, difference: number): number {
  return Number.isNaN(difference) ? rooms.slice(index + 1).reduce((sum, one) => sum + one, 0) : difference;
}

function repeat(part: Examples, fewest: number, most: number): Examples {
  return {
    least: part.least * fewest,
    most: part.most === 0 ? 0 : part.most * most,
    make: (length, below) => {
      const low = Math.max(fewest, part.most === 0 ? 0 : Math.ceil(length / part.most));
      const high = Math.min(most, part.least === 0 ? Math.max(low, length) : Math.floor(length / part.least));
      const count = high <= low ? Math.min(low, most) : low + below(high - low + 1);
      return fill(new Array<Examples>(count).fill(part), length, below);
    },
  };
}
