import type { Refusal } from "../../assertion/define.ts";
import { refusalOf } from "../../assertion/refusal.ts";
import type { Assertion, Rule } from "../../ir/assertion.ts";
import type { Field, Type } from "../../ir/field.ts";
import { allRows, chooseExpectations } from "./choose-expectations.ts";
import type { ExpectationContext } from "./context.ts";
import { schemaExpectations } from "./schema-expectations.ts";

/**
 * The refusal of `chooseExpectations`, if there is one. `dex check` needs it for every assertion of the project, so this prints SQL only if the SQL itself
 * may be the reason: if it contains arithmetic, or a colon from the contract, which SQLAlchemy would read as a parameter.
 */
export function refusalFor(assertion: Assertion, context: ExpectationContext): Refusal | undefined {
  if (assertion.rule.kind === "schema") return schemaRefusal({ ...assertion, rule: assertion.rule }, context);
  if (assertion.where === undefined && hasPlainSql(assertion.rule) && allRows(assertion, context) === undefined)
    return refusalOf(assertion, context);
  const choice = chooseExpectations(assertion, context);
  return "why" in choice ? choice : undefined;
}

/** True for a rule whose SQL contains no arithmetic and no colon from the contract. */
function hasPlainSql(rule: Rule): boolean {
  switch (rule.kind) {
    case "not_null":
    case "length":
    case "multiple_of":
      return rule.field.every(hasNoColon);
    case "unique":
      return rule.fields.every(hasNoColon);
    case "in_set":
      return rule.field.every(hasNoColon) && rule.values.every((one) => one.kind !== "string" || hasNoColon(one.value));
    case "range":
      return [...rule.field, rule.minimum?.value ?? "", rule.maximum?.value ?? ""].every(hasNoColon);
    default:
      return false;
  }
}

function hasNoColon(text: string): boolean {
  return !text.includes(":");
}

/** The types with accepted SQL, per source. A project has few different types, so their SQL is printed once. */
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
  const location = locations.get(assertion.dataset);
  const { schema = "", table = "" } = location?.loaded ?? location ?? {};
  const { fields } = contract.dataset;
  const isKnown = ({ name, type }: Field) => hasNoColon(name) && shapes.has(shapeOf(type));
  if (hasNoColon(schema) && hasNoColon(table) && fields.every(isKnown)) return undefined;
  const choice = schemaExpectations(assertion, context);
  if ("why" in choice) return choice;
  for (const { type } of fields) shapes.add(shapeOf(type));
  return undefined;
}

/** A key for the SQL of a type. It leaves out the values of an enumeration if none has a colon. */
function shapeOf(type: Type): string {
  return type.kind === "enum" && type.values.every(hasNoColon) ? type.kind : JSON.stringify(type);
}
