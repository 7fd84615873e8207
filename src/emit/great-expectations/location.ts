import type { Dialect } from "../../dialect/dialect.ts";
import { dialects } from "../../dialect/registry.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import { type Code, code } from "../../text/quote/code.ts";
import type { GreatExpectationsOptions, Source } from "./options.ts";

/** The table that contains a contract's rows. */
export interface Location {
  readonly schema: string;
  readonly table: string;
}

/**
 * The location of each contract's rows, by contract id: the table of the model with the contract, else the table that its pipeline loads. A contract
 * on a topic has no location.
 */
export function locationsOf(
  ir: Ir,
  { tableSchema, modelSchema }: Pick<GreatExpectationsOptions, "tableSchema" | "modelSchema">,
): ReadonlyMap<string, Location> {
  const loaded = new Map<string, string>();
  const built = new Map<string, Location>();
  for (const pipeline of ir.pipelines) {
    if (pipeline.kind !== "batch") continue;
    for (const model of pipeline.models) {
      if (model.kind === "staging" && !loaded.has(model.contract))
        loaded.set(model.contract, pipeline.destination.schema);
      if (model.kind === "staging" || model.contract === undefined) continue;
      // dbt puts the schema of its target before that of a model.
      const schema = model.settings?.schema === undefined ? modelSchema : `${modelSchema}_${model.settings.schema}`;
      built.set(model.contract, { schema, table: model.name });
    }
    for (const table of pipeline.source.tables) if (!loaded.has(table)) loaded.set(table, pipeline.destination.schema);
  }
  return new Map(
    ir.contracts.filter(hasRows).flatMap(({ id, dataset }): [string, Location][] => {
      const location = built.get(id) ?? { schema: tableSchema ?? loaded.get(id) ?? "raw", table: dataset.name };
      return isSayable(location) ? [[id, location]] : [];
    }),
  );
}

function hasRows({ dataset }: Contract): boolean {
  return dataset.physical !== "topic";
}

/** SQL cannot quote a name that contains a control character or a lone surrogate. */
function isSayable({ schema, table }: Location): boolean {
  return !/\p{Cc}|\p{Cs}/u.test(schema + table);
}

/** The SQL dialect of a source. For pandas it is DuckDB, which runs queries on data frames. */
export function dialectOf(source: Source): Dialect {
  return dialects[source === "pandas" ? "duckdb" : source];
}

/** The table name in SQL. */
export function relation({ schema, table }: Location, dialect: Dialect): Code {
  return code`${dialect.identifier(schema)}.${dialect.identifier(table)}`;
}

/** All rows of the table, as a query. */
export function selectAll(location: Location, dialect: Dialect): string {
  return `select * from ${relation(location, dialect).text}`;
}

/** True if both names mean the same with and without quotes, since GX does not quote names. */
export function isPlain({ schema, table }: Location, dialect: Dialect): boolean {
  return !dialect.columnName(schema).quote && !dialect.columnName(table).quote;
}
