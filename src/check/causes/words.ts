import type { SourceFile } from "../../source/source-file.ts";

/** How often the files of a project contain names and the words in them. */
export interface Words {
  /** How often a name occurs. */
  readonly whole: (name: string) => number;
  /** How often the rarest word of a name occurs, also as a part of other names. */
  readonly rarest: (name: string) => number;
  /** True if the words that only the first name has consist of letter pairs rarer in the project than those of the other name. False in a small project. */
  readonly isOdder: (name: string, other: string) => boolean;
}

/** Counts the names and words of files. */
export function countWords(files: readonly SourceFile[]): Words {
  const names = new Map<string, number>();
  const words = new Map<string, number>();
  const add = (map: Map<string, number>, word: string) => map.set(word, (map.get(word) ?? 0) + 1);
  for (const { text } of files) {
    for (const [name] of text.matchAll(/\w+/g)) {
      add(names, name);
      for (const word of wordsOf(name)) add(words, word);
    }
  }
  return {
    whole: (name) => names.get(name) ?? 0,
    rarest: (name) => Math.min(...wordsOf(name).map((word) => words.get(word) ?? 0)),
    isOdder: (name, other) => {
      const [own, others] = [ownWords(name, other), ownWords(other, name)];
      const known = [...words.keys()].filter((word) => !own.includes(word) && !others.includes(word));
      if (known.length < ENOUGH) return false;
      const pairs = countPairs(known);
      return own.length > 0 && others.length > 0 && familiarity(own, pairs) < familiarity(others, pairs);
    },
  };
}

/** With fewer words, the frequencies of letter pairs say little. */
const ENOUGH = 150;

/** The words of a name that another name does not have. */
function ownWords(name: string, other: string): readonly string[] {
  const shared = new Set(wordsOf(other));
  return wordsOf(name).filter((word) => !shared.has(word));
}

function countPairs(words: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const pair of words.flatMap(pairsOf)) counts.set(pair, (counts.get(pair) ?? 0) + 1);
  return counts;
}

/** The mean over the letter pairs of words of how often, on a logarithmic scale, the project's other words have them. */
function familiarity(words: readonly string[], counts: ReadonlyMap<string, number>): number {
  const pairs = words.flatMap(pairsOf);
  return pairs.reduce((sum, pair) => sum + Math.log1p(counts.get(pair) ?? 0), 0) / pairs.length;
}

/** The pairs of adjacent letters of a word, with a space for its start and its end. */
function pairsOf(word: string): readonly string[] {
  const padded = ` ${word} `;
  return Array.from({ length: padded.length - 1 }, (_, index) => padded.slice(index, index + 2));
}

function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}
