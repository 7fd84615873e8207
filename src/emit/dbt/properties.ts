import { wholeTolerance } from "../../assertion/tolerance.ts";
import { printExpression } from "../../dialect/expression.ts";
import * as sql from "../../dialect/quote.ts";
import { dialects } from "../../dialect/registry.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Coverage } from "../../ir/coverage.ts";
import * as yaml from "../../text/quote/yaml.ts";
import { type Choice, type ChosenTest, chooseTest } from "./assertion-test.ts";
import { isEnforced, type ModelConstraints, modelConstraints } from "./constraints.ts";
import type { Node } from "./plan.ts";
import { contractMeta, fieldConfig, groupName, prose } from "./provenance.ts";
import { type Column, materialization, type Target } from "./target.ts";
import { dataType } from "./types.ts";

/** What is written about a contract's rows, sorted by the place it stands at. */
export interface PlacedTests {
  readonly model: readonly yaml.YamlValue[];
  readonly source: readonly yaml.YamlValue[];
  readonly columns: ReadonlyMap<string, readonly yaml.YamlValue[]>;
  readonly coverage: readonly Coverage[];
  /** The generic tests in use. */
  readonly uses: ReadonlySet<string>;
}

/** Tests that no assertion asks for, but the kind of model does. */
export type ExtraTests = Pick<PlacedTests, "model" | "columns" | "uses">;

/** What the writing of one project keeps track of: the names of tests that are taken. */
export interface Ledger {
  readonly names: Set<string>;
}

/** Chooses and writes the tests of a contract that stands on a model. `file` is the property file they stand in. */
export function placeTests(
  node: Node,
  contract: Contract,
  given: { target: Target; file: string; ledger: Ledger },
): PlacedTests {
  const { target, file, ledger } = given;
  const { adapter, options, plan } = target;
  const context = { adapter, tests: options.tests, contract, nodeOf: plan.nodeOf };
  const placed = {
    model: [] as yaml.YamlValue[],
    source: [] as yaml.YamlValue[],
    columns: new Map<string, yaml.YamlValue[]>(),
  };
  const coverage: Coverage[] = [];
  const uses = new Set<string>();
  for (const assertion of contract.dataset.assertions) {
    const choice = chooseTest(assertion, context);
    coverage.push({ assertion: assertion.id, target: "dbt", file, ...verdict(assertion, choice, { node, target }) });
    if ("why" in choice || !needsTest(assertion, { node, target })) continue;
    uses.add(choice.name);
    const written = writeTest(assertion, choice, { adapter, ledger });
    if (choice.on === "model" || choice.on === "source") placed[choice.on].push(written);
    else placed.columns.set(choice.on.column, [...(placed.columns.get(choice.on.column) ?? []), written]);
  }
  return { ...placed, coverage, uses };
}

interface Standing {
  readonly node: Node;
  readonly target: Target;
}

/** True when a test has to hold the assertion, since the warehouse itself does not. */
function needsTest(assertion: Assertion, { node, target }: Standing): boolean {
  // The model's contract makes the build fail when a promised column is missing; only columns beyond it need a look at the source.
  if (assertion.rule.kind === "schema") return assertion.rule.closed && node.kind === "staging";
  return !isEnforced(assertion, node, target);
}

function verdict(assertion: Assertion, choice: Choice, standing: Standing): Pick<Coverage, "how" | "why" | "expected"> {
  if (!needsTest(assertion, standing)) return { how: "enforced" };
  if (!("why" in choice)) return { how: "test" };
  return { how: "unsupported", why: choice.why, ...(choice.expected && { expected: true }) };
}

function writeTest(
  assertion: Assertion,
  test: ChosenTest,
  { adapter, ledger }: { adapter: Target["adapter"]; ledger: Ledger },
): yaml.YamlValue {
  const where = assertion.where === undefined ? undefined : printExpression(assertion.where, dialects[adapter]).text;
  const awkward = where?.includes("\\") === true;
  const given: yaml.YamlMap = {
    ...test.given,
    ...(test.own && toleranceArguments(assertion)),
    row_filter: awkward ? where : undefined,
  };
  const config: yaml.YamlMap = {
    severity: assertion.severity === "error" ? undefined : "warn",
    where: awkward ? undefined : where,
  };
  const written: yaml.YamlMap = {
    [test.name]: {
      name: uniqueName(assertion.id, ledger.names),
      description: prose(assertion.description),
      arguments: isEmpty(given) ? undefined : given,
      config: isEmpty(config) ? undefined : config,
    },
  };
  return yaml.at(written, assertion.origin);
}

