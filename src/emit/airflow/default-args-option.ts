import type { OptionsProblem } from "../emitter.ts";
import type { Option } from "../options.ts";

/** The default arguments of tasks, by their names in Airflow. */
export type DefaultArgs = Readonly<Record<string, string | number | boolean>>;

/** The option with the default arguments of tasks. */
export function defaultArgsOption(): Option<DefaultArgs> {
  return {
    default: {},
    example: '{ queue: "dex", priority_weight: 2 }',
    values: 'an object, such as `{ queue: "dex", priority_weight: 2 }`',
    read: (given) => {
      if (typeof given !== "object" || given === null || Array.isArray(given))
        return { problems: [{ path: [], message: 'write an object, such as { queue: "dex", priority_weight: 2 }' }] };
      const problems = Object.entries(given).flatMap(problemOf);
      // Every value was checked.
      return problems.length > 0 ? { problems } : { value: given as DefaultArgs };
    },
  };
}

function problemOf([name, value]: [string, unknown]): readonly OptionsProblem[] {
  if (!/^[a-z_]\w*$/.test(name)) return [{ path: [name], message: "write the name of an argument, such as queue" }];
  if (typeof value === "string" || typeof value === "boolean" || Number.isSafeInteger(value)) return [];
  return [{ path: [name], message: "write a string, a whole number, true or false" }];
}
