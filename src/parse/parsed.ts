import type { Json } from "../source/json.ts";

/** A `# dex-ignore code: reason` comment; it suppresses warnings of that code on its own line and on the next one. */
export interface Ignore {
  readonly code: string;
  readonly reason: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** One document, parsed. Where its nodes stand is found again by `locate`, for the few files that have something to report. */
export interface Parsed {
  readonly path: string;
  readonly value: Json;
  readonly ignores: readonly Ignore[];
}

/** What is remembered of a clean file. */
export type StoredParse = Pick<Parsed, "value" | "ignores">;
