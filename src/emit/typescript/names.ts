/** Words that no variable may be called. */
const RESERVED: ReadonlySet<string> = new Set(
  "arguments await break case catch class const continue debugger default delete do else enum eval export extends false finally for function globalThis if implements import in instanceof interface let new null package private protected public return static super switch this throw true try typeof undefined var void while with yield".split(
    " ",
  ),
);

/** `order_items` as a type's name: `OrderItems`. A name of nothing but underscores stays as it is. */
export function pascal(name: string): string {
  const words = name.split("_").filter((word) => word !== "");
  const joined = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join("");
  return joined === "" || /^\d/.test(joined) ? `_${joined}` : joined;
}

/** `order_items` as a constant's name: `orderItems`. */
export function camel(name: string): string {
  const joined = pascal(name);
  return joined.charAt(0).toLowerCase() + joined.slice(1);
}

/** What the module of a contract exports, and the index of the package too. */
export interface ModuleNames {
  readonly row: string;
  readonly insert: string;
  readonly constant: string;
  readonly parse: string;
  readonly is: string;
  readonly check: string;
  readonly stringify: string;
}

/** The names that a contract gives its exports. */
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
  };
}
