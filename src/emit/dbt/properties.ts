import * as sql from "../../dialect/quote.ts";
import type { ColumnSettings } from "../../ir/pipeline.ts";
import { append } from "../../text/append.ts";
import * as yaml from "../../text/quote/yaml.ts";
import { eventTimeConfig } from "./batches.ts";
import { type Column, identifiers } from "./columns.ts";
import { type ModelConstraints, modelConstraints } from "./constraints.ts";
import type { WrittenTests } from "./contract-tests.ts";
import { groupName } from "./groups-and-exposures.ts";
import { LAYERS } from "./materialization.ts";
import { contractMeta, fieldConfig, listed, prose } from "./meta.ts";
import { settingsConfig, settingsOf, withColumnConfig, withMeta } from "./model-settings.ts";
import type { ModelNode, ModelProperties } from "./models/model-kind.ts";
import type { Adapter } from "./options.ts";
import type { ProjectModel } from "./plan.ts";
import { nameOfModelTest, type TestNames } from "./test-names.ts";
import { dataType } from "./types.ts";

/** The tests that a model has because of its kind. */
export function ownTests({ node, tests }: ProjectModel, adapter: Adapter, names: TestNames): WrittenTests {
  const model: yaml.YamlValue[] = [];
  const columns = new Map<string, yaml.YamlValue[]>();
  for (const test of tests) {
    const given = test.columns && { columns: identifiers(test.columns, adapter) };
    const { description, config } = test;
    const name = nameOfModelTest(node, test, names);
    const written = { [test.test]: { name, description, arguments: given ?? test.arguments, config } };
    if (test.on === "model") model.push(written);
    else append(columns, test.on.column, written);
  }
  return { model, source: [], columns };
}

/** What the entry of a model is written with. */
interface EntryContext {
  readonly adapter: Adapter;
  /** The tests of the contract, then those of the kind. */
  readonly tests: readonly WrittenTests[];
}

/** The entry of a model in its property file. */
export function modelEntry(model: ProjectModel, { adapter, tests }: EntryContext): yaml.YamlMap {
  const { node } = model;
  const own = model.properties(adapter);
  const constraints = modelConstraints(node, adapter);
  const entry: yaml.YamlMap = {
    name: node.name,
    description: prose(node.settings?.description) ?? prose(node.contract?.description) ?? own.description,
    config: modelConfig(model, own, { adapter, tests }),
    constraints: listed(constraints.model),
    data_tests: listed(tests.flatMap((written) => written.model)),
    columns: columnEntries(model, { adapter, tests, constraints }),
  };
  return yaml.at(entry, node.origin);
}

function modelConfig(
  { node, columns }: ProjectModel,
  { config }: ModelProperties,
  { adapter }: EntryContext,
): yaml.YamlMap {
  const { contract, layer, materialized, owner, tags, settings } = node;
  return {
    materialized: materialized === LAYERS[layer] ? undefined : materialized,
    ...eventTimeConfig(contract?.dataset.eventTime, adapter),
    ...config,
    contract: columns && { enforced: true },
    access: isPublic(node) ? "public" : undefined,
    group: groupName(owner),
    tags: listed([...new Set(tags)]),
    ...settingsConfig(settings),
    meta: withMeta(contract && contractMeta(contract), settings?.config["meta"]),
  };
}

/** Only models that pipelines build are for other projects, and only while their contract is active. */
function isPublic({ layer, contract }: ModelNode): boolean {
  return layer !== "staging" && contract?.status === "active";
}

/** The input for the entries of columns. */
interface ColumnContext extends EntryContext {
  readonly constraints: ModelConstraints;
}

/** The columns of the contract, or else the columns that the spec describes. */
function columnEntries({ columns, node: { settings } }: ProjectModel, context: ColumnContext) {
  if (columns !== undefined)
    return columns.map((column) => columnEntry(column, settingsOf(settings, column.name), context));
  return listed((settings?.columns ?? []).map((column) => describedColumn(column, context)));
}

/** The entries of columns with tests, or with a description of what they contain. */
export function plainColumns(
  { columns }: ProjectModel,
  { adapter, tests }: EntryContext,
  isShown: (name: string) => boolean = () => true,
): readonly yaml.YamlMap[] {
  const context = { adapter, tests, constraints: { notNull: new Set<string>(), model: [] } };
  return (columns ?? []).filter(({ name }) => isShown(name)).map((column) => columnEntry(column, undefined, context));
}

/** A column of a model whose columns dex does not know. */
function describedColumn(settings: ColumnSettings, { adapter, tests }: ColumnContext): yaml.YamlMap {
  const { name, description, dataType: type, origin } = settings;
  const identifier = sql.columnName(name, adapter);
  const entry: yaml.YamlMap = {
    name: identifier.name,
    quote: identifier.quote ? true : undefined,
    data_type: type,
    description: prose(description),
    config: withColumnConfig(undefined, settings),
    data_tests: listed(tests.flatMap(({ columns }) => columns.get(name) ?? [])),
  };
  return yaml.at(entry, origin);
}

function columnEntry(
  { name, type, field, description }: Column,
  settings: ColumnSettings | undefined,
  { adapter, tests, constraints }: ColumnContext,
): yaml.YamlMap {
  const identifier = sql.columnName(name, adapter);
  const entry: yaml.YamlMap = {
    name: identifier.name,
    quote: identifier.quote ? true : undefined,
    data_type: dataType(type, adapter).text,
    description: prose(settings?.description) ?? prose(field?.description) ?? description,
    constraints: constraints.notNull.has(name) ? [{ type: "not_null" }] : undefined,
    config: withColumnConfig(field && fieldConfig(field), settings),
    data_tests: listed(tests.flatMap(({ columns }) => columns.get(name) ?? [])),
  };
  return field === undefined ? entry : yaml.at(entry, field.origin);
}
