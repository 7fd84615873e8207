import { exposureWord, groupName } from "../../src/emit/dbt/groups-and-exposures.ts";
import { resourceName } from "../../src/emit/kafka/strimzi.ts";
import { plainLabel } from "../../src/emit/kafka/views.ts";
import { decimalText } from "../../src/language/scalars.ts";
import { wordFrom } from "../../src/text/quote/python.ts";
import { principalOf } from "../../src/topic/acls.ts";

/** What a target makes of a text where it needs a name; undefined where it makes none. */
type Rule = (text: string) => string | undefined;

/** How the names in some files are made. */
interface Naming {
  /** The beginning of the files' paths. */
  readonly start: string;
  /** The rules for the part of a name that comes from a text; a file may have names by several. */
  readonly parts: readonly Rule[];
  /** The rule for a name as a whole, after its parts. */
  readonly whole?: (name: string) => string;
}

const variable: Rule = (text) => wordFrom(text, "connection");
/** The name of a connection in an environment variable: DEX_WAREHOUSE_HOST. */
const inVariable: Rule = (text) => variable(text)?.toUpperCase();
/** Within a label: what it does at the beginning is the whole's. */
const inLabel: Rule = (text) => plainLabel(`x${text}`).slice(1);

const NAMINGS: readonly Naming[] = [
  { start: "dbt/", parts: [(text) => groupName({ name: text }), exposureWord, inVariable] },
  { start: "extract/", parts: [variable] },
  { start: "airflow/", parts: [variable] },
  { start: "great-expectations/", parts: [variable] },
  { start: "kafka/", parts: [principalOf] },
  { start: "kafka/strimzi/", parts: [resourceName] },
  { start: "kafka/terraform/", parts: [inLabel, (text) => inLabel(principalOf(text) ?? "")], whole: plainLabel },
  // A number that is given as text is written as a plain one.
  { start: "", parts: [decimalText] },
];

/** True when a text is what the other one was made into, where the target of the file makes a name of both. */
export function isSameName(
  expected: string,
  given: string,
  { path, harmless, text }: { readonly path: string; readonly harmless: string; readonly text: string },
): boolean {
  const namings = NAMINGS.filter(({ start }) => path.startsWith(start));
  return namings.some(({ parts, whole = (name) => name }) =>
    parts.some((rule) => {
      const [from, to] = [rule(harmless) ?? "", rule(text) ?? ""];
      return from !== "" && to !== "" && given === whole(expected.replaceAll(from, () => to));
    }),
  );
}
