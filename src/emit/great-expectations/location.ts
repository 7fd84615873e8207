import * as sql from "../../dialect/quote.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import { type Code, code } from "../../text/quote/code.ts";
import type { GreatExpectationsOptions } from "./options.ts";

/** The table with a contract's rows. */
export interface Location {
  readonly schema: string;
  readonly table: string;
}

/**
 * Where the rows of each contract are, by its id: the table of the model that promises it, else the table that its pipeline loads. A topic's
 * rows are nowhere.
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

/** The table's name in SQL. */
export function relation({ schema, table }: Location, dialect: sql.SqlDialect): Code {
  return code`${sql.identifier(schema, dialect)}.${sql.identifier(table, dialect)}`;
}

/** All rows of the table, as a query. */
export function selectAll(location: Location, dialect: sql.SqlDialect): string {
  return `select * from ${relation(location, dialect).text}`;
}

/** True when both names mean the same with and without quotes: GX writes them without. */
export function isPlain({ schema, table }: Location, dialect: sql.SqlDialect): boolean {
  return !sql.columnName(schema, dialect).quote && !sql.columnName(table, dialect).quote;
}
