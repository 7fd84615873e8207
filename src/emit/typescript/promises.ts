import type { Assertion, FieldPath, Rule } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Field, TypeKind } from "../../ir/field.ts";
import { typeAt } from "../type-at.ts";
import { incomparable } from "./expression.ts";

/** A rule about one value of a row. */
type ValueRule = Extract<
  Rule,
  { kind: "not_null" | "in_set" | "range" | "length" | "matches" | "format" | "multiple_of" }
>;

/** What becomes of an assertion in the validator: part of its types, a check of a value, a rule about the row, or nothing (and why). */
export type Held =
  | { readonly by: "types" }
  | { readonly by: "value"; readonly rule: ValueRule }
  | { readonly by: "row" }
  | {
      readonly by: "nothing";
      readonly why: string;
      readonly how: "documented" | "unsupported";
      readonly expected: boolean;
    };

/** Decides how the validator of a contract holds an assertion. */
export function heldBy(assertion: Assertion, contract: Contract): Held {
  const { rule, where } = assertion;
  const why = tableRule(rule);
  if (why !== undefined) return nothing("unsupported", why, true);
  if (assertion.severity !== "error")
    return nothing("documented", `no row is refused for a rule of severity ${assertion.severity}`, true);
  if (assertion.tolerance !== undefined)
    return nothing("documented", "some rows may break it, and one row cannot tell whether it is one of them", true);
  const { fields } = contract.dataset;
  const opaque =
    (where && incomparable(where, fields)) ??
    (rule.kind === "expression" ? incomparable(rule.expression, fields) : undefined);
  if (opaque !== undefined)
    return nothing(
      "unsupported",
      `it compares "${opaque.name}", and JavaScript does not order or equate a ${opaque.type.kind} as SQL does`,
      false,
    );
  if (rule.kind === "schema") return { by: "types" };
  if (!("field" in rule) || rule.kind === "reference") return { by: "row" };
  const kind = typeAt(fields, rule.field)?.kind;
  const takes = rule.kind === "length" && rule.of === "items" ? LISTS : TAKES[rule.kind];
  if (kind === undefined || takes?.includes(kind) === false)
    return nothing("unsupported", `the rule ${rule.kind} is not about values of type ${kind ?? "unknown"}`, false);
  return { by: "value", rule };
}

function nothing(how: "documented" | "unsupported", why: string, expected: boolean): Held {
  return { by: "nothing", how, why, expected };
}

/** Why a validator, which sees one row, cannot hold a rule about the table; undefined when the rule is about rows. */
function tableRule(rule: Rule): string | undefined {
  switch (rule.kind) {
    case "unique":
    case "reference":
    case "row_count":
    case "volume":
    case "row_count_equals":
    case "freshness":
      return "a validator sees one row at a time";
    default:
      return undefined;
  }
}

const NUMBERS: readonly TypeKind[] = ["int", "float", "decimal"];
const LISTS: readonly TypeKind[] = ["array", "vector"];
const TEXTS: readonly TypeKind[] = ["string", "enum", "uuid"];

/** The types whose values a rule can be about; all where none are listed. */
const TAKES: Partial<Readonly<Record<ValueRule["kind"], readonly TypeKind[]>>> = {
  in_set: [...NUMBERS, ...TEXTS, "bool", "date", "time", "timestamp", "duration", "bytes"],
  range: [...NUMBERS, "date", "timestamp"],
  length: TEXTS,
  matches: TEXTS,
  format: TEXTS,
  multiple_of: NUMBERS,
};

/** An assertion that the validator holds at a value in every row. */
export interface ValuePromise {
  readonly id: string;
  readonly rule: ValueRule;
}

/** What the validator of a contract holds: at each value, and by rules about rows. */
export interface Promises {
  readonly contract: Contract;
  /** The id of the assertion about columns and types. */
  readonly schema: string;
  at(path: FieldPath): readonly ValuePromise[];
  /** True when null is let through at a field. */
  isNullable(field: Field, path: FieldPath): boolean;
  readonly rules: readonly Assertion[];
}

/** Sorts the assertions of a contract by what holds them. */
export function promisesOf(contract: Contract): Promises {
  const values = new Map<string, ValuePromise[]>();
  const tolerant = new Set<string>();
  const rules: Assertion[] = [];
  for (const assertion of contract.dataset.assertions) {
    const { rule } = assertion;
    if (rule.kind === "not_null" && assertion.tolerance !== undefined) tolerant.add(rule.field.join("/"));
    const held = heldBy(assertion, contract);
    if (held.by === "row" || (held.by === "value" && assertion.where !== undefined)) rules.push(assertion);
    else if (held.by === "value") {
      const key = held.rule.field.join("/");
      values.set(key, [...(values.get(key) ?? []), { id: assertion.id, rule: held.rule }]);
    }
  }
  const at = (path: FieldPath) => values.get(path.join("/")) ?? [];
  const schema = contract.dataset.assertions.find(({ rule }) => rule.kind === "schema");
  return {
    contract,
    schema: schema?.id ?? `${contract.id}.schema`,
    at,
    // A promise that some rows may break lets null into the type; one without exceptions keeps it out.
    isNullable: ({ nullable }, path) =>
      !at(path).some(({ rule }) => rule.kind === "not_null") && (nullable || tolerant.has(path.join("/"))),
    rules,
  };
}
