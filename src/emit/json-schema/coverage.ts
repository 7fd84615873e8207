import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Coverage } from "../../ir/coverage.ts";
import { typeAt } from "../type-at.ts";
import { isJsonNumber, isStrict } from "./views.ts";

/** How the schema of a contract holds each of its assertions. */
export function coverageOf(contract: Contract, file: string): readonly Coverage[] {
  return contract.dataset.assertions.map((assertion) => ({
    assertion: assertion.id,
    target: "json-schema",
    ...(assertion.rule.kind === "schema" ? { how: "enforced" as const } : held(assertion, contract)),
    file,
  }));
}

const TABLE = "a schema sees one row at a time";

function held(assertion: Assertion, contract: Contract): Pick<Coverage, "how" | "why" | "expected"> {
  const { rule } = assertion;
  if (!("field" in rule) || rule.kind === "reference")
    return unsupported(rule.kind === "expression" ? "JSON Schema cannot compare two values" : TABLE);
  if (!isStrict(assertion)) return unsupported("JSON Schema has no tolerance, condition or warning");
  const type = typeAt(contract.dataset.fields, rule.field);
  const temporal = rule.kind === "range" || rule.kind === "multiple_of";
  if (temporal && !isJsonNumber(type))
    return unsupported(`a ${type?.kind ?? "value"} travels as text, which JSON Schema cannot order`);
  return { how: "runtime" };
}

/** Nobody looks to a schema for these: the row validators and dbt hold them. */
function unsupported(why: string): Pick<Coverage, "how" | "why" | "expected"> {
  return { how: "unsupported", why, expected: true };
}
