import * as sql from "../../dialect/quote.ts";
import type { Coverage } from "../../ir/coverage.ts";
import type { Model } from "../../ir/pipeline.ts";
import type { Origin } from "../../source/origin.ts";
import { by } from "../../text/compare.ts";
import type { YamlMap, YamlValue } from "../../text/quote/yaml.ts";
import type { Dimension } from "./dimension.ts";
import { incrementalConfig, layoutConfig } from "./incremental.ts";
import {
  currentDimensionView,
  firstKeptDimensionView,
  historyDimensionView,
  type ModelView,
  sqlModelView,
  stagingView,
} from "./models.ts";
import type { BuiltNode, Node, StagingNode } from "./plan.ts";
import {
  type ExtraTests,
  isIncremental,
  type Ledger,
  modelEntry,
  type PlacedTests,
  placeTests,
  propertyPath,
  uniqueName,
} from "./properties.ts";
import { columnsOf, materialization, originsOf, type Target } from "./target.ts";

// Every decision about a dbt project is taken here and in the files beside it; templates and the YAML writer only place what they are given.

/** A model's SQL file. */
interface SqlFile extends ModelView {
  readonly path: string;
  readonly origins: readonly Origin[];
}

/** A model with everything that is written about it. */
export interface NodeViews {
  readonly node: Node;
  readonly file: SqlFile;
  readonly entry: YamlMap;
  readonly tests: PlacedTests | undefined;
  /** The generic tests that its entries name. */
  readonly uses: ReadonlySet<string>;
  readonly coverage: readonly Coverage[];
}

/** How each slowly changing dimension is built. SCD 3 to 7 are further entries here, on the same snapshot. */
const DIMENSIONS: Readonly<
  Record<Extract<Model, { kind: "dimension" }>["scd"], (dimension: Dimension, target: Target) => ModelView>
> = {
  0: firstKeptDimensionView,
  1: currentDimensionView,
  2: historyDimensionView,
};

/** How each kind of built model becomes SQL. Hubs, links and satellites of a data vault are further kinds of model, and entries here. */
const BUILT: Readonly<Record<BuiltNode["model"]["kind"], (built: Built, target: Target) => ModelView>> = {
  dimension: ({ node, dimension }, target) => {
    if (dimension === undefined || node.model.kind !== "dimension") return sqlModelView(node, target);
    return DIMENSIONS[node.model.scd](dimension, target);
  },
  sql: ({ node }, target) => sqlModelView(node, target),
};

/** A built model, and the decisions about it when it is a dimension. */
export interface Built {
  readonly node: BuiltNode;
  readonly dimension?: Dimension;
}

/** The staging model of a contract. */
export function stagingViews(node: StagingNode, target: Target, ledger: Ledger): NodeViews {
  const { contract } = node;
  // Where another model promises the contract, its assertions are tested there.
  const isTested = target.plan.nodeOf.get(contract.id) === node;
  const tests = isTested ? placeTests(node, contract, { target, file: outputPath(node, target), ledger }) : undefined;
  return {
    node,
    file: { ...stagingView(node, target), path: `${node.folder}/${node.name}.sql`, origins: [contract.origin] },
    entry: modelEntry(node, columnsOf(contract), { target, tests, config: {} }),
    tests,
    uses: tests?.uses ?? new Set(),
    coverage: tests?.coverage ?? [],
  };
}

/** A model that a pipeline builds. */
export function builtViews(built: Built, target: Target, ledger: Ledger): NodeViews {
  const { node, dimension } = built;
  const { contract } = node;
  const file = outputPath(node, target);
  const isTested = contract !== undefined && target.plan.nodeOf.get(contract.id) === node;
  const tests = isTested ? placeTests(node, contract, { target, file, ledger }) : undefined;
  const columns = dimension?.columns ?? (contract && columnsOf(contract));
  const config = builtConfig(node, dimension, target);
  const extraTests = dimension && dimensionTests(dimension, target, ledger);
  return {
    node,
    file: {
      ...BUILT[node.model.kind](built, target),
      path: `${node.folder}/${node.name}.sql`,
      origins: originsOf(node),
    },
    entry: modelEntry(node, columns, { target, tests, config, extraTests }),
    tests,
    uses: new Set([...(tests?.uses ?? []), ...(extraTests?.uses ?? [])]),
    coverage: tests?.coverage ?? [],
  };
}

function builtConfig(node: BuiltNode, dimension: Dimension | undefined, { adapter }: Target): YamlMap {
  const kept = materialization(node);
  const { model } = node;
  const usual = model.kind === "sql" && model.role === "intermediate" ? "view" : "table";
  const keys = model.kind === "sql" ? model.uniqueKey : [];
  return {
    materialized: kept === usual ? undefined : kept,
    ...(isIncremental(node) && incrementalConfig(dimension === undefined ? keys : [], adapter)),
    ...(kept === "view" ? {} : layoutConfig(node, adapter)),
  };
}

const UNIQUE = "dex_unique";

/**
 * What has to hold of any dimension, whatever its contract says: one current version of each row and, where no contract promises a key,
 * that its key is one.
 */
function dimensionTests({ node, model, key, columns }: Dimension, { adapter }: Target, ledger: Ledger): ExtraTests {
  const name = (rule: string) => uniqueName(`${model.name}.${rule}`, ledger.names);
  const identifiers = (names: readonly string[]) => names.map((one) => sql.identifier(one, adapter).text);
  const has = (wanted: readonly string[]) => wanted.every((one) => columns.some((column) => column.name === one));
  const onModel: YamlValue[] = [];
  const onColumns = new Map<string, YamlValue[]>();
  if (model.scd === 2 && has(key) && columns.some((column) => column.source === "is_current")) {
    const config = { where: "is_current" };
    onModel.push({ [UNIQUE]: { name: name("one_current_version"), arguments: { columns: identifiers(key) }, config } });
  }
  const surrogate = columns.filter(({ source }) => source === "surrogate").map((column) => column.name);
  const own = model.scd === 2 ? surrogate : key;
  if (node.contract === undefined && own.length > 0) {
    for (const column of own) onColumns.set(column, [{ not_null: { name: name(`${column}.not_null`) } }]);
    if (own.length === 1) onColumns.get(own[0] ?? "")?.push({ unique: { name: name(`${own[0]}.unique`) } });
    else onModel.push({ [UNIQUE]: { name: name("key.unique"), arguments: { columns: identifiers(own) } } });
  }
  return { model: onModel, columns: onColumns, uses: new Set(onModel.length > 0 ? [UNIQUE] : []) };
}

/** The models of one folder, which share a property file. */
export function byFolder<T extends { readonly node: Node }>(
  views: readonly T[],
): readonly (readonly [string, readonly T[]])[] {
  const folders = new Map<string, T[]>();
  for (const view of views) append(folders, propertyPath(view.node), view);
  return [...folders].sort(by(([path]) => path));
}

/** Adds to the list that a map holds under a key. */
export function append<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [value]);
  else list.push(value);
}

function outputPath(node: Node, { adapter }: Target): string {
  return `dbt/${adapter}/${propertyPath(node)}`;
}
