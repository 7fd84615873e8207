import type { Moment } from "../dialect/dialect.ts";
import type { Field } from "../ir/field.ts";
import { Bug } from "../text/bug.ts";
import type { Refusal } from "./define.ts";

/** A column of dates or timestamps. */
export interface MomentColumn {
  readonly name: string;
  readonly kind: Moment;
}

/** The kind of a date or timestamp column, or the reason why the column is neither. */
function momentOf(name: string | undefined, fields: readonly Field[]): MomentColumn | Refusal {
  // `check` has already warned about the missing column.
  if (name === undefined) return { why: "it names no column with a date or a time", expected: true };
  const type = fields.find((field) => field.name === name)?.type;
  if (type?.kind === "date") return { name, kind: "date" };
  if (type?.kind === "timestamp") return { name, kind: type.zone };
  return { why: `"${name}" is neither a date nor a timestamp` };
}

/** Why SQL cannot check a rule about time. */
export function momentRefusal(name: string | undefined, fields: readonly Field[]): Refusal | undefined {
  const moment = momentOf(name, fields);
  return "why" in moment ? moment : undefined;
}

/** The column of a rule about time, after `momentRefusal` has accepted it. */
export function sureMoment(name: string | undefined, fields: readonly Field[]): MomentColumn {
  const moment = momentOf(name, fields);
  if ("why" in moment) throw new Bug(moment.why);
  return moment;
}
