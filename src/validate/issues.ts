import type { z } from "zod";
import type { Replacement, Report } from "../diagnostics/diagnostic.ts";
import { diagnostics, meantKey, meantName, meantValue, meantVersion } from "../language/diagnostics.ts";
import { isList, isObject, type Json } from "../source/json.ts";
import { pointerTo } from "../source/pointer.ts";
import { nearest } from "../text/nearest.ts";
import type { Correction } from "./correction.ts";
import { misplaced, withoutInner } from "./misplaced.ts";
import { aboutOf, keysAt } from "./shape-path.ts";
import { sizedType } from "./sized-type.ts";

type Issue = z.core.$ZodIssue;

/** The place of a fault: the document, the path and the value there. */
interface Fault {
  readonly path: string;
  readonly pointer: string;
  readonly value: Json | undefined;
  /** The shape's description of the key. */
  readonly about?: string;
}

/** The most reports about the shape of one document. */
export const MOST = 50;

/** A fault, and the likely correction when there is one. */
export interface Finding {
  readonly report: Report;
  readonly correction?: Correction;
  /** What to write, if it differs from the correction. Undefined if a fix of the file would lose something. */
  readonly replacement?: Replacement | undefined;
}

/** Validates a value against a shape, with the messages of dex in place of zod's. */
export function shapeFindings({ path, value, shape }: ToValidate): readonly Finding[] {
  const result = shape.safeParse(value);
  if (result.success) return [];
  const issues = rootCauses(result.error.issues, value, shape);
  return issues.slice(0, MOST).flatMap((issue) => findingsOf(issue, { path, pointer: "", value }, shape));
}

/** A value, its file, and the shape to validate it against. */
export interface ToValidate {
  readonly path: string;
  readonly value: Json;
  readonly shape: z.ZodType;
}

/** Keeps one issue per mistake: a key that is missing because it is misspelled is not reported twice. */
function rootCauses(issues: readonly Issue[], value: Json, shape: z.ZodType): readonly Issue[] {
  const root = { path: "", pointer: "", value };
  const hasMissing = issues.some(({ code, path }) => code !== "unrecognized_keys" && isMissing(path));
  const meant = new Set(
    issues.flatMap((issue) => {
      if (issue.code !== "unrecognized_keys" || !hasMissing) return [];
      const keys = keysAt(shape, issue.path);
      return issue.keys.map((key) => JSON.stringify([...issue.path, meantKey(key, otherKeys(key, keys))]));
    }),
  );
  const moved = new Set(
    issues.flatMap((issue) => {
      if (issue.code !== "unrecognized_keys" || !hasMissing) return [];
      const place = misplaced(issue.keys, { path: issue.path, value, shape });
      return place && "beside" in place ? [JSON.stringify([...issue.path.slice(0, -1), place.beside])] : [];
    }),
  );
  const mistyped = new Set(issues.flatMap(({ code, path }) => (code === "invalid_type" ? [JSON.stringify(path)] : [])));
  return issues.filter((issue) => {
    const path = JSON.stringify(issue.path);
    // The length or size of a value of the wrong type does not matter.
    if (issue.code !== "invalid_type" && mistyped.has(path)) return false;
    return !(meant.has(path) || moved.has(path)) || !isMissing(issue.path);
  });

  function isMissing(path: readonly PropertyKey[]): boolean {
    return descend(root, path).value === undefined;
  }
}

function findingsOf(issue: Issue, root: Fault, shape: z.ZodType): Finding[] {
  const about = aboutOf(shape, issue.path);
  const fault = { ...descend(root, issue.path), ...(about !== undefined && { about }) };
  switch (issue.code) {
    case "unrecognized_keys":
      return unknownKeys(issue, fault, { value: root.value ?? null, shape });
    case "invalid_type":
      return [fault.value === undefined ? missing(fault) : wrongType(fault, NAMES[issue.expected] ?? issue.expected)];
    case "invalid_value":
      return [notOneOf(fault, issue.values.map(String))];
    case "invalid_union":
      return union({ issue, root, shape, fault });
    case "invalid_key":
      return [badKey(String(issue.path.at(-1)), fault)];
    case "custom":
      return [custom(issue, fault)];
    default:
      return [{ report: diagnostics.report("out-of-range", place(fault), { what: limit(issue, fault) }) }];
  }
}

const NAMES: Readonly<Record<string, string>> = {
  string: "a string",
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
    if (isList(value)) value = value[Number(key)];
    else value = isObject(value) ? value[String(key)] : undefined;
  }
  return { path: root.path, pointer, value };
}

