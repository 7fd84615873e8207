import type { Report } from "../diagnostics/diagnostic.ts";
import type { LiveColumn, LiveTable } from "../engine/schema.ts";
import type { NodePlace } from "../source/origin.ts";
import { draftType } from "./column-types.ts";
import { diagnostics } from "./diagnostics.ts";
import { leftOutChecks, namedColumns } from "./draft.ts";
import type { Chosen, TablePlaces } from "./tables.ts";

/** Reports about what the drafts cannot say of the tables of the database: columns, types and constraints. */
export function draftReports(chosen: Chosen, placeOf: TablePlaces["placeOf"]): readonly Report[] {
  if (chosen === "every table") return [];
  return chosen.flatMap(({ draft }, index) => (draft?.live === undefined ? [] : reportsOf(draft.live, placeOf(index))));
}

function reportsOf(live: LiveTable, at: NodePlace): readonly Report[] {
  const table = live.name;
  const named = new Set(namedColumns(live));
  const checks = leftOutChecks(live).map(({ name, expression }) =>
    diagnostics.report("left-out-check", at, { table, check: name, expression: shortened(expression) }),
  );
  const columns = live.columns.flatMap((column) =>
    named.has(column)
      ? typeReports(table, column, at)
      : [diagnostics.report("left-out-column", at, { table, column: column.name })],
  );
  return [...columns, ...checks];
}

function typeReports(table: string, column: LiveColumn, at: NodePlace): readonly Report[] {
  const { type, remark } = draftType(column);
  if (remark === undefined) return [];
  const about = { table, column: column.name, remark: remark.text };
  if (remark.asks) return [diagnostics.report("missing-digits", at, about)];
  return [diagnostics.report("other-type", at, { ...about, type: typeWord(type["type"]) })];
}

function typeWord(value: unknown): string {
  return typeof value === "object" && value !== null && "value" in value ? String(value.value) : String(value);
}

const LONGEST = 120;

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
