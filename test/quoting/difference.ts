import { camel, pascal } from "../../src/emit/typescript/names.ts";
import { isSameName } from "./names.ts";
import type { Atom, Shape } from "./shape.ts";
import { sqlShape } from "./sql-shape.ts";

/** What two files were made with, one with the harmless text and one with the hostile one, and what tells how both are read. */
export interface Comparison {
  readonly harmless: string;
  readonly text: string;
  readonly dialect: string;
  /** The path of the first file. */
  readonly path: string;
  /** Whether the hostile text must arrive as it is. */
  readonly exact: boolean;
}

/** The first place at which two shapes differ, in words; undefined when they are the same. */
export function differenceOf(expected: Shape, given: Shape, how: Comparison): string | undefined {
  if (typeof expected === "string" && typeof given === "string")
    return isSameText(expected, given, how)
      ? undefined
      : `text ${JSON.stringify(given)}, not ${JSON.stringify(expected)}`;
  if (isAtom(expected) && isAtom(given))
    return isSameAtom(expected.atom, given.atom, how) ? undefined : `"${given.atom}", not "${expected.atom}"`;
  // A number that was written as the text of the spot.
  if (typeof expected === "number" && typeof given === "number" && String(expected) === how.harmless) return undefined;
  if (isList(expected) && isList(given)) return differenceOfLists(expected, given, how);
  return Object.is(expected, given) ? undefined : `${JSON.stringify(given)}, not ${JSON.stringify(expected)}`;
}

/** Lists are the same in any order: what is sorted by a text stands elsewhere when the text is another. */
function differenceOfLists(expected: readonly Shape[], given: readonly Shape[], how: Comparison): string | undefined {
  if (expected.length !== given.length)
    return `${given.length} parts, not ${expected.length}: ${JSON.stringify(given).slice(0, 300)}`;
  const inOrder = expected.map((item, index) => differenceOf(item, given[index] ?? null, how));
  const first = inOrder.find((difference) => difference !== undefined);
  if (first === undefined || expected.every(isAtom)) return first;
  const rest = [...given];
  for (const item of expected) {
    const match = rest.findIndex((other) => differenceOf(item, other, how) === undefined);
    if (match < 0) return first;
    rest.splice(match, 1);
  }
  return undefined;
}

/**
 * A text is as it was, but for the hostile one, which arrives unchanged; or it is a name, the one that the target makes of the text; or it
 * is SQL, and the same SQL but for its literals.
 */
function isSameText(expected: string, given: string, how: Comparison): boolean {
  if (given === renamed(expected, how)) return true;
  // A description ends with its text; the line breaks of its block are the file's.
  if (expected === how.harmless && given === how.text.replace(/\n+$/, "")) return true;
  if (isSameName(expected, given, how)) return true;
  if (!expected.includes(how.harmless) && !expected.includes("harmless")) return false;
  if (!how.exact && expected === how.harmless) return true;
  return expected !== how.harmless && sqlShape(given, how.dialect).join() === sqlShape(expected, how.dialect).join();
}

/** A name may be made from a name of the contract in the manner of the target: `OrderItems` and `orderItems` from `order_items`. */
function isSameAtom(expected: string, given: string, how: Comparison): boolean {
  // A word that both files contain anyway, such as `false` in a query, does not come from the spot.
  if (given === expected || given === renamed(expected, how)) return true;
  const { harmless, text } = how;
  if (!/^\w+$/.test(harmless) || !/^\w+$/.test(text)) return false;
  const inPascal = { ...how, harmless: pascal(harmless), text: pascal(text) };
  const inCamel = { ...how, harmless: camel(harmless), text: camel(text) };
  return given === renamed(renamed(expected, inPascal), inCamel) || given === renamed(renamed(expected, inCamel), how);
}

function renamed(expected: string, { harmless, text }: Comparison): string {
  return expected.replaceAll(harmless, () => text);
}

function isAtom(shape: Shape): shape is Atom {
  return typeof shape === "object" && shape !== null && "atom" in shape;
}

function isList(shape: Shape): shape is readonly Shape[] {
  return Array.isArray(shape);
}