function missing(fault: Fault): Finding {
  const split = fault.pointer.lastIndexOf("/");
  const at = { path: fault.path, pointer: fault.pointer.slice(0, split) };
  const keys = [fault.pointer.slice(split + 1)];
  const parameters = fault.about === undefined ? { keys } : { keys, about: fault.about };
  const note = `add ${keys[0]}: … here`;
  return { report: { ...diagnostics.report("missing-key", at, parameters), note } };
}

function wrongType(fault: Fault, wanted: string): Finding {
  if (/^(?:\/contract)?\/version$/.test(fault.pointer) && typeof fault.value === "number")
    return numberAsVersion(fault, fault.value);
  // The file may have another spelling of the number, such as 1.0 or 1.10.
  const found = typeof fault.value === "number" ? "a number" : describe(fault.value);
  const parameters = { found, wanted };
  const { about } = fault;
  const withAbout = about === undefined ? parameters : { ...parameters, about };
  const report = diagnostics.report("wrong-type", place(fault), withAbout);
  const needsQuotes = wanted === "a string" && (typeof fault.value === "number" || typeof fault.value === "boolean");
  if (fault.value === null) return { report: { ...report, isEmpty: true } };
  return { report: needsQuotes ? { ...report, replacement: {} } : report };
}

/** Reports a version without quotes. Only a whole number is certain to be in the file as it is here: 1.10 is the number 1.1. */
function numberAsVersion(fault: Fault, value: number): Finding {
  const report = diagnostics.report("bad-version", place(fault), { version: String(value) });
  return { report: { ...report, replacement: Number.isInteger(value) ? { to: `${value}.0.0` } : {} } };
}

function notOneOf(fault: Fault, values: readonly string[]): Finding {
  if (fault.value === undefined) return missing(fault);
  if (fault.value === "number" && values.includes("decimal"))
    return { report: diagnostics.report("number-type", place(fault), {}) };
  const report = diagnostics.report("not-one-of", place(fault), { value: describe(fault.value), values });
  const to = typeof fault.value === "string" ? meantValue(fault.value, values) : undefined;
  if (to === undefined) return { report };
  const correction = { kind: "value", pointer: fault.pointer, to } as const;
  if (!values.includes("decimal")) return { report, correction };
  const replacement = sizedType(String(fault.value), to);
  const { beside } = replacement ?? {};
  const message = beside === undefined ? report.message : `${report.message} Add ${beside.join(" and ")}.`;
  return { report: { ...report, message }, correction, replacement };
}

/** The keys to suggest. Another kind of rule may have the very key that this one does not. */
function otherKeys(key: string, keys: readonly string[]): readonly string[] {
  return keys.filter((name) => name !== key);
}

/** The unknown keys of one mapping. Keys that follow from a misplaced section are one finding. */
function unknownKeys(
  { keys, path }: Extract<Issue, { code: "unrecognized_keys" }>,
  fault: Fault,
  root: { readonly value: Json; readonly shape: z.ZodType },
): Finding[] {
  const within = { path, ...root };
  const place = misplaced(keys, within);
  const known = keysAt(root.shape, path);
  const note =
    place && ("beside" in place ? `indent ${place.beside} one level less` : `write ${place.below}: on the line above`);
  return withoutInner(keys, place, within).map((key, index) => {
    const { correction, ...finding } = unknownKey(key, fault, otherKeys(key, known));
    if (note === undefined || index > 0) return { ...finding, ...(correction && { correction }) };
    const { replacement: _, ...report } = finding.report;
    return { report: { ...report, note } };
  });
}

function unknownKey(key: string, fault: Fault, keys: readonly string[]): Finding {
  const at = { path: fault.path, pointer: pointerTo(fault.pointer, key), part: "key" as const };
  const report = diagnostics.report("unknown-key", at, { key, keys });
  const to = meantKey(key, keys);
  return to === undefined ? { report } : { report, correction: { kind: "key", pointer: at.pointer, to } };
}

/** A key that is a name chosen by the user, and not a valid name. */
function badKey(name: string, fault: Fault): Finding {
  const report = diagnostics.report("bad-name", { ...place(fault), part: "key" }, { name });
  const to = meantName(name);
  return to === undefined ? { report } : { report, correction: { kind: "key", pointer: fault.pointer, to } };
}

