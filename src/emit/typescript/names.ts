/** Words that are not valid variable names. */
const RESERVED: ReadonlySet<string> = new Set(
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function globalThis if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield".split(
    " ",
  ),
);

/** Converts `order_items` to a type name: `OrderItems`. */
export function pascal(name: string): string {
  const words = name.split("_").filter((word) => word !== "");
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return joined === "" || /^\d/.test(joined) ? `_${joined}` : joined;
}

/** Converts `order_items` to a constant name: `orderItems`. */
export function camel(name: string): string {
  const joined = pascal(name);
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

/** The exports of a contract's module. The index of the package also exports them. */
export interface ModuleNames {
  readonly row: string;
  readonly insert: string;
  readonly constant: string;
  readonly parse: string;
  readonly is: string;
  readonly check: string;
  readonly stringify: string;
  readonly spec: string;
}

/** The export names of a contract's module. */
export function moduleNames(contract: string): ModuleNames {
  const [base, constant] = [pascal(contract), camel(contract)];
  return {
    row: `${base}Row`,
    insert: `${base}Insert`,
    constant: RESERVED.has(constant) ? `${constant}Contract` : constant,
    parse: `parse${base}`,
    is: `is${base}`,
    check: `check${base}`,
    stringify: `stringify${base}`,
    spec: `${camel(contract)}Spec`,
  };
}
