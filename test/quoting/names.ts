import { exposureWord } from "../../src/emit/dbt/people.ts";
import { groupName } from "../../src/emit/dbt/provenance.ts";
import { principalOf } from "../../src/emit/kafka/acls.ts";
import { resourceName } from "../../src/emit/kafka/strimzi.ts";
import { plainLabel } from "../../src/emit/kafka/views.ts";
import { decimalText } from "../../src/language/scalars.ts";
import { wordFrom } from "../../src/text/quote/python.ts";

/** What a target makes of a text where it needs a name; undefined where it makes none. */
type Rule = (text: string) => string | undefined;

const variable: Rule = (text) => wordFrom(text, "connection");

/** The rules of the targets, by the beginning of their files' paths. */
const RULES: readonly (readonly [string, readonly Rule[]])[] = [
  ["dbt/", [(text) => groupName({ name: text }), exposureWord]],
  ["extract/", [variable]],
  ["airflow/", [variable]],
  ["kafka/strimzi/", [resourceName, principalOf]],
  [
    "kafka/terraform/",
    [principalOf, (text) => plainLabel(principalOf(text) ?? ""), (text) => plainLabel(`x${text}`).slice(1)],
  ],
  ["kafka/apply.sh", [principalOf]],
  // A number that is given as text is written as a plain one.
  ["", [decimalText]],
];

/** True when a text is what the other one was made into, where the target of the file makes a name of both. */
export function isSameName(
  expected: string,
  given: string,
  { path, harmless, text }: { readonly path: string; readonly harmless: string; readonly text: string },
): boolean {
  const rules = RULES.flatMap(([start, some]) => (path.startsWith(start) ? some : []));
  return rules.some((rule) => {
    const [from, to] = [rule(harmless) ?? "", rule(text) ?? ""];
    return from !== "" && to !== "" && given === expected.replaceAll(from, () => to);
  });
}
