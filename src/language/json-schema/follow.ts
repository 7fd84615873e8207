import { isList, type Json } from "../../source/json.ts";
import { pointerTo, pointerTokens } from "../../source/pointer.ts";
import { diagnostics } from "../diagnostics.ts";
import { at, isObject, type ObjectNode, text } from "../node.ts";

/** The document in which references are resolved, the references being followed, and the number of fields so far. */
export interface Scope {
  readonly root: ObjectNode;
  readonly seen: readonly string[];
  readonly count: { fields: number };
}

/** A schema after following its references, those references, and whether null is allowed beside it. */
export interface Followed {
  readonly node: ObjectNode;
  readonly seen: readonly string[];
  readonly nullable: boolean;
}

/** People write chains of two or three. */
const LONGEST_CHAIN = 100;

/**
 * Follows `$ref` inside the document; another document, or a reference to itself, cannot become columns. An `allOf` of one schema is that schema,
 * and an `anyOf` or `oneOf` of one schema and null is that schema with null allowed. Keywords beside these take precedence.
 */
export function followed(node: ObjectNode, scope: Scope): Followed {
  const branch = onlyBranch(node);
  if (branch !== undefined) {
    const inner = followed(branch.node, scope);
    return { ...inner, nullable: inner.nullable || branch.nullable };
  }
  const reference = text(node, "$ref");
  if (reference === undefined) return { node, seen: scope.seen, nullable: false };
  const target = targetOf(reference.value, scope);
  const { $ref: _reference, ...beside } = node.value;
  const isLong = scope.seen.length >= LONGEST_CHAIN;
  if (!isObject(target) || isLong || scope.seen.includes(reference.value)) {
    const parameters = { keyword: `"$ref: ${reference.value}"`, instead: advice(reference.value, target, scope) };
    node.reports.push(diagnostics.report("unsupported-keyword", at(node, reference.pointer), parameters));
    return { node: { ...node, value: beside }, seen: scope.seen, nullable: false };
  }
  const pointer = Object.keys(beside).length === 0 ? reference.value.slice(1) : node.pointer;
  const next = { ...node, value: { ...target, ...beside }, pointer };
  return followed(next, { ...scope, seen: [...scope.seen, reference.value] });
}

/** The target of a reference inside the document. */
function targetOf(reference: string, { root }: Scope): Json | undefined {
  if (!reference.startsWith("#")) return undefined;
  let target: Json | undefined = root.value;
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

function advice(reference: string, target: Json | undefined, { seen }: Scope): string {
  if (seen.length >= LONGEST_CHAIN)
    return `It is the end of a chain of more than ${LONGEST_CHAIN} references. Refer to a schema that is not a reference.`;
  if (!reference.startsWith("#")) return 'Copy the other schema into "$defs", and refer to it there.';
  if (seen.includes(reference))
    return "The schema contains itself, which columns cannot: write {} for that part, which is any JSON.";
  return target === undefined
    ? "This document has nothing at that place. Correct the reference."
    : "Refer to a schema.";
}

/** The only schema of an `allOf`, `anyOf` or `oneOf`, and whether null is allowed beside it. */
function onlyBranch(node: ObjectNode): { node: ObjectNode; nullable: boolean } | undefined {
  for (const keyword of ["allOf", "anyOf", "oneOf"]) {
    const { [keyword]: branches, ...beside } = node.value;
    if (!Array.isArray(branches)) continue;
    const schemas: readonly Json[] =
      keyword === "allOf" ? branches : branches.filter((branch: Json) => !isNull(branch));
    const [schema, ...others] = schemas;
    if (!isObject(schema) || others.length > 0) continue;
    const pointer = pointerTo(node.pointer, keyword, branches.indexOf(schema));
    return { node: { ...node, value: { ...schema, ...beside }, pointer }, nullable: branches.length > 1 };
  }
  return undefined;
}

function isNull(branch: Json): boolean {
  return isObject(branch) && branch["type"] === "null" && Object.keys(branch).length === 1;
}
