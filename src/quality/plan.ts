import { columnsOf } from "../assertion/columns.ts";
import type { Refusal } from "../assertion/define.ts";
import { childrenOf } from "../assertion/expression-children.ts";
import { type Measurement, measurementOf } from "../assertion/measurement.ts";
import { both } from "../assertion/query-parts.ts";
import { definitionOf } from "../assertion/registry.ts";
import type { Assertion } from "../ir/assertion.ts";
import type { Expression } from "../ir/expression.ts";
import type { Code } from "../text/quote/code.ts";
import { code } from "../text/quote/code.ts";
import type { PreparedDataset } from "./prepared.ts";

/** How a check finds its violations. */
type CheckPlan =
  /** By a condition on each row. */
  | { readonly by: "condition"; readonly condition: Code; readonly where?: Code }
  /** By an aggregate over the rows. */
  | { readonly by: "figure"; readonly figure: Code; readonly name: Code; readonly bad: Code; readonly where?: Code }
  /** By a query with the columns `violations` and `violating_rows`. */
  | { readonly by: "counts"; readonly counts: Code; readonly where?: Code }
  /** By a query whose table `counted` has one row of figures. */
  | { readonly by: "counted"; readonly counted: Code; readonly bad: Code; readonly where?: Code }
  /** By the names and types of the columns. */
  | { readonly by: "columns" }
  /** Not at all. `fails` is true if that is a fault of the data. */
  | { readonly by: "nothing"; readonly reason: string; readonly fails: boolean };

/** An assertion, and how it is checked. */
export interface PlannedCheck {
  readonly assertion: Assertion;
  readonly plan: CheckPlan;
}

/** Plans how each assertion is checked on data. `tables` has the other datasets that the data comes with. */
export function planChecks(
  assertions: readonly Assertion[],
  data: PreparedDataset,
  tables: ReadonlyMap<string, Code>,
): readonly PlannedCheck[] {
  return assertions.map((assertion) => ({ assertion, plan: planOf(assertion, data, tables) }));
}

function planOf(assertion: Assertion, data: PreparedDataset, tables: ReadonlyMap<string, Code>): CheckPlan {
  const { rule } = assertion;
  if (definitionOf(rule).scope === "columns") return { by: "columns" };
  const fault = columnFault(assertion, data);
  if (fault !== undefined) return { by: "nothing", reason: fault, fails: true };
  const { dialect, relation, contract } = data;
  const context = { dialect, relation, key: [], fields: contract.dataset.fields, tables };
  const measured = measurementOf(assertion, context);
  if ("why" in measured) return refused(assertion, measured, data);
  return withoutMisfits(planFor(assertion, measured, data), assertion, data);
}

/** Why a check cannot read a column, so that it fails. */
function columnFault(assertion: Assertion, { columns }: PreparedDataset): string | undefined {
  const read = columnsRead(assertion);
  const wrong = columns.find(
    ({ field, isMissing, isUnreadable }) => (isMissing || isUnreadable) && read.includes(field.name),
  );
  if (wrong === undefined) return undefined;
  const { field, isMissing, problem } = wrong;
  return isMissing
    ? `the data has no column "${field.name}"`
    : `the column "${field.name}" has another type: ${problem}`;
}

function refused({ rule }: Assertion, { why }: Refusal, { source }: PreparedDataset): CheckPlan {
  if (rule.kind !== "reference" && rule.kind !== "row_count_equals")
    return { by: "nothing", reason: why, fails: false };
  const other = rule.kind === "reference" ? rule.to.dataset : rule.dataset;
  const advice = source.files === undefined ? ", which has no table here" : `: name it with --reference ${other}=PATH`;
  return { by: "nothing", reason: `it needs the data of ${other}${advice}`, fails: false };
}

function planFor({ rule }: Assertion, measured: Measurement, { relation }: PreparedDataset): CheckPlan {
  const where = measured.where && { where: measured.where };
  if ("figure" in measured) return { by: "figure", ...measured };
  if ("counted" in measured) return { by: "counted", ...measured };
  if ("counts" in measured) return { by: "counts", counts: measured.counts, ...where };
  // The condition of a reference has a query, which must not be in the shared scan.
  if (definitionOf(rule).scope === "table") {
    const counts = code`select count(*) as violations, count(*) as violating_rows from ${relation} where ${both(measured.where, measured.rows)}`;
    return { by: "counts", counts, ...where };
  }
  return { by: "condition", condition: measured.rows, ...where };
}

/** A value that does not fit its type is NULL in the relation, but it is not missing. */
function withoutMisfits(plan: CheckPlan, { rule }: Assertion, { columns }: PreparedDataset): CheckPlan {
  if (rule.kind !== "not_null" || plan.by !== "condition") return plan;
  const misfit = columns.find(({ field }) => field.name === rule.field[0])?.misfit;
  return misfit === undefined ? plan : { ...plan, condition: code`${plan.condition} and not ${misfit}` };
}

/** The columns that a check reads. */
function columnsRead({ rule, where }: Assertion): readonly string[] {
  const own = "column" in rule && rule.column !== undefined ? [rule.column] : columnsOf(rule);
  return [...new Set([...own, ...(where === undefined ? [] : columnsIn(where))])];
}

function columnsIn(expression: Expression): readonly string[] {
  return expression.kind === "column" ? [expression.name] : childrenOf(expression).flatMap(columnsIn);
}
