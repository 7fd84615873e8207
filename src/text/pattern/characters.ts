import type { AST } from "@eslint-community/regexpp";

/** A set of characters: one bit for each ASCII character, and one for all other characters together. */
export type Characters = bigint;

const OTHERS = 1n << 128n;
/** Every character. */
export const ALL: Characters = (OTHERS << 1n) - 1n;

const SETS = {
  any: ALL & ~(bit(10) | bit(13)),
  digit: range(48, 57),
  word: range(48, 57) | range(65, 90) | range(97, 122) | bit(95),
  space: range(9, 13) | bit(32),
} as const;

/** A part of a pattern that matches one character. */
export type OneCharacter = AST.Character | AST.CharacterSet | AST.CharacterClass;

/** The characters that a part of a pattern matches. */
export function charactersOf(element: OneCharacter): Characters {
  if (element.type === "CharacterSet") return ofSet(element);
  if (element.type === "Character") return bit(element.value);
  const all = element.elements.reduce((characters, member) => characters | ofMember(member), 0n);
  return element.negate ? ALL & ~all : all;
}

function ofMember(
  member: AST.CharacterClassElement | AST.ClassStringDisjunction | AST.ExpressionCharacterClass,
): bigint {
  if (member.type === "CharacterClassRange") return range(member.min.value, member.max.value);
  if (member.type === "Character") return bit(member.value);
  // A portable class has no other members.
  return member.type === "CharacterSet" ? ofSet(member) : ALL;
}

function ofSet(set: AST.CharacterSet): Characters {
  if (set.kind === "any") return SETS.any;
  if (set.kind === "property") return ALL;
  return set.negate ? ALL & ~SETS[set.kind] : SETS[set.kind];
}

function bit(code: number): Characters {
  return code < 128 ? 1n << BigInt(code) : OTHERS;
}

function range(first: number, last: number): Characters {
  const ascii = first < 128 ? (1n << BigInt(Math.min(last, 127) + 1)) - (1n << BigInt(first)) : 0n;
  return last < 128 ? ascii : ascii | OTHERS;
}
