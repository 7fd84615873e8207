import type { JsonValue } from "../../text/quote/json.ts";

/** An expectation: its type and arguments. `queried` marks a SQL query, which needs a description for readers who do not know SQL. */
export interface Expectation {
  readonly type: string;
  readonly kwargs: { readonly [key: string]: JsonValue | undefined };
  readonly queried?: true;
  readonly engine?: EngineForm;
}

/** What the runner evaluates in DuckDB in place of a built-in expectation, which pandas would evaluate row by row. */
export interface EngineForm {
  /** Selects the failing rows of `{batch}`, whatever the tolerance. Missing for expectations about figures. */
  readonly query?: string;
  /** The condition of the rows that the expectation is about. */
  readonly where?: string;
}
