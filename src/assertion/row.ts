import type { Assertion, FieldPath } from "../ir/assertion.ts";
import type { Field, Type } from "../ir/field.ts";
import { append } from "../text/append.ts";
import { definitionOf, isRowRule, isValueRule, type RowRule, type ValueRule } from "./registry.ts";
import { typeAt } from "./type-at.ts";

/** A target that reads one row at a time, and how the reasons in coverage records refer to it. */
export interface RowReader {
  /** The subject of a sentence, such as "a validator". */
  readonly name: string;
  readonly unit: "row" | "message";
  /** True for a program that evaluates conditions and compares the values of a row. False for a schema, which describes single values. */
  readonly evaluates: boolean;
  /** True for a program that reports violations without rejecting the row. */
  readonly warns?: boolean;
}

/** What a target checks of an assertion when it reads one row at a time, or the reason why it checks nothing. */
export type RowVerdict =
  | { readonly by: "columns" }
  | { readonly by: "row"; readonly rule: RowRule }
  | { readonly by: "value"; readonly rule: ValueRule; readonly type: Type }
  | Undecided;

/** The reason why a target checks nothing. `expected` is true if users do not expect such a check. */
export interface Undecided {
  readonly by: "nothing";
  readonly how: "documented" | "unsupported";
  readonly why: string;
  readonly expected: boolean;
}

/** Decides what a target that reads one row at a time can check of an assertion. */
export function rowVerdict(assertion: Assertion, fields: readonly Field[], reader: RowReader): RowVerdict {
  const { rule } = assertion;
  if (isRowRule(rule)) {
    if (!reader.evaluates) return unsupported(`${reader.name} cannot compare two values`, true);
    return lenient(assertion, reader) ?? { by: "row", rule };
  }
  if (isValueRule(rule)) return lenient(assertion, reader) ?? valueVerdict(rule, fields, reader);
  if (definitionOf(rule).scope === "columns") return { by: "columns" };
  return unsupported(`${reader.name} sees one ${reader.unit} at a time`, true);
}

function valueVerdict(rule: ValueRule, fields: readonly Field[], { evaluates }: RowReader): RowVerdict {
  const type = typeAt(fields, rule.field);
  if (type === undefined) return unsupported("the value does not exist", !evaluates);
  const definition = definitionOf(rule);
  const takes = definition.scope === "value" ? definition.takes(rule) : undefined;
  if (takes === undefined || takes.includes(type.kind)) return { by: "value", rule, type };
  return unsupported(`the rule ${rule.kind} does not apply to values of type ${type.kind}`, !evaluates);
}

/** Why a target must accept a single row that violates an assertion. */
function lenient(assertion: Assertion, { name, evaluates, warns }: RowReader): Undecided | undefined {
  const { severity, tolerance } = assertion;
  if (!evaluates)
    return isStrict(assertion) ? undefined : unsupported(`${name} has no tolerance, condition or warning`, true);
  if (severity !== "error" && !warns) return documented(`a rule of severity ${severity} rejects no row`);
  return tolerance && documented("it allows some violations, and one row does not show how many there are");
}

/** True for an assertion that no row may violate: an error without a tolerance or a condition. */
export function isStrict({ severity, where, tolerance }: Assertion): boolean {
  return severity === "error" && where === undefined && tolerance === undefined;
}

/** An assertion that the target does not check. */
export function unsupported(why: string, expected: boolean): Undecided {
  return { by: "nothing", how: "unsupported", why, expected };
}

function documented(why: string): Undecided {
  return { by: "nothing", how: "documented", why, expected: true };
}

/** An assertion about one value that every row must satisfy. */
export interface ValueAssertion {
  readonly id: string;
  readonly rule: ValueRule;
}

/** The assertions of a contract that a target checks on one row: about each value, and about the whole row. */
export interface RowAssertions {
  at(path: FieldPath): readonly ValueAssertion[];
  /** True if a row may have NULL in a field. */
  isNullable(field: Field, path: FieldPath): boolean;
  /** Rules about several values, and those about one value under a condition or that only warn. */
  readonly rules: readonly Assertion[];
}

/** Groups the assertions of a contract by the value that they are about. */
export function rowAssertions(verdicts: Iterable<readonly [Assertion, RowVerdict]>): RowAssertions {
  const values = new Map<string, ValueAssertion[]>();
  const rules: Assertion[] = [];
  for (const [assertion, verdict] of verdicts) {
    const { id, where, severity } = assertion;
    const isPlain = where === undefined && severity === "error";
    if (verdict.by === "row" || (verdict.by === "value" && !isPlain)) rules.push(assertion);
    else if (verdict.by === "value") {
      const key = verdict.rule.field.join("/");
      append(values, key, { id, rule: verdict.rule });
    }
  }
  const at = (path: FieldPath) => values.get(path.join("/")) ?? [];
  return {
    at,
    isNullable: ({ nullable }, path) => nullable && !at(path).some(({ rule }) => rule.kind === "not_null"),
    rules,
  };
}
