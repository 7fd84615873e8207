import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import { uniqueNames } from "../../text/unique.ts";
import type { ModelNode, ModelTest, PlannedModel } from "./models/model-kind.ts";

/**
 * The names of tests that are not named after what they check alone, since another test of the project already has that name. The key is
 * `assertion <id>` or `model <name>.<test>`. A test has the same name for every adapter.
 */
export type TestNames = Readonly<Record<string, string>>;

type NamedModel = Pick<PlannedModel, "node" | "tests"> & { readonly tested?: Contract };

/** Gives each test of some models a name of its own, after the assertion's id, or after the model and what the test checks. */
export function nameTests(models: readonly NamedModel[]): TestNames {
  const unique = uniqueNames();
  const names: [string, string][] = [];
  for (const model of models) {
    for (const { key, word } of testsOf(model)) {
      const name = unique(word);
      if (name !== word) names.push([key, name]);
    }
  }
  return Object.fromEntries(names);
}

/** The names of the tests of some of the models. */
export function namesAmong(models: readonly NamedModel[], names: TestNames): TestNames {
  const keys = models.flatMap((model) => testsOf(model).map(({ key }) => key));
  return Object.fromEntries(keys.flatMap((key) => (names[key] === undefined ? [] : [[key, names[key]]])));
}

/** The name of the test of an assertion. */
export function nameOfAssertion(assertion: Assertion, names: TestNames): string {
  return nameOf(assertionTest(assertion), names);
}

/** The name of a test that a model has because of its kind. */
export function nameOfModelTest(node: ModelNode, test: ModelTest, names: TestNames): string {
  return nameOf(modelTest(node, test), names);
}

/** A test to be named: its key, and the name that it has if no other test has it. */
interface NamedTest {
  readonly key: string;
  readonly word: string;
}

function testsOf({ node, tests, tested }: NamedModel): readonly NamedTest[] {
  const assertions = tested?.dataset.assertions.filter((assertion) => !isNested(assertion)) ?? [];
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

/** Members of structs, lists and maps have no tests. */
function isNested({ rule }: Assertion): boolean {
  return "field" in rule && rule.field.length > 1;
}

/** An id as a name: dbt's names have no dots. */
function wordOf(id: string): string {
  return id.replaceAll(".", "__").replace(/\W+/g, "_");
}
