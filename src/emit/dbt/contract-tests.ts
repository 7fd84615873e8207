import { wholeTolerance } from "../../assertion/tolerance.ts";
import { printExpression } from "../../dialect/expression.ts";
import { dialects } from "../../dialect/registry.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import type { Coverage } from "../../ir/coverage.ts";
import * as yaml from "../../text/quote/yaml.ts";
import { append } from "./append.ts";
import { type Choice, type ChosenTest, chooseTest } from "./assertion-test.ts";
import { isEnforced } from "./constraints.ts";
import { prose } from "./meta.ts";
import type { ModelNode } from "./models/model-kind.ts";
import type { AdapterProject } from "./plan.ts";

/** Tests as a property file has them: on the model, on the source table and on its columns. */
export interface WrittenTests {
  readonly model: readonly yaml.YamlValue[];
  readonly source: readonly yaml.YamlValue[];
  readonly columns: ReadonlyMap<string, readonly yaml.YamlValue[]>;
  /** The generic tests in use. */
  readonly uses: ReadonlySet<string>;
}

/** The tests of a contract, and a record for each of its assertions. */
export interface ContractTests extends WrittenTests {
  readonly coverage: readonly Coverage[];
}

/** Writes the tests of the contract of a model. `file` is the property file that they are in. */
export function contractTests(
  contract: Contract,
  node: ModelNode,
  { project, file }: { readonly project: AdapterProject; readonly file: string },
): ContractTests {
  const { adapter, options, plan } = project;
  const context = { adapter, tests: options.tests, contract, nodeOf: plan.nodeOf };
  const model: yaml.YamlValue[] = [];
  const source: yaml.YamlValue[] = [];
  const columns = new Map<string, yaml.YamlValue[]>();
  const coverage: Coverage[] = [];
  const uses = new Set<string>();
  for (const assertion of contract.dataset.assertions) {
    const choice = chooseTest(assertion, context);
    const isNeeded = needsTest(assertion, node, project);
    coverage.push({ assertion: assertion.id, target: "dbt", file, ...verdict(choice, isNeeded) });
    if ("why" in choice || !isNeeded) continue;
    uses.add(choice.name);
    const written = writtenTest(assertion, choice, project);
    if (choice.on === "model") model.push(written);
    else if (choice.on === "source") source.push(written);
    else append(columns, choice.on.column, written);
  }
  return { model, source, columns, coverage, uses };
}

/** True unless the warehouse itself enforces the assertion. */
function needsTest(assertion: Assertion, node: ModelNode, project: AdapterProject): boolean {
  // The model's contract makes the build fail when a column is missing. Only a source table can have columns beyond the contract's.
  if (assertion.rule.kind === "schema") return assertion.rule.closed && node.table !== undefined;
  return !isEnforced(assertion, node, project.adapter);
}

function verdict(choice: Choice, isNeeded: boolean): Pick<Coverage, "how" | "why" | "expected"> {
  if (!isNeeded) return { how: "enforced" };
  if (!("why" in choice)) return { how: "test" };
  return { how: "unsupported", why: choice.why, ...(choice.expected && { expected: true }) };
}

function writtenTest(assertion: Assertion, test: ChosenTest, { adapter, plan }: AdapterProject): yaml.YamlMap {
  const where = assertion.where === undefined ? undefined : printExpression(assertion.where, dialects[adapter]).text;
  // dbt writes `config.where` into a Jinja string without escaping backslashes.
  const isArgument = where?.includes("\\") === true;
  const given: yaml.YamlMap = {
    ...test.given,
    ...(test.own && toleranceArguments(assertion)),
    row_filter: isArgument ? where : undefined,
  };
  const config: yaml.YamlMap = {
    severity: assertion.severity === "error" ? undefined : "warn",
    where: isArgument ? undefined : where,
  };
  const written: yaml.YamlMap = {
    [test.name]: {
      name: plan.nameOfTest(assertion),
      description: prose(assertion.description),
      arguments: orNone(given),
      config: orNone(config),
    },
  };
  return yaml.at(written, assertion.origin);
}

/** A tolerance in whole numbers: `tolerate` rows, or `tolerate` in `in_rows` rows. */
function toleranceArguments({ tolerance }: Assertion): yaml.YamlMap {
  if (tolerance === undefined) return {};
  const { max, of } = wholeTolerance(tolerance);
  return { tolerate: Number(max), in_rows: of === undefined ? undefined : Number(of) };
}

function orNone(map: yaml.YamlMap): yaml.YamlMap | undefined {
  return Object.values(map).every((member) => member === undefined) ? undefined : map;
}
