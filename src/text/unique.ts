/** Makes the candidate for the given attempt, from 2 on, when the wanted name and all candidates before are taken. */
export type NextName = (wanted: string, attempt: number) => string;

/** `name`, `name_2`, `name_3` … */
const numbered: NextName = (wanted, attempt) => `${wanted}_${attempt}`;

/** `name`, `name_`, `name__` … */
export const underscored: NextName = (wanted, attempt) => wanted + "_".repeat(attempt - 1);

/** What a set of unique names is made with. `fold` maps spellings to one key, where a target does not tell them apart. */
export interface UniqueNamesOptions {
  readonly next?: NextName;
  readonly fold?: (name: string) => string;
}

/** Returns a function that gives out each name once: the wanted one where it is free, else the first free candidate of `next`. */
export function uniqueNames(
  taken: Iterable<string> = [],
  { next = numbered, fold = (name) => name }: UniqueNamesOptions = {},
): (wanted: string) => string {
  const known = new Set(Array.from(taken, fold));
  return (wanted) => {
    let name = wanted;
    for (let attempt = 2; known.has(fold(name)); attempt++) name = next(wanted, attempt);
    known.add(fold(name));
    return name;
  };
}
