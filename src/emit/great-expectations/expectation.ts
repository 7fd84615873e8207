import type { JsonValue } from "../../text/quote/json.ts";

/** An expectation: its type and arguments. `queried` marks a SQL query, which needs a description for readers who do not know SQL. */
export interface Expectation {
  readonly type: string;
  readonly kwargs: { readonly [key: string]: JsonValue | undefined };
  readonly queried?: true;
}
