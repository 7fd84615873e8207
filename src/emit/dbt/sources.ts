import * as sql from "../../dialect/quote.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { DbtSource } from "../../running/source-tables.ts";
import * as yaml from "../../text/quote/yaml.ts";
import type { Adapter } from "./options.ts";
import type { StagingNode } from "./plan.ts";
import { contractMeta, prose } from "./provenance.ts";
import type { Target } from "./target.ts";

/** A source with its tables, as it stands in `_shop__sources.yml`. */
export function sourceEntry(
  source: DbtSource,
  nodes: readonly StagingNode[],
  given: { target: Target; testsOf: (node: StagingNode) => readonly yaml.YamlValue[] },
): yaml.YamlMap {
  const { adapter } = given.target;
  const database = source.destination?.type === adapter ? source.destination.database : undefined;
  return {
    name: source.name,
    database,
    schema: source.schema,
    tables: nodes.map((node) => {
      const { contract } = node;
      const tests = given.testsOf(node);
      const entry: yaml.YamlMap = {
        name: contract.name,
        description: prose(contract.description),
        ...identifier(contract, adapter),
        config: tableConfig(contract, adapter),
        data_tests: tests.length > 0 ? tests : undefined,
      };
      return yaml.at(entry, contract.dataset.origin);
    }),
  };
}

/** The table's own name, when it is not the contract's. Snowflake and Databricks quote only what they are told to. */
function identifier({ name, dataset }: Contract, adapter: Adapter): yaml.YamlMap {
  const needsQuotes = adapter === "snowflake" && sql.columnName(dataset.name, adapter).quote;
  return {
    identifier: dataset.name === name ? undefined : dataset.name,
    quoting: needsQuotes ? { identifier: true } : undefined,
  };
}

function tableConfig(contract: Contract, adapter: Adapter): yaml.YamlMap {
  const promises = contract.dataset.assertions.filter(isFreshness);
  const column = promises[0]?.rule.column;
  const own = promises.filter(({ rule }) => rule.column === column);
  return {
    loaded_at_field: column === undefined ? undefined : loadedAt(contract, column, adapter),
    freshness:
      column === undefined
        ? undefined
        : {
            warn_after: age(own.find(({ severity }) => severity !== "error")),
            error_after: age(own.find(({ severity }) => severity === "error")),
          },
    tags: contract.tags.length > 0 ? contract.tags : undefined,
    meta: contractMeta(contract, contract.dataset.origin.pointer),
  };
}

type Freshness = Assertion & { readonly rule: { readonly kind: "freshness"; readonly column: string } };

function isFreshness(assertion: Assertion): assertion is Freshness {
  return assertion.rule.kind === "freshness" && assertion.rule.column !== undefined;
}

/** dbt compares moments, so a date stands for its first one. */
function loadedAt({ dataset }: Contract, column: string, adapter: Adapter): string {
  const identifier = sql.identifier(column, adapter).text;
  const type = dataset.fields.find((field) => field.name === column)?.type;
  return type?.kind === "date" ? `cast(${identifier} as timestamp)` : identifier;
}

/** An age in the largest unit that says it exactly; dbt knows nothing below minutes, so seconds are rounded up (the test is exact). */
function age(promise: Freshness | undefined): yaml.YamlMap | undefined {
  if (promise === undefined) return undefined;
  const minutes = Math.ceil(promise.rule.maxSeconds / 60);
  if (minutes % 1440 === 0) return { count: minutes / 1440, period: "day" };
  if (minutes % 60 === 0) return { count: minutes / 60, period: "hour" };
  return { count: minutes, period: "minute" };
}