/** A tolerance as arguments of dex's own tests. */
function toleranceArguments({ tolerance }: Assertion): yaml.YamlMap {
  if (tolerance === undefined) return {};
  const { max, of } = wholeTolerance(tolerance);
  return { tolerate: Number(max), in_rows: of === undefined ? undefined : Number(of) };
}

function isEmpty(map: yaml.YamlMap): boolean {
  return Object.values(map).every((member) => member === undefined);
}

/** The assertion's id as the name of a test: dbt's names have no dots. */
export function uniqueName(id: string, taken: Set<string>): string {
  const dotless = id.replaceAll(".", "__");
  const wanted = /^\w+$/.test(dotless) ? dotless : dotless.replace(/\W+/g, "_");
  let name = wanted;
  for (let copy = 2; taken.has(name); copy++) name = `${wanted}_${copy}`;
  taken.add(name);
  return name;
}

/** The entry of a model in its property file. */
export function modelEntry(
  node: Node,
  columns: readonly Column[] | undefined,
  given: {
    target: Target;
    tests: PlacedTests | undefined;
    config: yaml.YamlMap;
    extraTests?: ExtraTests | undefined;
  },
): yaml.YamlMap {
  const { target, tests, extraTests, config } = given;
  const contract = node.contract;
  const described = contract ?? (node.kind === "built" ? node.of : undefined);
  const constraints = modelConstraints(node, target);
  const modelTests = [...(tests?.model ?? []), ...(extraTests?.model ?? [])];
  const owner = (contract ?? described)?.owner ?? (node.kind === "built" ? node.pipeline.owner : {});
  const entry: yaml.YamlMap = {
    name: node.name,
    description: prose(contract?.description) ?? builtDescription(node),
    config: {
      ...config,
      contract: columns === undefined ? undefined : { enforced: true },
      access: node.kind === "built" && contract?.status === "active" ? "public" : undefined,
      group: groupName(owner),
      tags: tagsOf(node),
      meta: contract ? contractMeta(contract, contract.dataset.origin.pointer) : undefined,
    },
    constraints: constraints.model.length > 0 ? constraints.model : undefined,
    data_tests: modelTests.length > 0 ? modelTests : undefined,
    columns: columns?.map((column) => columnEntry(column, { target, tests: [tests, extraTests], constraints })),
  };
  return yaml.at(entry, contract?.dataset.origin ?? (node.kind === "built" ? node.model.origin : node.contract.origin));
}

function builtDescription(node: Node): string | undefined {
  if (node.kind === "staging" || node.model.kind !== "dimension") return undefined;
  const kind = { 0: "as each first was", 1: "as each is now", 2: "with a row for every version of each" }[
    node.model.scd
  ];
  return `The rows of ${node.model.of}, ${kind}.`;
}

function tagsOf(node: Node): readonly string[] | undefined {
  const tags = [...new Set([...(node.contract?.tags ?? []), ...(node.kind === "built" ? node.pipeline.tags : [])])];
  return tags.length === 0 ? undefined : tags;
}

function columnEntry(
  { name, type, field }: Column,
  given: {
    target: Target;
    tests: readonly (Pick<PlacedTests, "columns"> | undefined)[];
    constraints: ModelConstraints;
  },
): yaml.YamlMap {
  const { target, tests, constraints } = given;
  const known = sql.columnName(name, target.adapter);
  const ownTests = tests.flatMap((placed) => placed?.columns.get(name) ?? []);
  const entry: yaml.YamlMap = {
    name: known.name,
    quote: known.quote ? true : undefined,
    data_type: dataType(type, target.adapter).text,
    description: prose(field?.description),
    constraints: constraints.notNull.has(name) ? [{ type: "not_null" }] : undefined,
    config: field && fieldConfig(field),
    data_tests: ownTests.length > 0 ? ownTests : undefined,
  };
  return field === undefined ? entry : yaml.at(entry, field.origin);
}

/** The folder's property file of a model: `models/staging/shop/_shop__models.yml`. */
export function propertyPath(node: Node): string {
  const area = node.folder.split("/").at(-1) ?? "";
  return `${node.folder}/_${area}__models.yml`;
}

/** True for a model that keeps history in an incremental table. */
export function isIncremental(node: Node): boolean {
  return materialization(node) === "incremental";
}
