import {
  type RowAssertions,
  type RowReader,
  type RowVerdict,
  rowAssertions,
  rowVerdict,
  unsupported,
} from "../../assertion/row.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Field } from "../../ir/field.ts";
import { checkForms } from "./check-forms.ts";
import { incomparable } from "./expression.ts";

const VALIDATOR: RowReader = { name: "a validator", unit: "row", evaluates: true, warns: true };

/** Decides how the validator of a contract checks an assertion: by types, at a value, for the whole row, or not at all. */
export function verdictOf(assertion: Assertion, fields: readonly Field[]): RowVerdict {
  const verdict = rowVerdict(assertion, fields, VALIDATOR);
  if (verdict.by === "nothing") return verdict;
  const opaque = opaqueColumn(assertion, fields);
  if (opaque !== undefined) {
    const { name, type } = opaque;
    return unsupported(
      `it compares "${name}", and JavaScript cannot compare values of type ${type.kind} as SQL does`,
      false,
    );
  }
  if (verdict.by === "value" && checkForms[verdict.rule.kind] === undefined)
    return unsupported("the validator does not have this check", false);
  return verdict;
}

/** Finds a column that the assertion compares, although JavaScript cannot compare values of its type. */
function opaqueColumn({ rule, where }: Assertion, fields: readonly Field[]): Field | undefined {
  const filtered = where && incomparable(where, fields);
  return filtered ?? (rule.kind === "expression" ? incomparable(rule.expression, fields) : undefined);
}

/** The checks of a contract's validator: per value and per row. */
export interface RowChecks extends RowAssertions {
  readonly contract: Contract;
  /** The id of the assertion about columns and types. */
  readonly schema: string;
  /** How the validator checks each assertion of the contract. */
  readonly verdicts: ReadonlyMap<Assertion, RowVerdict>;
}

/** Groups the assertions of a contract by the kind of check. */
export function rowChecksOf(contract: Contract): RowChecks {
  const { assertions, fields } = contract.dataset;
  const schema = assertions.find(({ rule }) => rule.kind === "schema");
  const verdicts = new Map(assertions.map((assertion) => [assertion, verdictOf(assertion, fields)]));
  return { ...rowAssertions(verdicts), contract, schema: schema?.id ?? `${contract.id}.schema`, verdicts };
}

/** Decides which fields of a contract may be null in a row, without deciding the other checks. */
export function nullabilityOf({ dataset: { assertions, fields } }: Contract): RowChecks["isNullable"] {
  const relevant = assertions.filter(({ rule }) => rule.kind === "not_null");
  return rowAssertions(relevant.map((assertion) => [assertion, verdictOf(assertion, fields)])).isNullable;
}
