import type { Bound, FieldPath, Rule } from "../ir/assertion.ts";
import type { FieldDocument } from "../language/contract/contract-document.ts";
import type { Located } from "../language/located.ts";
import { splitReference } from "../link/model.ts";
import { portablePattern } from "../text/portable-regex.ts";
import { type Draft, nameOf } from "./draft.ts";
import { type FieldContext, occurrence } from "./field.ts";
import { FORMATS, isFormat } from "./formats.ts";

/** The assertions of one field's constraints, with those of the members of objects and the items of arrays. */
export function constraintDrafts(
  field: FieldDocument,
  context: FieldContext,
  parent: FieldPath = [],
): readonly Draft[] {
  const path = parent.concat(field.name);
  const { nullable, presence } = occurrence(field, context);
  const notNull =
    nullable || presence === "optional" ? [] : [draft({ kind: "not_null", field: path }, path, notNullPlace(field))];
  const inside: FieldContext = { ...context, rows: "message", keys: new Set() };
  return [...notNull, ...ownDrafts(field, path), ...memberDrafts(field, inside, path)].map((one) => ({
    ...one,
    origin: { path: context.path, pointer: one.origin.pointer },
  }));
}

function memberDrafts(field: FieldDocument, context: FieldContext, path: FieldPath): readonly Draft[] {
  const item = (document: FieldDocument | undefined, step: "[]" | "{}") =>
    document === undefined
      ? []
      : [...ownDrafts(document, [...path, step]), ...memberDrafts(document, context, [...path, step])];
  return [
    ...(field.fields ?? []).flatMap((member) => constraintDrafts(member, context, path)),
    ...item(field.items, "[]"),
    ...item(field.values, "{}"),
  ];
}

/** The pointer of the key that makes a field not null. */
function notNullPlace(field: FieldDocument): string {
  return field.nullable?.pointer ?? field.required?.pointer ?? field.pointer;
}

function ownDrafts(field: FieldDocument, path: FieldPath): Draft[] {
  return [
    ...inSet(field, path),
    ...range(field, path),
    ...lengths(field, path),
    ...matches(field, path),
    ...format(field, path),
    ...(field.multipleOf
      ? [draft({ kind: "multiple_of", field: path, divisor: field.multipleOf.value }, path, field.multipleOf.pointer)]
      : []),
    ...(field.unique?.value && path.length === 1
      ? [draft({ kind: "unique", fields: path }, path, field.unique.pointer)]
      : []),
    ...reference(field, path),
  ];
}

function draft(rule: Rule, path: FieldPath, pointer: string): Draft {
  return { name: nameOf(path, rule.kind), rule, severity: "error", origin: { path: "", pointer } };
}

function inSet(field: FieldDocument, path: FieldPath): Draft[] {
  if (field.enum === undefined) return [];
  const values = field.enum.value.map(({ value }) => value).filter((value) => value.kind !== "null");
  return [draft({ kind: "in_set", field: path, values }, path, field.enum.pointer)];
}

function range(field: FieldDocument, path: FieldPath): Draft[] {
  const limits = boundsOf(field);
  return limits === undefined ? [] : [draft({ kind: "range", field: path, ...limits.bounds }, path, limits.pointer)];
}

/** The lower and the upper bound, inclusive or exclusive. */
export function boundsOf(limits: {
  readonly minimum?: Located<string>;
  readonly maximum?: Located<string>;
  readonly exclusiveMinimum?: Located<string>;
  readonly exclusiveMaximum?: Located<string>;
}): { readonly bounds: { readonly minimum?: Bound; readonly maximum?: Bound }; readonly pointer: string } | undefined {
  const lower = limits.minimum ?? limits.exclusiveMinimum;
  const upper = limits.maximum ?? limits.exclusiveMaximum;
  const pointer = lower?.pointer ?? upper?.pointer;
  if (pointer === undefined) return undefined;
  const bounds = {
    ...(lower && { minimum: { value: lower.value, exclusive: limits.minimum === undefined } }),
    ...(upper && { maximum: { value: upper.value, exclusive: limits.maximum === undefined } }),
  };
  return { bounds, pointer };
}

function lengths(field: FieldDocument, path: FieldPath): Draft[] {
  const length = (
    of: "string" | "items",
    minimum: Located<number> | undefined,
    maximum: Located<number> | undefined,
  ): Draft[] => {
    const pointer = minimum?.pointer ?? maximum?.pointer;
    if (pointer === undefined) return [];
    const rule: Rule = {
      kind: "length",
      field: path,
      of,
      ...(minimum && { minimum: minimum.value }),
      ...(maximum && { maximum: maximum.value }),
    };
    return [draft(rule, path, pointer)];
  };
  return [...length("string", field.minLength, field.maxLength), ...length("items", field.minItems, field.maxItems)];
}

function matches(field: FieldDocument, path: FieldPath): Draft[] {
  const portable = field.pattern && portablePattern(field.pattern.value);
  // `check` has reported a pattern outside the portable subset.
  if (field.pattern === undefined || portable === undefined || "problem" in portable) return [];
  return [draft({ kind: "matches", field: path, pattern: portable.normalised }, path, field.pattern.pointer)];
}

function format(field: FieldDocument, path: FieldPath): Draft[] {
  const name = field.format?.value;
  if (field.format === undefined || name === undefined || !isFormat(name) || field.type.value !== "string") return [];
  return [draft({ kind: "format", field: path, format: name, pattern: FORMATS[name] }, path, field.format.pointer)];
}

function reference(field: FieldDocument, path: FieldPath): Draft[] {
  const to = field.references && splitReference(field.references.value);
  if (field.references === undefined || to === undefined) return [];
  const rule: Rule = { kind: "reference", field: path, to: { dataset: to.contract, field: to.field } };
  return [draft(rule, path, field.references.pointer)];
}
