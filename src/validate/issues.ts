import type { z } from "zod";
import type { Report } from "../diagnostics/diagnostic.ts";
import { diagnostics } from "../language/diagnostics.ts";
import { isObject } from "../language/node.ts";
import type { Json } from "../source/json.ts";
import { pointerTo } from "../source/pointer.ts";

type Issue = z.core.$ZodIssue;

/** What a fault is about: the document, and the value at the fault's path. */
interface Fault {
  readonly path: string;
  readonly pointer: string;
  readonly value: Json | undefined;
}

const MOST = 50;

/** Holds a value against a shape and says every fault in dex's own words. Empty when it fits. */
export function shapeReports(path: string, value: Json, shape: z.ZodType): readonly Report[] {
  const result = shape.safeParse(value);
  if (result.success) return [];
  return result.error.issues.slice(0, MOST).flatMap((issue) => reportsOf(issue, { path, pointer: "", value }, shape));
}

function reportsOf(issue: Issue, root: Fault, shape: z.ZodType): Report[] {
  const fault = descend(root, issue.path);
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, fault, keysAt(shape, issue.path)));
    case "invalid_type":
      return [fault.value === undefined ? missing(fault) : wrongType(fault, NAMES[issue.expected] ?? issue.expected)];
    case "invalid_value":
      return [notOneOf(fault, issue.values.map(String))];
    case "invalid_union":
      return union(issue, root, shape);
    case "invalid_key":
      return [diagnostics.report("bad-name", { ...place(fault), part: "key" }, { name: String(issue.path.at(-1)) })];
    case "custom":
      return [custom(issue, fault)];
    default:
      return [diagnostics.report("out-of-range", place(fault), { what: limit(issue, fault) })];
  }
}

const NAMES: Readonly<Record<string, string>> = {
  string: "a text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "a mapping",
  record: "a mapping",
  null: "nothing",
};

function place({ path, pointer }: Fault): { path: string; pointer: string } {
  return { path, pointer };
}

function descend(root: Fault, path: readonly PropertyKey[]): Fault {
  let { pointer, value } = root;
  for (const key of path) {
    pointer = pointerTo(pointer, String(key));
    if (Array.isArray(value)) value = value[Number(key)] as Json | undefined;
    else value = isObject(value) ? value[String(key)] : undefined;
  }
  return { path: root.path, pointer, value };
}

function missing(fault: Fault): Report {
  const split = fault.pointer.lastIndexOf("/");
  const at = { path: fault.path, pointer: fault.pointer.slice(0, split) };
  return diagnostics.report("missing-key", at, { keys: [fault.pointer.slice(split + 1)] });
}

function wrongType(fault: Fault, wanted: string): Report {
  return diagnostics.report("wrong-type", place(fault), { found: describe(fault.value), wanted });
}

function notOneOf(fault: Fault, values: readonly string[]): Report {
  if (fault.value === undefined) return missing(fault);
  if (fault.value === "number" && values.includes("decimal"))
    return diagnostics.report("number-type", place(fault), {});
  return diagnostics.report("not-one-of", place(fault), { value: describe(fault.value), values });
}

function unknownKey(key: string, fault: Fault, keys: readonly string[]): Report {
  const at = { path: fault.path, pointer: pointerTo(fault.pointer, key), part: "key" as const };
  return diagnostics.report("unknown-key", at, { key, keys });
}

function custom(issue: Extract<Issue, { code: "custom" }>, fault: Fault): Report {
  const { diagnostic, ...parameters } = (issue.params ?? {}) as {
    diagnostic?: "bad-name" | "bad-version" | "out-of-range";
  };
  if (diagnostic === "bad-name") return diagnostics.report("bad-name", place(fault), parameters as { name: string });
  if (diagnostic === "bad-version")
    return diagnostics.report("bad-version", place(fault), parameters as { version: string });
  return diagnostics.report("out-of-range", place(fault), parameters as { what: string });
}

