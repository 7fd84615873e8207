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
    entry: modelEntry(node, columnsOf(contract), { target, tests, config: {}, ledger }),
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
  const extraTests = dimension ? dimensionTests(dimension, ledger) : [];
  return {
    node,
    file: {
      ...BUILT[node.model.kind](built, target),
      path: `${node.folder}/${node.name}.sql`,
      origins: originsOf(node),
    },
    entry: modelEntry(node, columns, { target, tests, config, extraTests, ledger }),
    tests,
    uses: new Set([...(tests?.uses ?? []), ...(extraTests.length > 0 ? [HISTORY_TEST] : [])]),
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

const HISTORY_TEST = "dex_unique";

/** What has to hold of any dimension with history, whatever its contract says: one current version of each row. */
function dimensionTests({ model, key, columns }: Dimension, ledger: Ledger): readonly YamlValue[] {
  const hasKey = key.every((name) => columns.some((column) => column.name === name));
  const hasCurrent = columns.some((column) => column.source === "is_current");
  if (model.scd !== 2 || !hasKey || !hasCurrent) return [];
  const name = uniqueName(`${model.name}.one_current_version`, ledger.names);
  return [{ [HISTORY_TEST]: { name, arguments: { columns: key }, config: { where: "is_current" } } }];
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
