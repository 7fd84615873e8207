import { both, NOTHING } from "../assertion/query-parts.ts";
import { Code, code, join } from "../text/quote/code.ts";
import type { PlannedCheck } from "./plan.ts";
import type { PreparedDataset } from "./prepared.ts";

/** A value of a result, by the name of its column. */
export type Figures = ReadonlyMap<string, string | number | boolean | null>;

/** The names of a check's columns in the result of the scan. */
export function slots(index: number): Readonly<Record<"violations" | "examined" | "figure" | "bad", string>> {
  return {
    violations: `violations_${index + 1}`,
    examined: `examined_${index + 1}`,
    figure: `figure_${index + 1}`,
    bad: `bad_${index + 1}`,
  };
}

/** The name of the column with the number of all rows. */
export const ROWS = "all_rows";
/** The name of the column with the number of rows that have a value which does not fit its type. */
export const MISFITS = "misfit_rows";
/** The name of the column with the number of values of one column that do not fit its type. */
export const misfitSlot = (index: number): string => `misfits_${index + 1}`;

/**
 * One query with one row that measures every check that needs one pass: conditions on rows, aggregates, the number of rows that each check looks at, and
 * the values that do not fit their types.
 */
export function scanQuery(checks: readonly PlannedCheck[], data: PreparedDataset): Code {
  const hasSchema = checks.some(({ plan }) => plan.by === "columns");
  const inner = [
    code`count(*) as ${name(ROWS)}`,
    ...checks.flatMap(({ plan }, index) => measures(plan, index)),
    ...(hasSchema ? [...wholeRows(data), ...misfits(data)] : []),
  ];
  const verdicts = checks.flatMap(({ plan }, index) => {
    if (plan.by !== "figure") return [];
    const { figure, bad } = slots(index);
    return [
      code`(select ${plan.bad} from (select scanned.${name(figure)} as ${plan.name}) as measured) as ${name(bad)}`,
    ];
  });
  const from = data.recording ?? data.relation;
  return code`with scanned as (
    select
        ${join(inner, ",\n        ")}
    from ${from}
)
select scanned.*${verdicts.length === 0 ? NOTHING : code`, `}${join(verdicts, ",\n    ")}
from scanned`;
}

function measures(plan: PlannedCheck["plan"], index: number): readonly Code[] {
  const slot = slots(index);
  const where = "where" in plan ? plan.where : undefined;
  const examined = where === undefined ? [] : [code`count(*) filter (where ${where}) as ${name(slot.examined)}`];
  if (plan.by === "condition")
    return [...examined, code`count(*) filter (where ${both(where, plan.condition)}) as ${name(slot.violations)}`];
  if (plan.by !== "figure") return examined;
  const filter = where === undefined ? NOTHING : code` filter (where ${where})`;
  return [...examined, code`${plan.figure}${filter} as ${name(slot.figure)}`];
}

/** Makes the scan read whole rows, so that it finds every line that cannot be read. */
function wholeRows({ whole }: PreparedDataset): readonly Code[] {
  return whole === undefined ? [] : [code`count(${whole}) as ${name("whole_rows")}`];
}

function misfits({ columns }: PreparedDataset): readonly Code[] {
  const found = columns.flatMap(({ misfit }, index) => (misfit === undefined ? [] : [{ misfit, index }]));
  if (found.length === 0) return [];
  const any = join(
    found.map(({ misfit }) => misfit),
    " or ",
  );
  return [
    code`count(*) filter (where ${any}) as ${name(MISFITS)}`,
    ...found.map(({ misfit, index }) => code`count(*) filter (where ${misfit}) as ${name(misfitSlot(index))}`),
  ];
}

/** The query of a check that needs one of its own. Undefined for the others. */
export function ownQuery({ plan }: PlannedCheck): Code | undefined {
  if (plan.by === "counts") return plan.counts;
  if (plan.by !== "counted") return undefined;
  return code`${plan.counted}\nselect counted.*, (${plan.bad}) as ${name("is_bad")}\nfrom counted`;
}

function name(text: string): Code {
  return Code.trusted(text);
}
