import type { Report } from "../../diagnostics/diagnostic.ts";
import type { BatchPipelineDocument } from "../../language/pipeline/pipeline-document.ts";
import type { LinkedProject, Relation } from "../../link/linked-project.ts";
import { maskReferences } from "../../sql/references.ts";
import { sessionDates } from "../../sql/session-dates.ts";
import { diagnostics } from "./diagnostics.ts";
import { placeOf } from "./sql-place.ts";

type SqlDialect = Parameters<typeof sessionDates>[1];

/** What is known of a column: whether its values are instants. */
type Instants = ReadonlyMap<string, boolean>;

/** Reports SQL of models that takes the date of an instant in the time zone of the session. */
export function checkSessionDates(linked: LinkedProject): readonly Report[] {
  const known = new Map<string, Instants>();
  return linked.relations.flatMap((relation) => {
    const read = merged(relation.reads.flatMap((name) => known.get(name) ?? []));
    known.set(relation.name, instantsOf(relation, read, linked));
    const { sql, query } = relation;
    if (sql === undefined || sql.jinja || query === undefined || query.problems.length > 0) return [];
    const spec = linked.pipelines.find(({ name }) => name.value === relation.pipeline);
    if (spec?.type !== "batch") return [];
    const dialect = dialectOf(spec);
    const found = sessionDates(maskReferences(sql.parts).sql, dialect, (column) => read.get(column) === true);
    const zone = spec.timezone?.value ?? "UTC";
    return found.map(({ start, end, column }) => {
      const text = sql.text.slice(start, end);
      const parameters = { text, column, zoned: zoned(column, zone, dialect) };
      return diagnostics.report("date-without-zone", placeOf(relation, { start, end }), parameters);
    });
  });
}

/** The columns of a relation: those of its contract, or else those with the names of what it reads. */
function instantsOf({ contract, document }: Relation, read: Instants, { contractsByName }: LinkedProject): Instants {
  const of = document !== undefined && "of" in document ? document.of.value : contract;
  const fields = of === undefined ? undefined : contractsByName[of]?.fields;
  if (fields === undefined) return read;
  return new Map(
    fields.map(({ name, type, timezone }) => [
      name.toLowerCase(),
      type.value === "timestamp" && timezone?.value !== "local",
    ]),
  );
}

/** The columns of several relations. One that is an instant in one of them only is not known to be one. */
function merged(all: readonly Instants[]): Instants {
  const found = new Map<string, boolean>();
  for (const columns of all)
    for (const [name, isInstant] of columns) found.set(name, isInstant && (found.get(name) ?? true));
  return found;
}

function dialectOf({ destination }: BatchPipelineDocument): SqlDialect {
  const type = destination.type.value;
  return type === "filesystem" ? "duckdb" : type;
}

/** The local time of a column in a zone, in the SQL of a dialect. */
function zoned(column: string, zone: string, dialect: SqlDialect): string {
  switch (dialect) {
    case "bigquery":
      return `datetime(${column}, '${zone}')`;
    case "mysql":
      return `convert_tz(${column}, @@session.time_zone, '${zone}')`;
    case "snowflake":
    case "databricks":
    case "spark":
      return `convert_timezone('${zone}', ${column})`;
    default:
      return `${column} at time zone '${zone}'`;
  }
}
