import { nestedLimits } from "../../assertion/nested-limits.ts";
import { wholeTolerance } from "../../assertion/tolerance.ts";
import { printExpression } from "../../dialect/expression.ts";
import { dialects } from "../../dialect/registry.ts";
import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import { type Coverage, limitedBy } from "../../ir/coverage.ts";
import type { Field } from "../../ir/field.ts";
import { append } from "../../text/append.ts";
import * as yaml from "../../text/quote/yaml.ts";
import { type AdapterProject, type ChosenTest, chooseTest, refusalOfTest } from "./assertion-test.ts";
import { type Constrained, isEnforced } from "./constraints.ts";
import { prose } from "./meta.ts";
import type { Adapter } from "./options.ts";
import { nameOfAssertion, type TestNames } from "./test-names.ts";

/** Tests as a property file has them: on the model, on the source table and on its columns. */
export interface WrittenTests {
  readonly model: readonly yaml.YamlValue[];
  readonly source: readonly yaml.YamlValue[];
  readonly columns: ReadonlyMap<string, readonly yaml.YamlValue[]>;
}

/** A model with the contract that is tested on it. */
export interface TestedModel extends Constrained {
  readonly contract: Contract;
  /** True for a staging model, whose contract is that of a source table. */
  readonly isStaging: boolean;
  /** True if another model has all other tests of the contract. */
  readonly onlySchema?: boolean;
  /** The assertions whose violating rows are moved out of the model. */
  readonly moves?: readonly string[];
}

/** Writes the tests of the contract of a model. */
export function contractTests(tested: TestedModel, project: AdapterProject, names: TestNames): WrittenTests {
  return writtenTests(
    neededTests(tested, project).filter(({ assertion }) => !isOfAllRows(assertion, tested)),
    { tested, project, names },
  );
}

/** Writes the tests of the rows of a model before any are moved out: whether their violations are within the tolerance. */
export function toleranceTests(tested: TestedModel, project: AdapterProject, names: TestNames): WrittenTests {
  return writtenTests(
    neededTests(tested, project).filter(({ assertion }) => isOfAllRows(assertion, tested)),
    { tested, project, names },
  );
}

/** True for an assertion with a tolerance whose violating rows are moved. Afterwards none are left to count. */
function isOfAllRows({ id, tolerance }: Assertion, { moves }: TestedModel): boolean {
  return tolerance !== undefined && moves?.includes(id) === true;
}

function writtenTests(
  needed: ReturnType<typeof neededTests>,
  {
    tested,
    project,
    names,
  }: { readonly tested: TestedModel; readonly project: AdapterProject; readonly names: TestNames },
): WrittenTests {
  const model: yaml.YamlValue[] = [];
  const source: yaml.YamlValue[] = [];
  const columns = new Map<string, yaml.YamlValue[]>();
  for (const { assertion, test } of needed) {
    const { fields } = tested.contract.dataset;
    const written = writtenTest(assertion, test, { adapter: project.adapter, names, fields });
    if (test.on === "model") model.push(written);
    else if (test.on === "source") source.push(written);
    else append(columns, test.on.column, written);
  }
  return { model, source, columns };
}

/** The generic tests that check the contract of a model. */
export function testsInUse(tested: TestedModel, project: AdapterProject): ReadonlySet<string> {
  return new Set(neededTests(tested, project).map(({ test }) => test.name));
}

/** True if no test checks an assertion of the contract of a model, and the warehouse does not enforce it. */
export function isMissed(assertion: Assertion, tested: TestedModel, project: AdapterProject): boolean {
  if (!needsTest(assertion, tested, project.adapter)) return false;
  return refusalOfTest(assertion, { ...project, contract: tested.contract }) !== undefined;
}

/** How an assertion of the contract of a model is checked. `file` is the property file with the tests. */
export function recordOf(
  assertion: Assertion,
  tested: TestedModel,
  project: AdapterProject & { readonly file: string },
): Coverage {
  const { contract } = tested;
  const record = { assertion: assertion.id, target: "dbt", file: project.file };
  if (!needsTest(assertion, tested, project.adapter)) return { ...record, ...enforced(assertion) };
  const refusal = refusalOfTest(assertion, { ...project, contract });
  if (refusal === undefined)
    return {
      ...record,
      how: "test",
      ...nestedNote(assertion, contract, project.adapter),
      ...unmoved(assertion, tested),
    };
  return { ...record, how: "unsupported", why: refusal.why, ...(refusal.expected && { expected: true }) };
}

/** The build of a model fails if a column is missing. The model casts each column, so values are rounded. */
function enforced({ rule }: Assertion): Pick<Coverage, "how" | "why" | "limits"> {
  if (rule.kind !== "schema") return { how: "enforced" };
  return {
    how: "enforced",
    ...limitedBy(["the model casts its columns to the types of the contract, so it rounds what its SQL computes"]),
  };
}

/** A note about rows that a quarantine would have, if the model could tell which they are before it is built. */
function unmoved({ id, quarantine }: Assertion, { moves }: TestedModel): Pick<Coverage, "why" | "limits"> {
  if (quarantine !== true || moves?.includes(id)) return {};
  return limitedBy(["its rows are not moved to a quarantine, so a violation blocks the run"]);
}

/** The parts of the schema that no test reads. */
function nestedNote({ rule }: Assertion, { dataset }: Contract, adapter: Adapter): Pick<Coverage, "why" | "limits"> {
  return limitedBy(rule.kind === "schema" ? nestedLimits(dataset.fields, dialects[adapter]) : []);
}

function neededTests(tested: TestedModel, project: AdapterProject) {
  const { contract } = tested;
  const context = { ...project, contract };
  return contract.dataset.assertions.flatMap((assertion) => {
    const test = needsTest(assertion, tested, project.adapter) ? chooseTest(assertion, context) : undefined;
    return test === undefined ? [] : [{ assertion, test }];
  });
}

/** True unless the warehouse itself enforces the assertion. */
function needsTest(assertion: Assertion, tested: TestedModel, adapter: Adapter): boolean {
  // A source table may have other columns and types. The contract of a model makes the build fail if a column is missing.
  if (assertion.rule.kind === "schema") return tested.isStaging;
  if (tested.onlySchema) return false;
  return !isEnforced(assertion, tested, adapter);
}

interface WrittenFor {
  readonly adapter: Adapter;
  readonly names: TestNames;
  readonly fields: readonly Field[];
}

function writtenTest(assertion: Assertion, test: ChosenTest, { adapter, names, fields }: WrittenFor): yaml.YamlMap {
  const where = assertion.where && printExpression(assertion.where, dialects[adapter], fields).text;
  // dbt writes `config.where` into a Jinja string without escaping backslashes.
  const isArgument = where?.includes("\\") === true;
  const given: yaml.YamlMap = {
    ...test.given,
    ...(test.own && toleranceArguments(assertion)),
    row_filter: isArgument ? where : undefined,
  };
  const config: yaml.YamlMap = {
    severity: assertion.severity === "error" ? undefined : "warn",
    fail_calc: test.failCalc,
    where: isArgument ? undefined : where,
  };
  const written: yaml.YamlMap = {
    [test.name]: {
      name: nameOfAssertion(assertion, names),
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
