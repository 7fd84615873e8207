import { isObject, type Json } from "../../source/json.ts";
import { pointerTo } from "../../source/pointer.ts";
import { diagnostics } from "../diagnostics.ts";
import { at, type ObjectNode, text } from "../node.ts";
import { isOnlyNull } from "./nulls.ts";
import { DESCRIPTIONS, type Keywords, type Scope, targetOf } from "./scope.ts";

/** A schema after following its references, and those references. */
export interface Followed {
  readonly node: ObjectNode;
  readonly seen: readonly string[];
}

/** The maximum number of references in a chain. Real schemas have two or three. */
const LONGEST_CHAIN = 100;

/**
 * Follows `$ref` inside the document; another document, or a reference to itself, cannot become columns. An `allOf` of one schema is that schema,
 * and an `anyOf` or `oneOf` of one schema and null is that schema; `acceptsNull` decides whether null is allowed. A validator also applies the
 * keywords beside these, so the result has the keywords of both.
 */
export function followed(node: ObjectNode, scope: Scope): Followed {
  besideReference(node, node.value, scope);
  return withParts(node, scope);
}

function withParts(node: ObjectNode, scope: Scope): Followed {
  const branch = onlyBranch(node);
  if (branch !== undefined) {
    const { schema, beside } = branch;
    besideReference(node, schema, scope);
    contradictions(node, beside, schema);
    return withParts({ ...node, value: { ...schema, ...beside }, pointer: branch.pointer }, scope);
  }
  const reference = text(node, "$ref");
  if (reference === undefined) return { node, seen: scope.seen };
  const target = targetOf(reference.value, scope.root.value);
  const { $ref: _reference, ...beside } = node.value;
  const isLong = scope.seen.length >= LONGEST_CHAIN;
  if (!isObject(target) || isLong || scope.seen.includes(reference.value)) {
    const parameters = { keyword: `"$ref: ${reference.value}"`, instead: advice(reference.value, target, scope) };
    node.reports.push(diagnostics.report("unsupported-keyword", at(node, reference.pointer), parameters));
    return { node: { ...node, value: beside }, seen: scope.seen };
  }
  besideReference(node, target, scope);
  contradictions(node, beside, target);
  const pointer = Object.keys(beside).length === 0 ? reference.value.slice(1) : node.pointer;
  const next = { ...node, value: { ...target, ...beside }, pointer };
  return withParts(next, { ...scope, seen: [...scope.seen, reference.value] });
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

/** Reports keywords beside a reference in draft-07: the standard ignores them, but some validators apply them. */
function besideReference(node: ObjectNode, schema: Keywords, { draft }: Scope): void {
  if (draft !== "draft-07" || typeof schema["$ref"] !== "string") return;
  const keyword = Object.keys(schema).find((one) => one !== "$ref" && !DESCRIPTIONS.has(one));
  if (keyword === undefined) return;
  const parameters = {
    keyword: `"${keyword}" beside "$ref" in draft-07, which ignores it,`,
    instead: 'Write the reference as "allOf": [{"$ref": …}], or name draft 2020-12 in "$schema".',
  };
  node.reports.push(diagnostics.report("unsupported-keyword", at(node, node.pointer), parameters));
}

/** Reports keywords that two schemas of one value both have. A validator applies both, but a field has each keyword only once. */
function contradictions(node: ObjectNode, beside: Keywords, schema: Keywords): void {
  for (const keyword of Object.keys(beside)) {
    const [one, other] = [beside[keyword], schema[keyword]];
    if (other === undefined || DESCRIPTIONS.has(keyword) || JSON.stringify(one) === JSON.stringify(other)) continue;
    report(node, keyword, `"${keyword}" twice for one value`);
  }
  // `additionalProperties` depends only on the properties of its own schema, not on those of the other one.
  for (const [one, other] of [
    [beside, schema],
    [schema, beside],
  ] as const)
    if (one["additionalProperties"] !== undefined && other["properties"] !== undefined)
      report(node, "additionalProperties", '"additionalProperties" and "properties" in two schemas of one value');
}

function report(node: ObjectNode, keyword: string, what: string): void {
  const place = at(node, pointerTo(node.pointer, keyword));
  const parameters = { keyword: what, instead: "Write both in one schema, each keyword once." };
  node.reports.push(diagnostics.report("unsupported-keyword", place, parameters));
}

interface Branch {
  readonly pointer: string;
  readonly beside: Keywords;
  readonly schema: Keywords;
}

/** The only schema of an `allOf`, `anyOf` or `oneOf`, apart from those of null. */
function onlyBranch(node: ObjectNode): Branch | undefined {
  for (const keyword of ["allOf", "anyOf", "oneOf"]) {
    const { [keyword]: branches, ...beside } = node.value;
    if (!Array.isArray(branches)) continue;
    const schemas: readonly Json[] =
      keyword === "allOf" ? branches : branches.filter((branch: Json) => !isOnlyNull(branch));
    const [schema, ...others] = schemas;
    if (!isObject(schema) || others.length > 0) continue;
    return { pointer: pointerTo(node.pointer, keyword, branches.indexOf(schema)), beside, schema };
  }
  return undefined;
}
