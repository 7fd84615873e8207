import type { Target } from "../../ir/target.ts";
import type { OptionsProblem } from "../emitter.ts";
import { group, type Option, type OptionsOf, type OptionTable } from "../options.ts";

/** A name that is a part of a variable's name, and of a schema's. */
const NAME = /^[a-z][a-z0-9_]{0,29}$/;

/** The options of a target. */
interface TargetTable extends OptionTable {
  readonly schema: Option<string | undefined>;
  readonly threads: Option<number>;
  readonly customSchemas: Option<Target["customSchemas"] | undefined>;
  readonly variables: Option<readonly string[]>;
}

const EXAMPLE = '{ dev: {}, prod: { schema: "analytics" } }';

/** The targets of the profile, by name. The first one is the default. */
export function targetsOption(table: TargetTable): Option<readonly Target[]> {
  const settingsOf = group(table);
  return {
    default: [],
    example: EXAMPLE,
    values: `an object, such as \`${EXAMPLE}\``,
    each: table,
    read: (given) => {
      if (typeof given !== "object" || given === null || Array.isArray(given) || Object.keys(given).length === 0)
        return { problems: [{ path: [], message: `write an object, such as ${EXAMPLE}` }] };
      const problems: OptionsProblem[] = [];
      const targets: Target[] = [];
      for (const [name, settings] of Object.entries(given)) {
        if (!NAME.test(name))
          problems.push({ path: [name], message: "write a name of at most 30 small letters, digits and _" });
        const read = settingsOf.read(settings);
        if ("problems" in read)
          problems.push(...read.problems.map(({ path, message }) => ({ path: [name, ...path], message })));
        else targets.push(targetOf(name, read.value));
      }
      problems.push(...sharedPlaces(targets));
      return problems.length > 0 ? { problems } : { value: targets };
    },
  };
}

function targetOf(
  name: string,
  { schema = name, threads, customSchemas = name === "prod" ? "plain" : "prefixed", variables }: OptionsOf<TargetTable>,
): Target {
  return { name, schema, threads, customSchemas, variables };
}

/** Two targets in one schema of one database overwrite each other. */
function sharedPlaces(targets: readonly Target[]): readonly OptionsProblem[] {
  return targets.flatMap((target, index) => {
    const other = targets.slice(0, index).find((one) => isSamePlace(one, target));
    if (other === undefined) return [];
    const message = `the targets "${other.name}" and "${target.name}" build in the schema "${target.schema}" of one database; write another schema, or variables: ["database"]`;
    return [{ path: [target.name, "schema"], message }];
  });
}

function isSamePlace(one: Target, other: Target): boolean {
  const isElsewhere = [...one.variables, ...other.variables].some((key) => !ACCESS.includes(key));
  return !isElsewhere && one.schema.toLowerCase() === other.schema.toLowerCase();
}

/** The settings that decide who connects, and not to what. */
const ACCESS = ["user", "password", "role", "warehouse", "token", "key_file", "location"];
