import type { Refusal } from "../../assertion/define.ts";
import { refusalOf } from "../../assertion/refusal.ts";
import type { Assertion, Rule } from "../../ir/assertion.ts";
import type { Field, Type } from "../../ir/field.ts";
import { chooseExpectations } from "./choose-expectations.ts";
import type { ExpectationContext } from "./context.ts";
import { schemaExpectations } from "./schema-expectations.ts";

/**
 * The reason why `chooseExpectations` finds none. `dex check` asks for every assertion of the project, so this makes only the SQL whose text may be
 * the reason: SQL with a colon from the contract.
 */
export function refusalFor(assertion: Assertion, context: ExpectationContext): Refusal | undefined {
  if (assertion.rule.kind === "schema") return schemaRefusal({ ...assertion, rule: assertion.rule }, context);
  if (assertion.where === undefined && hasPlainSql(assertion.rule)) return refusalOf(assertion, context);
  const choice = chooseExpectations(assertion, context);
  return "why" in choice ? choice : undefined;
}

/** True for a rule whose SQL has no colon that comes from the contract, and no arithmetic. */
function hasPlainSql(rule: Rule): boolean {
  switch (rule.kind) {
    case "not_null":
    case "length":
    case "multiple_of":
      return rule.field.every(isPlain);
    case "unique":
      return rule.fields.every(isPlain);
    case "in_set":
      return rule.field.every(isPlain) && rule.values.every((one) => one.kind !== "string" || isPlain(one.value));
    case "range":
      return [...rule.field, rule.minimum?.value ?? "", rule.maximum?.value ?? ""].every(isPlain);
    default:
      return false;
  }
}

function isPlain(text: string): boolean {
  return !text.includes(":");
}

/** The types whose SQL a source accepts, by their shape. The contracts of a project have few different ones. */
const accepted = new Map<string, Set<string>>();

function schemaRefusal(
  assertion: Parameters<typeof schemaExpectations>[0],
  context: ExpectationContext,
): Refusal | undefined {
  const refusal = refusalOf(assertion, context);
  if (refusal !== undefined) return refusal;
  const { contract, source, locations } = context;
  const shapes = accepted.get(source) ?? new Set();
  accepted.set(source, shapes);
  const { schema = "", table = "" } = locations.get(assertion.dataset) ?? {};
  const { fields } = contract.dataset;
  const isKnown = ({ name, type }: Field) => isPlain(name) && shapes.has(shapeOf(type));
  if (isPlain(schema) && isPlain(table) && fields.every(isKnown)) return undefined;
  const choice = schemaExpectations(assertion, context);
  if ("why" in choice) return choice;
  for (const { type } of fields) shapes.add(shapeOf(type));
  return undefined;
}

/** The type as text; without the values of an enumeration that have no colon. */
function shapeOf(type: Type): string {
  return type.kind === "enum" && type.values.every(isPlain) ? type.kind : JSON.stringify(type);
}