/** A custom issue of a shape has the code and the parameters of its diagnostic. */
function custom(issue: Extract<Issue, { code: "custom" }>, fault: Fault): Finding {
  // zod types the parameters as unknown values; the shapes give only these.
  const { diagnostic = "out-of-range", ...parameters } = (issue.params ?? {}) as { diagnostic?: CustomDiagnostic };
  // The cast is safe: the shape passes the parameters of the diagnostic that it names.
  const report = diagnostics.report(diagnostic, place(fault), parameters as never);
  if (diagnostic === "bad-version" && typeof fault.value === "string")
    return { report: { ...report, replacement: { to: meantVersion(fault.value) } } };
  // In a list, a space most likely means that a comma is missing.
  if (diagnostic === "bad-name" && typeof fault.value === "string" && isItem(fault) && fault.value.includes(" "))
    return { report: diagnostics.report("names-without-comma", place(fault), { name: fault.value }) };
  const isName = diagnostic === "bad-name" && typeof fault.value === "string";
  const to = isName ? meantName(fault.value) : undefined;
  return to === undefined ? { report } : { report, correction: { kind: "value", pointer: fault.pointer, to } };
}

function isItem({ pointer }: Fault): boolean {
  return /\/\d+$/.test(pointer);
}

type CustomDiagnostic = "bad-name" | "bad-version" | "bad-topic" | "bad-connection" | "bad-address" | "out-of-range";

interface Union {
  readonly issue: Extract<Issue, { code: "invalid_union" }>;
  readonly root: Fault;
  readonly shape: z.ZodType;
  readonly fault: Fault;
}

/** Reports the issues of the branch of a union that fits best, or else the types that are possible. */
function union({ issue, root, shape, fault }: Union): Finding[] {
  if (issue.errors.length === 0) return [discriminator({ issue, root, shape, fault })];
  // The cast is safe: the issue differs only in its path.
  const branches = issue.errors.map((issues) =>
    issues.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }) as Issue),
  );
  const atRoot = (issues: readonly Issue[]) =>
    issues.some((inner) => inner.code === "invalid_type" && inner.path.length === issue.path.length);
  const fitting = branches.filter((issues) => !atRoot(issues));
  const [best] = fitting.sort((a, b) => misfit(a, issue.path.length) - misfit(b, issue.path.length));
  if (best?.some((inner) => inner.code !== "invalid_value" || inner.path.length > issue.path.length)) {
    return rootCauses(best, root.value ?? null, shape).flatMap((inner) => findingsOf(inner, root, shape));
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

/** How badly a branch fits. Faults at the level of the union weigh most: they show that another branch was meant. */
function misfit(issues: readonly Issue[], depth: number): number {
  const weigh = (issue: Issue) => {
    if (issue.path.length > depth) return 1;
    return issue.code === "unrecognized_keys" ? 10 * issue.keys.length : 10;
  };
  return issues.reduce((sum, issue) => sum + weigh(issue), 0);
}

/** An unknown discriminator, such as a `rule` with a name that no rule has. */
function discriminator({ issue, root, fault }: Union): Finding {
  const values = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  if (fault.value !== undefined) return notOneOf(fault, values);
  const parent = descend(root, issue.path.slice(0, -1));
  const key = String(issue.path.at(-1));
  const near = isObject(parent.value) ? nearest(key, Object.keys(parent.value)) : undefined;
  return near === undefined ? missing(fault) : unknownKey(near, parent, [key]);
}

/** The unit of a length, by zod's name of the type. */
const COUNTED: Readonly<Record<string, { readonly one: string; readonly many: string }>> = {
  string: { one: "character", many: "characters" },
  array: { one: "entry", many: "entries" },
};

function limit(issue: Issue, fault: Fault): string {
  if (issue.code === "too_small") return tooSmall(Number(issue.minimum), COUNTED[issue.origin], fault);
  if (issue.code !== "too_big") return `${describe(fault.value)} is not allowed here.`;
  const counted = COUNTED[issue.origin];
  return counted === undefined
    ? `${describe(fault.value)} is too large: it must be at most ${String(issue.maximum)}.`
    : `This has more than ${String(issue.maximum)} ${counted.many}. Make it shorter.`;
}

function tooSmall(minimum: number, counted: (typeof COUNTED)[string] | undefined, fault: Fault): string {
  if (counted === undefined) return `${describe(fault.value)} is too small: it must be at least ${minimum}.`;
  if (minimum === 1) return `This is empty. Give at least one ${counted.one}, or remove the key.`;
  return `This has fewer than ${minimum} ${counted.many}. Make it longer.`;
}

/** A value as a message shows it. */
function describe(value: Json | undefined): string {
  if (value === undefined) return "nothing";
  if (value === null) return "empty";
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "a mapping";
  return typeof value === "string" ? `"${value.slice(0, 80)}"` : String(value);
}
