import type { Assertion } from "../../ir/assertion.ts";
import { compileRowRule, compileWhere } from "../../judge/row-rule.ts";
import type { Row } from "../../judge/value.ts";
import { plainReferences } from "../columns.ts";
import type { TableMaker } from "../table-maker.ts";

/** Decides for an assertion whether a new row violates it. */
interface Check {
  readonly id: string;
  violates(row: Row): boolean;
}

/** The assertions that a new row can violate, so that a fault violates as few of them as possible. */
export function checksOf(maker: TableMaker): readonly Check[] {
  const { contract, columns, constraints } = maker;
  const { fields, assertions } = contract.dataset;
  return assertions.flatMap((assertion): readonly Check[] => {
    const { id, rule } = assertion;
    const own = compileRowRule(assertion, fields);
    const where = compileWhere(assertion, fields);
    if (own !== undefined) return [{ id, violates: (row) => where(row) && own(row) }];
    if (rule.kind === "reference") {
      const column = columns.find(
        ({ field }) => field.name === rule.field[0] && plainReferences(field, assertions).includes(rule),
      );
      if (column !== undefined)
        return [
          {
            id,
            violates: (row) =>
              (row[column.index] ?? null) !== null && !column.source.accepts(row[column.index] ?? null),
          },
        ];
    }
    const constraint = constraints.find((one) => one.id === id && rule.kind !== "freshness");
    return constraint === undefined ? [] : [{ id, violates: (row) => !constraint.isSatisfied(row, maker.place()) }];
  });
}

/** The number of other assertions that a row violates. */
export function others(row: Row, { id }: Assertion, checks: readonly Check[]): number {
  return checks.filter((check) => check.id !== id && check.violates(row)).length;
}

/** True if a row violates an assertion about rows. */
export function violatesOwn(row: Row, { id }: Assertion, checks: readonly Check[]): boolean {
  return checks.some((check) => check.id === id && check.violates(row));
}
