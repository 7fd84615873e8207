import * as sql from "../../dialect/quote.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Target } from "../../ir/target.ts";
import { databaseSetting } from "../../running/connection.ts";
import type { DbtSource } from "../../running/source-tables.ts";
import * as yaml from "../../text/quote/yaml.ts";
import { contractMeta, listed, prose } from "./meta.ts";
import type { Adapter } from "./options.ts";

/** A table of a source, and the tests that the property file has for it. */
export interface TestedTable {
  readonly contract: Contract;
  readonly tests: readonly yaml.YamlValue[];
}

/** A source with its tables, the entry of `_shop__sources.yml`. */
export function sourceEntry(
  source: DbtSource,
  tables: readonly TestedTable[],
  { adapter, targets = [] }: { readonly adapter: Adapter; readonly targets?: readonly Target[] | undefined },
): yaml.YamlMap {
  // In a target with a database of its own, the rows are in that one, as dbt assumes without an entry.
  const isOwn = targets.some(({ variables }) => variables.includes(databaseSetting(adapter)));
  const database = source.destination?.type === adapter && !isOwn ? source.destination.database : undefined;
  return {
    name: source.name,
    database,
    schema: source.schema,
    tables: tables.map(({ contract, tests }) => {
      const entry: yaml.YamlMap = {
        name: contract.name,
        description: prose(contract.description),
        ...identifier(contract, adapter),
        config: tableConfig(contract, adapter),
        data_tests: listed(tests),
      };
      return yaml.at(entry, contract.dataset.origin);
    }),
  };
}

/** The table's own name, when it is not the contract's. Snowflake and Databricks quote a name only if the config requires it. */
function identifier({ name, dataset }: Contract, adapter: Adapter): yaml.YamlMap {
  const needsQuotes = adapter === "snowflake" && sql.columnName(dataset.name, adapter).quote;
  return {
    identifier: dataset.name === name ? undefined : dataset.name,
    quoting: needsQuotes ? { identifier: true } : undefined,
  };
}

function tableConfig(contract: Contract, adapter: Adapter): yaml.YamlMap {
  const all = contract.dataset.assertions.filter(isFreshness);
  const column = all[0]?.rule.column;
  // dbt has one column for all ages, so the others are tests alone.
  const ofColumn = all.filter(({ rule }) => rule.column === column);
  return {
    loaded_at_field: column === undefined ? undefined : loadedAt(contract, column, adapter),
    freshness:
      column === undefined
        ? undefined
        : {
            warn_after: age(ofColumn.find(({ severity }) => severity !== "error")),
            error_after: age(ofColumn.find(({ severity }) => severity === "error")),
          },
    tags: listed(contract.tags),
    meta: contractMeta(contract),
  };
}

type Freshness = Assertion & { readonly rule: { readonly kind: "freshness"; readonly column: string } };

function isFreshness(assertion: Assertion): assertion is Freshness {
  return assertion.rule.kind === "freshness" && assertion.rule.column !== undefined;
}

/** dbt compares timestamps, so a date counts as its first moment. */
function loadedAt({ dataset }: Contract, column: string, adapter: Adapter): string {
  const identifier = sql.identifier(column, adapter).text;
  const type = dataset.fields.find((field) => field.name === column)?.type;
  return type?.kind === "date" ? `cast(${identifier} as timestamp)` : identifier;
}

/** An age in the largest unit that is exact. dbt has no unit below minutes, so seconds are rounded up; the test is exact. */
function age(assertion: Freshness | undefined): yaml.YamlMap | undefined {
  if (assertion === undefined) return undefined;
  const minutes = Math.ceil(assertion.rule.maxSeconds / 60);
  if (minutes % 1440 === 0) return { count: minutes / 1440, period: "day" };
  if (minutes % 60 === 0) return { count: minutes / 60, period: "hour" };
  return { count: minutes, period: "minute" };
}
