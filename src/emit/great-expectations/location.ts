import type { Dialect } from "../../dialect/dialect.ts";
import { dialects } from "../../dialect/registry.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import { type Code, code } from "../../text/quote/code.ts";
import type { GreatExpectationsOptions, Source } from "./options.ts";

/** The table with a contract's rows. */
export interface Location {
  readonly schema: string;
  readonly table: string;
}

/**
 * Where the rows of each contract are, by its id: the table of the model that has the contract, else the table that its pipeline loads. The rows
 * of a topic are in no table.
 */
export function locationsOf(
  ir: Ir,
  { tableSchema, modelSchema }: Pick<GreatExpectationsOptions, "tableSchema" | "modelSchema">,
): ReadonlyMap<string, Location> {
  const loaded = new Map<string, string>();
  const built = new Map<string, string>();
  for (const pipeline of ir.pipelines) {
    if (pipeline.kind !== "batch") continue;
    for (const model of pipeline.models) {
      if (model.kind === "staging" && !loaded.has(model.contract))
        loaded.set(model.contract, pipeline.destination.schema);
      if (model.kind !== "staging" && model.contract !== undefined) built.set(model.contract, model.name);
    }
    for (const table of pipeline.source.tables) if (!loaded.has(table)) loaded.set(table, pipeline.destination.schema);
  }
  return new Map(
    ir.contracts.filter(hasRows).flatMap(({ id, dataset }): [string, Location][] => {
      const model = built.get(id);
      const location =
        model === undefined
          ? { schema: tableSchema ?? loaded.get(id) ?? "raw", table: dataset.name }
          : { schema: modelSchema, table: model };
      return isSayable(location) ? [[id, location]] : [];
    }),
  );
}

function hasRows({ dataset }: Contract): boolean {
  return dataset.physical !== "topic";
}

/** No statement can say a name with a control character or a half of a character in it. */
function isSayable({ schema, table }: Location): boolean {
  return !/\p{Cc}|\p{Cs}/u.test(schema + table);
}

/** The SQL of a source. On pandas it is DuckDB's, which runs queries over data frames. */
export function dialectOf(source: Source): Dialect {
  return dialects[source === "pandas" ? "duckdb" : source];
}

/** The table's name in SQL. */
export function relation({ schema, table }: Location, dialect: Dialect): Code {
  return code`${dialect.identifier(schema)}.${dialect.identifier(table)}`;
}

/** All rows of the table, as a query. */
export function selectAll(location: Location, dialect: Dialect): string {
  return `select * from ${relation(location, dialect).text}`;
}

/** True when both names mean the same with and without quotes: GX writes them without. */
export function isPlain({ schema, table }: Location, dialect: Dialect): boolean {
  return !dialect.columnName(schema).quote && !dialect.columnName(table).quote;
}
