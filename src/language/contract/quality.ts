import type { Json } from "../../source/json.ts";
import type { Located } from "../located.ts";
import {
  bound,
  defined,
  duration,
  isObject,
  missingKey,
  number,
  type ObjectNode,
  objects,
  plain,
  raw,
  text,
  texts,
} from "../node.ts";
import { decimalText } from "../scalars.ts";
import type { RuleDocument, ScalarDocument } from "./contract-document.ts";
import { boundsOf, scalarList } from "./field.ts";

/** The rules of a `quality` list. */
export function rulesOf(contract: ObjectNode): readonly RuleDocument[] {
  return objects(contract, "quality").flatMap((node) => ruleOf(node) ?? []);
}

/** Keys of which a rule needs one to say anything. */
const NEEDED: Readonly<Record<string, readonly string[]>> = {
  not_null: ["fields", "field"],
  unique: ["fields", "field"],
  range: ["minimum", "maximum", "exclusive_minimum", "exclusive_maximum", "exclusiveMinimum", "exclusiveMaximum"],
  length: ["min", "max", "minimum", "maximum"],
  row_count: ["min", "max", "minimum", "maximum"],
  volume: ["min", "max", "minimum", "maximum"],
};

function ruleOf(node: ObjectNode): RuleDocument | undefined {
  const body = bodyOf(node);
  const needed = NEEDED[body?.rule ?? ""];
  if (needed?.every((key) => node.value[key] === undefined))
    missingKey(
      node,
      needed.filter((key) => !/[A-Z]/.test(key)),
    );
  return body && ({ ...common(node), ...defined(body) } as RuleDocument);
}

function common(node: ObjectNode) {
  return defined({
    pointer: node.pointer,
    name: text(node, "name"),
    severity: plain(node, "severity") as RuleDocument["severity"],
    where: text(node, "where"),
    description: plain(node, "description"),
    tolerance: toleranceOf(node),
  });
}

/** What each rule says; the shape has checked that its own keys are there. */
function bodyOf(
  node: ObjectNode,
): ({ readonly rule: RuleDocument["rule"] } & Readonly<Record<string, unknown>>) | undefined {
  const field = text(node, "field");
  switch (plain(node, "rule")) {
    case "not_null":
      return { rule: "not_null", fields: texts(node, "fields", "field") };
    case "unique":
      return { rule: "unique", fields: texts(node, "fields", "field") };
    case "in_set":
      return { rule: "in_set", field, values: scalarList(node, "values")?.value ?? ([] as Located<ScalarDocument>[]) };
    case "range":
      return { rule: "range", field, ...boundsOf(node) };
    case "length":
      return { rule: "length", field, ...countsOf(node) };
    case "matches":
      return { rule: "matches", field, pattern: text(node, "pattern") };
    case "format":
      return { rule: "format", field, format: text(node, "format") };
    case "multiple_of":
      return { rule: "multiple_of", field, divisor: bound(node, "value") };
    case "reference":
      return { rule: "reference", field, to: text(node, "to") };
    case "row_count":
      return { rule: "row_count", ...countsOf(node) };
    case "volume":
      return { rule: "volume", column: text(node, "column"), ...countsOf(node) };
    case "equal_row_count":
      return { rule: "equal_row_count", dataset: text(node, "dataset") };
    case "freshness":
      return { rule: "freshness", column: text(node, "column"), maxSeconds: duration(node, "max_delay") };
    case "expression":
      return { rule: "expression", sql: text(node, "sql") };
    default:
      return undefined;
  }
}

function countsOf(node: ObjectNode) {
  return { minimum: number(node, "min", "minimum"), maximum: number(node, "max", "maximum") };
}

/** A fraction (`0.01`) or a number of rows (`{max_rows: 5}`). */
function toleranceOf(node: ObjectNode): RuleDocument["tolerance"] {
  const found = raw(node, "tolerance");
  if (found === undefined) return undefined;
  const rows: Json | undefined = isObject(found.value) ? found.value["max_rows"] : undefined;
  const value =
    rows === undefined
      ? { max: decimalText(Number(found.value)) ?? "0", unit: "fraction" as const }
      : { max: String(rows), unit: "rows" as const };
  return { value, pointer: found.pointer };
}
