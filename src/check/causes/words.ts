import type { SourceFile } from "../../source/source-file.ts";

/** How often the files of a project contain names and the words in them. */
export interface Words {
  /** How often a name occurs. */
  readonly whole: (name: string) => number;
  /** How often the rarest word of a name occurs, also as a part of other names. */
  readonly rarest: (name: string) => number;
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
  };
}

function wordsOf(name: string): readonly string[] {
  return name
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}
