import type { OptionsProblem } from "../emitter.ts";
import type { Option } from "../options.ts";

/** The value of a dbt variable. A list contains no list, since dbt's own files have none. */
type VarValue = Scalar | readonly (Scalar | VarMap)[] | VarMap;

type Scalar = string | number | boolean | null;

/** A map of dbt variables. */
export interface VarMap {
  readonly [name: string]: VarValue;
}

/** The values of `var()`, with the types that they have in the config. */
export function varsOption(): Option<VarMap> {
  return {
    default: {},
    example: '{ start_date: "2026-01-01" }',
    values: 'an object, such as `{ start_date: "2026-01-01", regions: ["de", "at"] }`',
    read: (given) => {
      if (!isMap(given)) return { problems: [problem([], 'write an object, such as { start_date: "2026-01-01" }')] };
      const problems = mapProblems(given, []);
      // Every value was checked.
      return problems.length > 0 ? { problems } : { value: given as VarMap };
    },
  };
}

type Path = OptionsProblem["path"];

function problem(path: Path, message: string): OptionsProblem {
  return { path, message };
}

function mapProblems(map: Readonly<Record<string, unknown>>, path: Path): readonly OptionsProblem[] {
  return Object.entries(map).flatMap(([name, value]) => {
    const at = [...path, name];
    if (!/^[A-Za-z_][\w-]*$/.test(name)) return [problem(at, "write a name of letters, digits, _ and -")];
    return valueProblems(value, at);
  });
}

function valueProblems(value: unknown, path: Path): readonly OptionsProblem[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => itemProblems(item, [...path, index]));
  if (isMap(value)) return path.length > 32 ? [problem(path, "write at most 32 levels")] : mapProblems(value, path);
  if (typeof value === "string") return textProblems(value, path);
  if (value === null || typeof value === "boolean") return [];
  if (typeof value !== "number")
    return [problem(path, "write a string, a number, true, false, null, a list or an object")];
  if (/^-?\d+(\.\d+)?$/.test(String(value)) && (!Number.isInteger(value) || Number.isSafeInteger(value))) return [];
  return [problem(path, `${value} has no exact decimal form; write a number up to 9007199254740991, or a string`)];
}

function itemProblems(item: unknown, path: Path): readonly OptionsProblem[] {
  if (Array.isArray(item)) return [problem(path, "a list cannot contain a list; write an object")];
  return valueProblems(item, path);
}

function textProblems(text: string, path: Path): readonly OptionsProblem[] {
  const jinja = /\{\{|\{%|\{#/.exec(text)?.[0];
  if (jinja !== undefined) return [problem(path, `remove "${jinja}": a value is never Jinja`)];
  return /\p{Cs}/u.test(text) ? [problem(path, "remove the lone surrogate: it is not a character")] : [];
}

/** A plain object. A date or a class instance is not one, since YAML has no form for it. */
function isMap(given: unknown): given is Readonly<Record<string, unknown>> {
  if (typeof given !== "object" || given === null || Array.isArray(given)) return false;
  const prototype: unknown = Object.getPrototypeOf(given);
  // A config file may be evaluated with its own `Object`.
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
