import type { Assertion } from "../../ir/assertion.ts";
import type { Contract } from "../../ir/contract.ts";
import { Bug } from "../../text/bug.ts";
import { uniqueNames } from "../../text/unique.ts";
import type { ModelTest, PlannedModel } from "./models/model-kind.ts";

/** The name of a test, which no other test of the project has. It is the same for every adapter. */
export type NameOfTest = (test: Assertion | ModelTest) => string;

/** Names the tests of models after the assertion's id, or after the model and what the test checks. */
export function nameTests(models: readonly (PlannedModel & { readonly tested?: Contract })[]): NameOfTest {
  const unique = uniqueNames();
  const names = new Map<Assertion | ModelTest, string>();
  for (const { node, tests, tested } of models) {
    for (const assertion of tested?.dataset.assertions ?? []) {
      if (!isNested(assertion)) names.set(assertion, unique(wordOf(assertion.id)));
    }
    for (const test of tests) names.set(test, unique(wordOf(`${node.name}.${test.id}`)));
  }
  return (test) => {
    const name = names.get(test);
    if (name === undefined) throw new Bug(`the test ${test.id} has no name`);
    return name;
  };
}

/** Members of structs, lists and maps have no tests. */
function isNested({ rule }: Assertion): boolean {
  return "field" in rule && rule.field.length > 1;
}

/** An id as a name: dbt's names have no dots. */
function wordOf(id: string): string {
  return id.replaceAll(".", "__").replace(/\W+/g, "_");
}
