import type { Report } from "../../diagnostics/diagnostic.ts";
import { isList, type Json } from "../../source/json.ts";
import { pointerTokens } from "../../source/pointer.ts";
import { isObject, type ObjectNode } from "../node.ts";
import type { Draft } from "./drafts.ts";

/** The keywords of one schema. */
export type Keywords = { readonly [keyword: string]: Json };

/** The document in which references are resolved, the references being followed, and the number of fields so far. */
export interface Scope {
  readonly root: ObjectNode;
  readonly draft: Draft;
  readonly seen: readonly string[];
  readonly count: { fields: number };
  /** The path of the field that is read, such as `lines[].sku`. */
  readonly path: string;
  readonly differences: Difference[];
}

/** A field for which dex decides otherwise than a validator of the author's schema, and what differs. */
export interface Difference {
  readonly field: string;
  readonly what: string;
  readonly at: Report["at"];
}

/** Keywords that only describe, so that the one nearer to the field may replace the other. */
export const DESCRIPTIONS: ReadonlySet<string> = new Set(
  "$schema $id $comment $defs definitions title description default examples deprecated readOnly writeOnly".split(" "),
);

/** The target of a reference inside the document. Undefined if the document has nothing there, or for the name of an anchor. */
export function targetOf(reference: string, root: Keywords): Json | undefined {
  if (reference !== "#" && !reference.startsWith("#/")) return undefined;
  let target: Json | undefined = root;
  for (const token of pointerTokens(reference.slice(1))) {
    const name = decoded(token);
    if (isList(target)) target = target[Number(name)];
    else target = isObject(target) ? target[name] : undefined;
  }
  return target;
}

/** A decoded token of a URI fragment. A badly encoded token stays as it is, so it has no target. */
function decoded(token: string): string {
  try {
    return decodeURIComponent(token);
  } catch {
    return token;
  }
}
