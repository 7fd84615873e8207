/** Returns the candidate for an attempt, from 2 on, after the wanted name and all earlier candidates are taken. */
export type NextName = (wanted: string, attempt: number) => string;

/** `name`, `name_2`, `name_3` … */
const numbered: NextName = (wanted, attempt) => `${wanted}_${attempt}`;

/** `name`, `name_`, `name__` … */
export const underscored: NextName = (wanted, attempt) => wanted + "_".repeat(attempt - 1);

/** Options of `uniqueNames`. `fold` maps names that a target cannot distinguish to one key. */
export interface UniqueNamesOptions {
  readonly next?: NextName;
  readonly fold?: (name: string) => string;
}

/** Returns a function that returns each name once: the wanted one if it is free, otherwise the first free candidate of `next`. */
export function uniqueNames(
  taken: Iterable<string> = [],
  { next = numbered, fold = (name) => name }: UniqueNamesOptions = {},
): (wanted: string) => string {
  const known = new Set(Array.from(taken, fold));
  // The next number to try for each name, so that many equal names take linear time.
  const attempts = new Map<string, number>();
  return (wanted) => {
    let key = fold(wanted);
    if (!known.has(key)) {
      known.add(key);
      return wanted;
    }
    let attempt = attempts.get(wanted) ?? 2;
    let name = next(wanted, attempt);
    for (key = fold(name); known.has(key); key = fold(name)) name = next(wanted, ++attempt);
    attempts.set(wanted, attempt + 1);
    known.add(key);
    return name;
  };
}
