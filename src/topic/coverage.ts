import type { Assertion } from "../ir/assertion.ts";
import type { Contract } from "../ir/contract.ts";
import type { Coverage } from "../ir/coverage.ts";
import type { Field, Type } from "../ir/field.ts";
import { isJsonNumber } from "../wire/json-type.ts";
import { isStrict } from "./strict.ts";

type Held = Pick<Coverage, "how" | "why" | "expected">;

/** How the schema of a contract's messages holds each of its assertions. */
export function coverageOf(contract: Contract, file: string | undefined): readonly Coverage[] {
  return contract.dataset.assertions.map((assertion) => ({
    assertion: assertion.id,
    target: "kafka",
    ...heldBy(assertion, contract),
    ...(file !== undefined && { file }),
  }));
}

function heldBy(assertion: Assertion, contract: Contract): Held {
  const { rule } = assertion;
  const format = contract.dataset.topic?.format;
  if (format === undefined || contract.status === "retired") return unsupported("it is on no topic");
  if (rule.kind === "schema") return { how: "enforced" };
  if (!("field" in rule) || rule.kind === "reference")
    return unsupported(
      rule.kind === "expression" ? "a schema cannot compare two values" : "a schema sees one message at a time",
    );
  if (!isStrict(assertion)) return unsupported("a schema has no tolerance, condition or warning");
  if (rule.kind === "not_null") return { how: "enforced" };
  const type = typeAt(contract.dataset.fields, rule.field);
  if (rule.kind === "in_set" && type?.kind === "enum") return { how: "enforced" };
  if (format !== "json") return unsupported(`${format === "avro" ? "Avro" : "Protobuf"} knows types, not values`);
  if ((rule.kind === "range" || rule.kind === "multiple_of") && !isJsonNumber(type))
    return unsupported(`a ${type?.kind ?? "value"} travels as text, which JSON Schema cannot order`);
  return { how: "runtime" };
}

/** Nobody looks to a schema for these: producers, consumers and dbt hold them. */
function unsupported(why: string): Held {
  return { how: "unsupported", why, expected: true };
}

function typeAt(fields: readonly Field[], path: readonly string[]): Type | undefined {
  const [name, ...rest] = path;
  let type = fields.find((field) => field.name === name)?.type;
  for (const step of rest) {
    if (type?.kind === "array" && step === "[]") type = type.items;
    else if (type?.kind === "map" && step === "{}") type = type.values;
    else type = type?.kind === "struct" ? type.fields.find((field) => field.name === step)?.type : undefined;
  }
  return type;
}
