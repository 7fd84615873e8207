import { type NextName, uniqueNames } from "../text/unique.ts";

/** The Protobuf names of an enumeration and its values. */
export interface EnumSymbols {
  readonly name: string;
  /** The name of the value 0: unspecified. */
  readonly zero: string;
  readonly symbolOf: (value: string) => string;
}

/** Unused names for an enumeration and its values. Undefined if a value is not a valid name. */
export function enumSymbols(
  values: readonly string[],
  wanted: string,
  taken: ReadonlySet<string>,
): EnumSymbols | undefined {
  if (!values.every((value) => /^\w+$/.test(value))) return undefined;
  for (let count = 1; ; count++) {
    const name = count === 1 ? wanted : `${wanted}${count}`;
    const prefix = name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "_").toUpperCase();
    const zero = `${prefix}_UNSPECIFIED`;
    // Upper case by convention, unless two values differ only by case.
    const spellings = [(value: string) => `${prefix}_${value.toUpperCase()}`, (value: string) => `${prefix}_${value}`];
    for (const symbolOf of spellings) {
      const symbols = [name, zero, ...values.map(symbolOf)];
      const distinct = new Set(symbols).size === symbols.length;
      if (distinct && symbols.every((symbol) => !taken.has(symbol))) return { name, zero, symbolOf };
    }
    if (values.includes("UNSPECIFIED")) return undefined;
  }
}

/** `user_events` as `UserEvents`. */
export function pascal(name: string): string {
  const words = name.split("_").filter((word) => word !== "");
  const joined = words.map((word) => word[0]?.toUpperCase() + word.slice(1)).join("");
  return /^[A-Za-z]/.test(joined) ? joined : `M${joined}`;
}

const next: NextName = (wanted, attempt) => `${wanted}${attempt}`;

/** The first unused name of `Item`, `Item2`, `Item3` …, which it adds to the used names. */
export function takeName(wanted: string, taken: Set<string>): string {
  const name = uniqueNames(taken, { next })(wanted);
  taken.add(name);
  return name;
}
