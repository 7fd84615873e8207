import type { Contract } from "../../ir/contract.ts";
import { moduleNames, pascal } from "./names.ts";
import { ALIASES } from "./types.ts";

/** Words that end like a plural but are not one, or that have an irregular singular. */
const WITHOUT = new Set(
  "address alias always analysis analytics axis basis bus canvas census corpus diagnosis economics focus gas goods headquarters hypothesis lens logistics mathematics means news physics premises series species statistics status synopsis thanks this".split(
    " ",
  ),
);
const IRREGULAR: Readonly<Record<string, string>> = {
  bonuses: "bonus",
  children: "child",
  men: "man",
  movies: "movie",
  people: "person",
  statuses: "status",
  women: "woman",
};

/** The singular of a plain English plural in lower case. Undefined for any other word. */
export function singularOf(word: string): string | undefined {
  if (Object.hasOwn(IRREGULAR, word)) return IRREGULAR[word];
  if (WITHOUT.has(word) || !/[a-z]{2}s$/.test(word) || /(ss|us|is)$/.test(word)) return undefined;
  if (/[^aeiou]ies$/.test(word)) return `${word.slice(0, -3)}y`;
  return /(ss|x|ch|sh|zz)es$/.test(word) ? word.slice(0, -2) : word.slice(0, -1);
}

/**
 * Second names for the types of rows, by the id of the contract: `Order` for the contract `orders`. A contract has none if its name is not a plural, or
 * if the second name has another meaning.
 */
export function rowAliases(contracts: readonly Contract[]): ReadonlyMap<string, string> {
  const taken = new Set(contracts.flatMap(({ name }) => [pascal(name), ...Object.values(moduleNames(name))]));
  const aliases = new Map<string, string>();
  for (const { id, name } of contracts) {
    const words = name.split("_");
    const last = singularOf(words.at(-1) ?? "");
    const alias = last === undefined ? undefined : pascal([...words.slice(0, -1), last].join("_"));
    if (alias === undefined || taken.has(alias) || GLOBALS.has(alias)) continue;
    taken.add(alias);
    aliases.set(id, alias);
  }
  return aliases;
}

/** Names with another meaning in TypeScript, which an import would hide. */
const GLOBALS: ReadonlySet<string> = new Set([
  ...ALIASES,
  ..."Array Boolean Checked ContractError ContractSpec Date Error Event File Function Map Node Number Object Problem Promise Record Request Required Response Session Set String Symbol Text URL".split(
    " ",
  ),
]);
