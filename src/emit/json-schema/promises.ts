import type { Assertion, Rule } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Type, TypeKind } from "../../ir/field.ts";
import { typeAt } from "../type-at.ts";

/** A rule that a schema can say at the value it is about. */
export type ValueRule = Extract<
  Rule,
  { kind: "not_null" | "in_set" | "range" | "length" | "matches" | "format" | "multiple_of" }
>;

/** What becomes of an assertion in a schema: its shape, keywords at a value, or nothing (and why). */
export type Held =
  | { readonly by: "shape" }
  | { readonly by: "value"; readonly rule: ValueRule }
  | { readonly by: "nothing"; readonly why: string };

/** Decides how the schema of a contract holds an assertion. */
export function heldBy({ rule, severity, where, tolerance }: Assertion, { dataset }: Contract): Held {
  if (rule.kind === "schema") return { by: "shape" };
  if (rule.kind === "expression") return nothing("JSON Schema cannot compare two values");
  if (!("field" in rule) || rule.kind === "reference") return nothing("a schema sees one row at a time");
  if (severity !== "error" || where !== undefined || tolerance !== undefined)
    return nothing("JSON Schema has no tolerance, condition or warning");
  const type = typeAt(dataset.fields, rule.field);
  const why = type === undefined ? "there is no such value" : refusal(rule, type);
  return why === undefined ? { by: "value", rule } : nothing(why);
}

function nothing(why: string): Held {
  return { by: "nothing", why };
}

const TEXTS: readonly TypeKind[] = ["string", "enum", "uuid"];

/** Why a schema cannot say a rule about values of a type; undefined when it can. */
function refusal(rule: ValueRule, type: Type): string | undefined {
  const foreign = `the rule ${rule.kind} is not about values of type ${type.kind}`;
  switch (rule.kind) {
    case "not_null":
      return undefined;
    case "in_set":
      if (type.kind === "timestamp" || type.kind === "time") return `a ${type.kind} has several spellings`;
      return ["json", "array", "map", "struct", "vector"].includes(type.kind) ? foreign : undefined;
    case "range":
      return isJsonNumber(type) ? undefined : `a ${type.kind} travels as text, which JSON Schema cannot order`;
    case "multiple_of":
      if (!isJsonNumber(type)) return `a ${type.kind} travels as text, which JSON Schema cannot divide`;
      return rule.divisor.includes(".")
        ? "validators divide by a fraction in binary, where 0.3 is no multiple of 0.1"
        : undefined;
    case "length":
      if (rule.of === "items") return type.kind === "array" || type.kind === "vector" ? undefined : foreign;
      return TEXTS.includes(type.kind) ? undefined : foreign;
    case "matches":
    case "format":
      return TEXTS.includes(type.kind) ? undefined : foreign;
  }
}

/** True for a number that travels as a JSON number. */
function isJsonNumber(type: Type): boolean {
  return type.kind === "int" || type.kind === "float";
}
