/** A scalar of the language. Numbers are canonical decimal text (`-1.5`, `1000000`), so that none loses a digit. */
export type Literal =
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "number"; readonly value: string }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "null" };
