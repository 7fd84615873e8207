import type { MeasuredDataset } from "./measure.ts";
import type { PreparedDataset } from "./prepared.ts";

/** What a schema check found: the number of rows that violate it, and what is wrong, each as a sentence without a full stop. */
export interface SchemaVerdict {
  readonly violations: number;
  readonly problems: readonly string[];
  /** True if all that is wrong is in single rows, not in the columns. */
  readonly isAboutRows: boolean;
}

/** The most columns that a reason names. */
const MOST = 8;

/** Judges the columns of data: all are there, a closed contract has no others, and every value fits the type of its column. */
export function judgeSchema(
  data: PreparedDataset,
  { misfits }: Pick<MeasuredDataset, "misfits">,
  { isClosed, unreadable }: { readonly isClosed: boolean; readonly unreadable: number },
): SchemaVerdict {
  const missing = data.columns.filter(({ isMissing }) => isMissing).map(({ field }) => field.name);
  const extra = isClosed ? data.extra : [];
  const typed = data.columns.flatMap(({ field, problem }) =>
    problem === undefined ? [] : [`the column "${field.name}" has another type: ${problem}`],
  );
  const values = [...misfits.byColumn].map(([index, count]) => {
    const name = data.columns[index]?.field.name ?? "";
    return `${counted(count, "value")} of "${name}" ${count === 1 ? "does" : "do"} not fit the type`;
  });
  const ofColumns = [
    ...(missing.length === 0 ? [] : [`the data has no ${listed(missing)}${similar(missing, data.extra)}`]),
    ...(extra.length === 0 ? [] : [`the contract is closed, and the data also has the ${listed(extra)}`]),
    ...typed,
  ];
  const ofRows = [...values, ...(unreadable === 0 ? [] : [`${counted(unreadable, "line")} cannot be read`])];
  return {
    violations: misfits.rows + unreadable,
    problems: [...ofColumns, ...ofRows],
    isAboutRows: ofColumns.length === 0,
  };
}

/** Points out columns of the data that differ from missing ones in case or spaces only. */
function similar(missing: readonly string[], extra: readonly string[]): string {
  const form = (name: string) => name.trim().toLowerCase();
  const found = extra.filter((name) => missing.some((one) => form(one) === form(name)));
  return found.length === 0 ? "" : ` (it has ${found.map((name) => `"${name}"`).join(", ")})`;
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST).map((name) => `"${name}"`);
  const more = names.length > MOST ? ` and ${names.length - MOST} more` : "";
  return `${names.length === 1 ? "column" : "columns"} ${shown.join(", ")}${more}`;
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
