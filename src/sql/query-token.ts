/** A token of a query. `text` of a name or string is without quotes; `lower` is for comparison. */
export interface QueryToken {
  readonly kind: "word" | "name" | "string" | "number" | "symbol" | "end";
  readonly text: string;
  readonly lower: string;
  readonly start: number;
  readonly end: number;
}
