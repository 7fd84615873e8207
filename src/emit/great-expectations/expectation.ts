import type { JsonValue } from "../../text/quote/json.ts";

/** An expectation: its type and arguments. One that is `queried` is a query, which says nothing to people who do not read SQL. */
export interface Expectation {
  readonly type: string;
  readonly kwargs: { readonly [key: string]: JsonValue | undefined };
  readonly queried?: true;
}
