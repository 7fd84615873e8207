import type { Assertion, FieldPath } from "../ir/assertion.ts";
import type { Field, Type } from "../ir/field.ts";
import { definitionOf, isRowRule, isValueRule, type RowRule, type ValueRule } from "./registry.ts";
import { typeAt } from "./type-at.ts";

/** A target that reads one row at a time, as its coverage names it. */
export interface RowReader {
  /** The subject of a sentence, such as "a validator". */
  readonly name: string;
  readonly unit: "row" | "message";
  /** True for a program, which evaluates conditions and compares values of a row. False for a schema, which describes single values. */
  readonly evaluates: boolean;
}

/** How one row decides an assertion, or the reason why it cannot. */
export type RowVerdict =
  | { readonly by: "columns" }
  | { readonly by: "row"; readonly rule: RowRule }
  | { readonly by: "value"; readonly rule: ValueRule; readonly type: Type }
  | Undecided;

/** The reason why one row decides nothing. `expected` is true if users do not expect such a check. */
export interface Undecided {
  readonly by: "nothing";
  readonly how: "documented" | "unsupported";
  readonly why: string;
  readonly expected: boolean;
}

/** Decides what a target that reads one row at a time can check of an assertion. */
export function rowVerdict(assertion: Assertion, fields: readonly Field[], reader: RowReader): RowVerdict {
  const { rule } = assertion;
  const { scope } = definitionOf(rule);
  if (scope === "columns") return { by: "columns" };
  if (scope === "table") return unsupported(`${reader.name} sees one ${reader.unit} at a time`, true);
  const lenient = reader.evaluates ? lenientForProgram(assertion) : lenientForSchema(assertion, reader);
  if (lenient !== undefined) return lenient;
  if (isRowRule(rule)) return { by: "row", rule };
  return isValueRule(rule) ? valueVerdict(rule, fields, reader) : unsupported(`${reader.name} cannot check it`, false);
}

function valueVerdict(rule: ValueRule, fields: readonly Field[], { evaluates }: RowReader): RowVerdict {
  const type = typeAt(fields, rule.field);
  if (type === undefined) return unsupported("the value does not exist", !evaluates);
  const definition = definitionOf(rule);
  const takes = definition.scope === "value" ? definition.takes(rule) : undefined;
  if (takes === undefined || takes.includes(type.kind)) return { by: "value", rule, type };
  return unsupported(`the rule ${rule.kind} does not apply to values of type ${type.kind}`, !evaluates);
}

/** Assertions for which a program cannot reject a single row. */
function lenientForProgram({ severity, tolerance }: Assertion): Undecided | undefined {
  if (severity !== "error") return documented(`a rule of severity ${severity} rejects no row`);
  return tolerance && documented("it allows some violations, and one row does not show how many there are");
}

function lenientForSchema({ rule, severity, where, tolerance }: Assertion, { name }: RowReader): Undecided | undefined {
  if (isRowRule(rule)) return unsupported(`${name} cannot compare two values`, true);
  if (severity === "error" && where === undefined && tolerance === undefined) return undefined;
  return unsupported(`${name} has no tolerance, condition or warning`, true);
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

/** The assertions of a contract that a row decides: at each value, and about the row as a whole. */
export interface RowAssertions {
  at(path: FieldPath): readonly ValueAssertion[];
  /** True when a row may have NULL at a field, if only because some rows may. */
  isNullable(field: Field, path: FieldPath): boolean;
  /** Rules about several values, and those about one value under a condition. */
  readonly rules: readonly Assertion[];
}

/** Sorts assertions of a contract by what a row decides. */
export function rowAssertions(verdicts: Iterable<readonly [Assertion, RowVerdict]>): RowAssertions {
  const values = new Map<string, ValueAssertion[]>();
  const tolerant = new Set<string>();
  const rules: Assertion[] = [];
  for (const [assertion, verdict] of verdicts) {
    const { id, rule, tolerance, where } = assertion;
    if (rule.kind === "not_null" && tolerance !== undefined) tolerant.add(rule.field.join("/"));
    if (verdict.by === "row" || (verdict.by === "value" && where !== undefined)) rules.push(assertion);
    else if (verdict.by === "value") {
      const key = verdict.rule.field.join("/");
      values.set(key, [...(values.get(key) ?? []), { id, rule: verdict.rule }]);
    }
  }
  const at = (path: FieldPath) => values.get(path.join("/")) ?? [];
  return {
    at,
    // A tolerant not_null admits NULL into the type; a strict one does not.
    isNullable: ({ nullable }, path) =>
      !at(path).some(({ rule }) => rule.kind === "not_null") && (nullable || tolerant.has(path.join("/"))),
    rules,
  };
}
