import { takenWords } from "../../text/quote/python-words.ts";

/** Gives each wanted name to one variable of a file; one that is taken gets an underscore more. */
export class Names {
  private readonly taken: Set<string>;

  constructor(taken: readonly string[]) {
    this.taken = new Set([...takenWords, ...taken]);
  }

  take(wanted: string): string {
    let name = wanted;
    while (this.taken.has(name)) name = `${name}_`;
    this.taken.add(name);
    return name;
  }
}
