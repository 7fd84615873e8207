/** Where a node of a document was written: the file, and the JSON pointer (RFC 6901) of the node inside it. */
export interface Origin {
  readonly path: string;
  readonly pointer: string;
}

/** A node of a document: its value, or (`part: "key"`) the mapping key it stands under. */
export interface NodePlace extends Origin {
  readonly part?: "key" | "value";
  /** A stretch of the node's text, in UTF-16 code units of its value: SQL that stands in a document. */
  readonly within?: { readonly start: number; readonly end: number };
}

/** A stretch of a file's text in UTF-16 code units, for text that has no node: syntax errors, SQL files, comments. */
export interface TextPlace {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** What a phase points at. `parse/locate.ts` turns it into a Span, reading only the files that have something to report. */
export type Place = NodePlace | TextPlace;

/** Tells the two kinds of place apart. */
export function isTextPlace(place: Place): place is TextPlace {
  return "start" in place;
}