/** The branch of a union that was meant: the one that fits best. When none fits at all, the types that are possible. */
function union(issue: Extract<Issue, { code: "invalid_union" }>, root: Fault, shape: z.ZodType): Report[] {
  const fault = descend(root, issue.path);
  if (issue.errors.length === 0) return [discriminator(issue, fault)];
  const branches = issue.errors.map((issues) =>
    issues.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }) as Issue),
  );
  const atRoot = (issues: readonly Issue[]) =>
    issues.some((inner) => inner.code === "invalid_type" && inner.path.length === issue.path.length);
  const fitting = branches.filter((issues) => !atRoot(issues));
  const [best] = fitting.sort((a, b) => misfit(a, issue.path.length) - misfit(b, issue.path.length));
  if (best?.some((inner) => inner.code !== "invalid_value" || inner.path.length > issue.path.length)) {
    return best.flatMap((inner) => reportsOf(inner, root, shape));
  }
  const flat = branches.flat();
  const values = flat.flatMap((inner) => (inner.code === "invalid_value" ? inner.values.map(String) : []));
  if (values.length > 0 && (typeof fault.value === "string" || typeof fault.value === "number"))
    return [notOneOf(fault, values)];
  const types = new Set(
    flat.flatMap((inner) => (inner.code === "invalid_type" ? [NAMES[inner.expected] ?? inner.expected] : [])),
  );
  return [fault.value === undefined ? missing(fault) : wrongType(fault, [...types].join(" or "))];
}

/** How badly a branch fits: faults at the union's own level weigh most, for they say that another branch was meant. */
function misfit(issues: readonly Issue[], depth: number): number {
  const weigh = (issue: Issue) => {
    if (issue.path.length > depth) return 1;
    return issue.code === "unrecognized_keys" ? 10 * issue.keys.length : 10;
  };
  return issues.reduce((sum, issue) => sum + weigh(issue), 0);
}

/** `rule:` with a name that no rule has. */
function discriminator(issue: Extract<Issue, { code: "invalid_union" }>, fault: Fault): Report {
  const values = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  if (fault.value === undefined) return missing(fault);
  return diagnostics.report("not-one-of", place(fault), { value: describe(fault.value), values });
}

function limit(issue: Issue, fault: Fault): string {
  const bound = "minimum" in issue ? issue.minimum : "maximum" in issue ? issue.maximum : undefined;
  const small = issue.code === "too_small";
  if (issue.code !== "too_small" && issue.code !== "too_big") return `${describe(fault.value)} is not possible here.`;
  const unit = issue.origin === "string" ? " characters" : issue.origin === "array" ? " entries" : "";
  if (unit !== "" && small && Number(bound) === 1)
    return `This is empty. Give at least one${unit === " entries" ? " entry" : " character"}, or remove the key.`;
  if (unit !== "")
    return `This has ${small ? "fewer" : "more"} than ${String(bound)}${unit}. Make it ${small ? "longer" : "shorter"}.`;
  return `${describe(fault.value)} is too ${small ? "small" : "large"}: it must be ${small ? "at least" : "at most"} ${String(bound)}.`;
}

/** A value as a message names it. */
function describe(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return typeof value === "string" ? `"${value.slice(0, 80)}"` : String(value);
}

/** The keys that the shape knows at a path: for did-you-mean. */
function keysAt(shape: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  return [...new Set(shapesAt(shape, path).flatMap((found) => Object.keys(memberShapes(found))))];
}

function shapesAt(shape: z.ZodType, path: readonly PropertyKey[]): z.ZodType[] {
  const [key, ...rest] = path;
  const here = unwrap(shape);
  if (key === undefined) return here;
  return here.flatMap((one) => {
    const { def } = one._zod as unknown as { def: { type: string; element?: z.ZodType; valueType?: z.ZodType } };
    const next =
      def.type === "array" ? def.element : def.type === "record" ? def.valueType : memberShapes(one)[String(key)];
    return next === undefined ? [] : shapesAt(next, rest);
  });
}

/** Through optional, lazy and union wrappers to the shapes inside. */
function unwrap(shape: z.ZodType): z.ZodType[] {
  const { def } = shape._zod as unknown as {
    def: { type: string; innerType?: z.ZodType; options?: readonly z.ZodType[]; getter?: () => z.ZodType };
  };
  if (def.innerType !== undefined) return unwrap(def.innerType);
  if (def.getter !== undefined) return unwrap(def.getter());
  return def.options === undefined ? [shape] : def.options.flatMap(unwrap);
}

function memberShapes(shape: z.ZodType): Readonly<Record<string, z.ZodType>> {
  const { def } = shape._zod as unknown as { def: { shape?: Readonly<Record<string, z.ZodType>> } };
  return def.shape ?? {};
}
