/** The names of an enumeration. */
export interface EnumSymbols {
  readonly name: string;
  /** The value 0, which stands for none. */
  readonly zero: string;
  readonly symbolOf: (value: string) => string;
}

/** Names for an enumeration and its values, none of them taken; undefined when the values make no names. */
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
    // Capitals as is the custom, unless two values differ by nothing else.
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

/** A name that is not taken, and now is. */
export function unused(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count++) name = `${wanted}${count}`;
  taken.add(name);
  return name;
}
