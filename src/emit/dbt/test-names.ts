import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import { uniqueNames } from "../../text/unique.ts";
import type { ModelNode, ModelTest, PlannedModel } from "./models/model-kind.ts";

/**
 * The names of tests with a suffix, because an earlier test of the project has the same name. The key is `assertion <id>` or
 * `model <name>.<test>`. A test has the same name in the projects of all adapters.
 */
export type TestNames = Readonly<Record<string, string>>;

type NamedModel = Pick<PlannedModel, "node" | "tests"> & { readonly tested?: Contract; readonly raw?: Contract };

/** The names of tests by model. Models whose tests all keep their first name are not in the map. */
export type NamesByModel = ReadonlyMap<ModelNode, TestNames>;

/** Assigns a unique name to each test: the id of its assertion, or the name of its model and what it checks. */
export function nameTests(models: readonly NamedModel[]): NamesByModel {
  const unique = uniqueNames();
  const byModel = new Map<ModelNode, TestNames>();
  for (const model of models) {
    const changed = testsOf(model).flatMap(({ key, word }) => {
      const name = unique(word);
      return name === word ? [] : [[key, name] as const];
    });
    if (changed.length > 0) byModel.set(model.node, Object.fromEntries(changed));
  }
  return byModel;
}

/** The test names of some models. */
export function namesAmong(models: readonly NamedModel[], names: NamesByModel): TestNames {
  return Object.fromEntries(models.flatMap(({ node }) => Object.entries(names.get(node) ?? {})));
}

/** The test name of an assertion. */
export function nameOfAssertion(assertion: Assertion, names: TestNames): string {
  return nameOf(assertionTest(assertion), names);
}

/** The name of a test that belongs to a kind of model. */
export function nameOfModelTest(node: ModelNode, test: ModelTest, names: TestNames): string {
  return nameOf(modelTest(node, test), names);
}

/** A test to name: its key, and its name if no other test has the same one. */
interface NamedTest {
  readonly key: string;
  readonly word: string;
}

function testsOf({ node, tests, tested, raw }: NamedModel): readonly NamedTest[] {
  const all = (tested ?? raw)?.dataset.assertions ?? [];
  // The schema is tested on source tables only.
  const assertions = all.filter((assertion) =>
    assertion.rule.kind === "schema" ? node.table !== undefined : raw === undefined && !isNested(assertion),
  );
  return [...assertions.map(assertionTest), ...tests.map((test) => modelTest(node, test))];
}

function assertionTest({ id }: Assertion): NamedTest {
  return { key: `assertion ${id}`, word: wordOf(id) };
}

function modelTest({ name }: ModelNode, { id }: ModelTest): NamedTest {
  return { key: `model ${name}.${id}`, word: wordOf(`${name}.${id}`) };
}

function nameOf({ key, word }: NamedTest, names: TestNames): string {
  return names[key] ?? word;
}

/** True for an assertion about a member of a struct, list or map. It has no test. */
function isNested({ rule }: Assertion): boolean {
  return "field" in rule && rule.field.length > 1;
}

/** Converts an id to a test name. Names in dbt have no dots. */
function wordOf(id: string): string {
  return id.replaceAll(".", "__").replace(/\W+/g, "_");
}
