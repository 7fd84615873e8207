/** The origin of a node: the file, and the JSON pointer (RFC 6901) of the node in it. */
export interface Origin {
  readonly path: string;
  readonly pointer: string;
}

/** A node of a document: its value, or (`part: "key"`) its key in the mapping. */
export interface NodePlace extends Origin {
  readonly part?: "key" | "value";
  /** A range of the node's value, in UTF-16 code units: a part of SQL in a document. */
  readonly within?: { readonly start: number; readonly end: number };
}

/** A range of a file's text, in UTF-16 code units, for text without nodes: syntax errors, SQL files, comments. */
export interface TextPlace {
  readonly path: string;
  readonly start: number;
  readonly end: number;
}

/** The place of a report. `parse/locate.ts` turns it into a Span, and parses only files with reports for that. */
export type Place = NodePlace | TextPlace;

/** True for a place in text without nodes. */
export function isTextPlace(place: Place): place is TextPlace {
  return "start" in place;
}
