import { namedDatasets } from "../../assertion/named-datasets.ts";
import type { Dialect } from "../../dialect/dialect.ts";
import { dialects } from "../../dialect/registry.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Ir } from "../../ir/ir.ts";
import type { Target } from "../../ir/target.ts";
import { judgedSuffix, quarantineSuffix } from "../../running/dbt.ts";
import { type Code, code } from "../../text/quote/code.ts";
import type { GreatExpectationsOptions, Source } from "./options.ts";
import { schemaMark, withSchemas } from "./query-text.ts";

/** What dbt builds beside a table that rows are moved out of. */
interface Judged {
  /** All rows. */
  readonly table: string;
  /**
   * The rows that were moved, among others. Those of a staging model are counted among all rows: its quarantine has another name before it is published.
   * The judged rows of other models exist only until then.
   */
  readonly moved: string;
  /** The assertions whose rows are moved. */
  readonly moves: readonly string[];
}

/** The table that contains a contract's rows. */
export interface Location {
  readonly schema: string;
  readonly table: string;
  /** The schema of a model in its spec, if the schema of the table depends on the target of dbt. */
  readonly ofModel?: { readonly custom?: string };
  /** Set if rows are moved out of the table. */
  readonly judged?: Judged;
  /** The table that a staging model reads, if the suite reads the model. */
  readonly loaded?: { readonly schema: string; readonly table: string };
}

/**
 * The location of each contract's rows, by contract id: the table of the model with the contract, else the table that its pipeline loads. A contract
 * on a topic has no location.
 */
export function locationsOf(
  ir: Ir,
  { tableSchema, modelSchema, layout }: Pick<GreatExpectationsOptions, "tableSchema" | "modelSchema" | "layout">,
): ReadonlyMap<string, Location> {
  const loaded = new Map<string, string>();
  const built = new Map<string, Location>();
  const staged = new Map<string, Location>();
  for (const pipeline of ir.pipelines) {
    if (pipeline.kind !== "batch") continue;
    for (const model of pipeline.models) {
      if (model.kind === "staging" && !loaded.has(model.contract))
        loaded.set(model.contract, pipeline.destination.schema);
      if (model.contract === undefined || (model.kind === "staging" && model.quarantine === undefined)) continue;
      const custom = model.settings?.schema;
      // A file context has no runner that could replace schemas.
      const ofModel = ir.targets && layout === "suites" ? { ...(custom !== undefined && { custom }) } : undefined;
      const found = model.kind === "staging" ? staged : built;
      found.set(model.contract, {
        schema: schemaOf(custom, ir.targets?.[0] ?? { schema: modelSchema, customSchemas: "prefixed" }),
        table: model.name,
        ...(ofModel && { ofModel }),
        ...(model.quarantine && {
          judged: {
            table: model.name + judgedSuffix,
            moved: model.name + (model.kind === "staging" ? judgedSuffix : quarantineSuffix),
            moves: model.quarantine.assertions,
          },
        }),
      });
    }
    for (const table of pipeline.source?.tables ?? [])
      if (!loaded.has(table)) loaded.set(table, pipeline.destination.schema);
  }
  return new Map(
    ir.contracts.filter(hasRows).flatMap(({ id, dataset }): [string, Location][] => {
      const raw = { schema: tableSchema ?? loaded.get(id) ?? "raw", table: dataset.name };
      const model = staged.get(id);
      const location = built.get(id) ?? (model === undefined ? raw : { ...model, loaded: raw });
      return isSayable(location) ? [[id, location]] : [];
    }),
  );
}

/** The dataset of a contract and those that its assertions name, by contract id. */
export function namedBy({ id, dataset }: Contract): ReadonlySet<string> {
  return new Set([id, dataset.id, ...dataset.assertions.flatMap(({ rule }) => namedDatasets(rule))]);
}

/** The schema in which dbt builds a model. */
function schemaOf(
  custom: string | undefined,
  { schema, customSchemas }: Pick<Target, "schema" | "customSchemas">,
): string {
  if (custom === undefined) return schema;
  return customSchemas === "plain" ? custom : `${schema}_${custom}`;
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
export function relation({ schema, table, ofModel }: Location, dialect: Dialect): Code {
  const named = ofModel === undefined ? dialect.identifier(schema) : schemaMark(ofModel.custom);
  return code`${named}.${dialect.identifier(table)}`;
}

/** All rows of the table, as a query. */
export function selectAll(location: Location, dialect: Dialect): string {
  return withSchemas(`select * from ${relation(location, dialect).text}`);
}

/** True if both names mean the same with and without quotes, since GX does not quote names. */
export function isPlain({ schema, table }: Location, dialect: Dialect): boolean {
  return !dialect.columnName(schema).quote && !dialect.columnName(table).quote;
}
