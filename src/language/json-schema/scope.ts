import type { Report } from "../../diagnostics/diagnostic.ts";
import { isList, isObject, type Json } from "../../source/json.ts";
import { pointerTokens } from "../../source/pointer.ts";
import type { ObjectNode } from "../node.ts";
import type { Draft } from "./drafts.ts";

/** The keywords of one schema. */
export type Keywords = { readonly [keyword: string]: Json };

/** The document in which references are resolved, the references being followed, and the number of fields so far. */
export interface Scope {
  readonly root: ObjectNode;
  readonly draft: Draft;
  readonly seen: readonly string[];
  readonly count: { fields: number };
  /** The path of the current field, such as `lines[].sku`. */
  readonly path: string;
  readonly differences: Difference[];
}

/** A field on whose values dex and validators of the author's schema disagree, and how they differ. */
export interface Difference {
  readonly field: string;
  readonly what: string;
  readonly at: Report["at"];
}

/** Keywords that only describe a value. If two schemas have one, the keyword nearer to the field takes precedence. */
export const DESCRIPTIONS: ReadonlySet<string> = new Set(
  "$schema $id $comment $defs definitions title description default examples deprecated readOnly writeOnly".split(" "),
);

/** The target of a reference inside the document. Undefined if it does not exist, or if the reference names an anchor. */
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
