import { entryFor, type PerKind } from "../assertion/per-kind.ts";
import { type RowReader, type RowVerdict, rowVerdict } from "../assertion/row.ts";
import type { Assertion, Rule } from "../ir/assertion.ts";
import type { Contract } from "../ir/contract.ts";
import type { Coverage } from "../ir/coverage.ts";
import type { Type } from "../ir/field.ts";
import { isJsonNumber } from "../wire/json-type.ts";
import { hasKeywords } from "../wire/keywords.ts";

const SCHEMA: RowReader = { name: "a schema", unit: "message", evaluates: false };

/** How the schema of a contract's messages checks each of its assertions. */
export function coverageOf(contract: Contract, file: string | undefined): readonly Coverage[] {
  return contract.dataset.assertions.map((assertion) => ({
    assertion: assertion.id,
    target: "kafka",
    ...checkedBy(assertion, contract),
    ...(file !== undefined && { file }),
  }));
}

type Checked = Pick<Coverage, "how" | "why" | "expected">;

function checkedBy(assertion: Assertion, { dataset, status }: Contract): Checked {
  const format = dataset.topic?.format;
  if (format === undefined || status === "retired") return unsupported("it is on no topic");
  const verdict = rowVerdict(assertion, dataset.fields, SCHEMA);
  if (verdict.by === "nothing") return unsupported(verdict.why);
  if (isInTypes(verdict)) return { how: "enforced" };
  if (format !== "json") return unsupported(`${FORMATS[format]} describes types, not values`);
  return jsonChecks(verdict);
}

const FORMATS = { avro: "Avro", protobuf: "Protobuf" } as const;

/** True for assertions that the types of every format express: the columns, required values, and the values of an enumeration. */
function isInTypes(verdict: RowVerdict): boolean {
  if (verdict.by !== "value") return verdict.by === "columns";
  return verdict.rule.kind === "not_null" || (verdict.rule.kind === "in_set" && verdict.type.kind === "enum");
}

function jsonChecks(verdict: RowVerdict): Checked {
  if (verdict.by !== "value") return { how: "runtime" };
  const { rule, type } = verdict;
  const why = hasKeywords(rule) ? entryFor(LIMITS, rule)?.(type) : "JSON Schema has no keyword for it";
  return why === undefined ? { how: "runtime" } : unsupported(why);
}

/** Why JSON Schema does not check a rule for values of a type. */
const LIMITS: Partial<PerKind<Type, string | undefined>> = { range: unordered, multiple_of: unordered };

function unordered(_rule: Rule, type: Type): string | undefined {
  return isJsonNumber(type) ? undefined : `a ${type.kind} is a string in JSON, and JSON Schema compares only numbers`;
}

/** An assertion that the schema does not check. Users do not expect it to: producers, consumers and dbt check it. */
function unsupported(why: string): Checked {
  return { how: "unsupported", why, expected: true };
}
