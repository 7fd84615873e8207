import type { Json } from "../source/json.ts";

/** A `# dex-ignore code: reason` comment. It suppresses warnings with that code on its line and on the next one. */
export interface Ignore {
  readonly code: string;
  readonly reason: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** A parsed document. It has no positions: `locate` finds them, for the few files with reports. */
export interface Parsed {
  readonly path: string;
  readonly value: Json;
  readonly ignores: readonly Ignore[];
}

/** The part of a clean file that the parse cache stores. */
export type StoredParse = Pick<Parsed, "value" | "ignores">;
