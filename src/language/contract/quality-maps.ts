import type { Located } from "../located.ts";
import { flag, number, type ObjectNode, object, texts } from "../node.ts";
import { decimalText } from "../scalars.ts";
import type { FieldDocument, RuleDocument } from "./contract-document.ts";

/** The rules that the maps of a long form's `quality` stand for: columns that are unique, and how often optional ones may be NULL. */
export function qualityMapRules(contract: ObjectNode, fields: readonly FieldDocument[]): readonly RuleDocument[] {
  const quality = object(contract, "quality");
  if (quality === undefined) return [];
  return [...uniqueRules(quality), ...optionalRules(quality, fields)];
}

function uniqueRules(quality: ObjectNode): readonly RuleDocument[] {
  const node = object(quality, "uniqueness");
  if (node === undefined) return [];
  const tolerance = toleranceOf(node, "duplicate_tolerance");
  const rule = (fields: readonly Located<string>[], pointer: string): RuleDocument => ({
    rule: "unique",
    pointer,
    fields,
    ...(tolerance && { tolerance }),
  });
  const combination = texts(node, "combination", "fields");
  const single = Object.keys(node.value).flatMap((name) => {
    const said = KNOWN.has(name) ? undefined : flag(node, name);
    return said?.value === true ? [rule([{ value: name, pointer: said.pointer }], said.pointer)] : [];
  });
  return [...(combination.length > 0 ? [rule(combination, node.pointer)] : []), ...single];
}

const KNOWN: ReadonlySet<string> = new Set(["combination", "fields", "duplicate_tolerance"]);

/** `optional_fields_null_rate`: the columns that may be NULL are so in no more than a fraction of the rows. */
function optionalRules(quality: ObjectNode, fields: readonly FieldDocument[]): readonly RuleDocument[] {
  const node = object(quality, "completeness");
  const rate = node && number(node, "optional_fields_null_rate");
  if (node === undefined || rate === undefined) return [];
  const optional = fields.filter((field) => field.nullable?.value ?? field.required?.value !== true);
  if (optional.length === 0) return [];
  const tolerance = toleranceOf(node, "optional_fields_null_rate");
  return [
    {
      rule: "not_null",
      pointer: rate.pointer,
      fields: optional.map(({ name }) => ({ value: name, pointer: rate.pointer })),
      ...(tolerance && { tolerance }),
    },
  ];
}

/** A fraction of the rows; none of them is no tolerance. */
function toleranceOf(node: ObjectNode, key: string): RuleDocument["tolerance"] {
  const found = number(node, key);
  const max = found && decimalText(found.value);
  return found === undefined || max === undefined || max === "0"
    ? undefined
    : { value: { max, unit: "fraction" }, pointer: found.pointer };
}
