import type { Bound, FieldPath, Rule } from "../ir/assertion.ts";
import type { StringFormat } from "../ir/field.ts";
import type { FieldDocument } from "../language/contract/contract-document.ts";
import { typeRange } from "../language/contract/type-range.ts";
import type { Located } from "../language/located.ts";
import { splitReference } from "../link/linked-project.ts";
import { portablePattern } from "../text/portable-regex.ts";
import { nameOf, type UnnamedAssertion } from "./assertion-ids.ts";
import { boundsWithin } from "./bounds-within-type.ts";
import { type FieldContext, isNeverNull, membersContext } from "./field.ts";
import { FORMAT_LENGTHS, FORMATS, isFormat } from "./formats.ts";
import { withConsequence } from "./on-violation.ts";

/** The assertions of one field's constraints, with those of the members of objects and the items of arrays. */
export function constraintAssertions(
  field: FieldDocument,
  context: FieldContext,
  parent: FieldPath = [],
): readonly UnnamedAssertion[] {
  const path = parent.concat(field.name);
  const notNull = isNeverNull(field, context)
    ? [assertion({ kind: "not_null", field: path }, path, notNullPlace(field))]
    : [];
  return placed([...notNull, ...ownAssertions(field, path)], field, context).concat(
    memberAssertions(field, membersContext(field, context), path),
  );
}

/** Assertions of a field, with their place and what happens to violations. */
function placed(
  assertions: readonly UnnamedAssertion[],
  field: FieldDocument,
  context: FieldContext,
): readonly UnnamedAssertion[] {
  const { onViolation } = membersContext(field, context);
  return assertions.map((one) => ({
    ...withConsequence(one, onViolation, context.contract),
    origin: { path: context.path, pointer: one.origin.pointer },
  }));
}

function memberAssertions(field: FieldDocument, context: FieldContext, path: FieldPath): readonly UnnamedAssertion[] {
  const item = (document: FieldDocument | undefined, step: "[]" | "{}") =>
    document === undefined
      ? []
      : placed(ownAssertions(document, [...path, step]), document, context).concat(
          memberAssertions(document, membersContext(document, context), [...path, step]),
        );
  return [
    ...(field.fields ?? []).flatMap((member) => constraintAssertions(member, context, path)),
    ...item(field.items, "[]"),
    ...item(field.values, "{}"),
  ];
}

/** The pointer of the key that makes a field not null. */
function notNullPlace(field: FieldDocument): string {
  return field.nullable?.pointer ?? field.required?.pointer ?? field.pointer;
}

function ownAssertions(field: FieldDocument, path: FieldPath): UnnamedAssertion[] {
  return [
    ...inSet(field, path),
    ...range(field, path),
    ...lengths(field, path),
    ...matches(field, path),
    ...format(field, path),
    ...(field.multipleOf
      ? [
          assertion(
            { kind: "multiple_of", field: path, divisor: field.multipleOf.value },
            path,
            field.multipleOf.pointer,
          ),
        ]
      : []),
    ...(field.unique?.value && path.length === 1
      ? [assertion({ kind: "unique", fields: path }, path, field.unique.pointer)]
      : []),
    ...reference(field, path),
  ];
}

function assertion(rule: Rule, path: FieldPath, pointer: string): UnnamedAssertion {
  return { name: nameOf(path, rule.kind), rule, severity: "error", origin: { path: "", pointer } };
}

function inSet(field: FieldDocument, path: FieldPath): UnnamedAssertion[] {
  if (field.enum === undefined) return [];
  const values = field.enum.value.map(({ value }) => value).filter((value) => value.kind !== "null");
  return [assertion({ kind: "in_set", field: path, values }, path, field.enum.pointer)];
}

function range(field: FieldDocument, path: FieldPath): UnnamedAssertion[] {
  const limits = boundsOf(field);
  return limits === undefined
    ? []
    : [
        assertion(
          { kind: "range", field: path, ...boundsWithin(limits.bounds, typeRange(field)) },
          path,
          limits.pointer,
        ),
      ];
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

function lengths(field: FieldDocument, path: FieldPath): UnnamedAssertion[] {
  const length = (
    of: "string" | "items",
    minimum: Located<number> | undefined,
    maximum: Located<number> | undefined,
  ): UnnamedAssertion[] => {
    const pointer = minimum?.pointer ?? maximum?.pointer;
    if (pointer === undefined) return [];
    const rule: Rule = {
      kind: "length",
      field: path,
      of,
      ...(minimum && { minimum: minimum.value }),
      ...(maximum && { maximum: maximum.value }),
    };
    return [assertion(rule, path, pointer)];
  };
  return [...length("string", field.minLength, field.maxLength), ...length("items", field.minItems, field.maxItems)];
}

function matches(field: FieldDocument, path: FieldPath): UnnamedAssertion[] {
  const portable = field.pattern && portablePattern(field.pattern.value);
  // `check` has reported a pattern outside the portable subset.
  if (field.pattern === undefined || portable === undefined || "problem" in portable) return [];
  return [assertion({ kind: "matches", field: path, pattern: portable.normalised }, path, field.pattern.pointer)];
}

function format(field: FieldDocument, path: FieldPath): UnnamedAssertion[] {
  const name = field.format?.value;
  if (field.format === undefined || name === undefined || !isFormat(name) || field.type.value !== "string") return [];
  return formatRules(path, name).map((rule) => assertion(rule, path, field.format?.pointer ?? field.pointer));
}

/** The rules of a format: its grammar, and the maximum length that a grammar cannot express. */
export function formatRules(field: FieldPath, format: StringFormat): readonly Rule[] {
  const maximum = FORMAT_LENGTHS[format];
  const grammar: Rule = { kind: "format", field, format, pattern: FORMATS[format] };
  return maximum === undefined ? [grammar] : [grammar, { kind: "length", field, maximum, of: "string" }];
}

function reference(field: FieldDocument, path: FieldPath): UnnamedAssertion[] {
  const to = field.references && splitReference(field.references.value);
  if (field.references === undefined || to === undefined) return [];
  const rule: Rule = { kind: "reference", field: path, to: { dataset: to.contract, field: to.field } };
  return [assertion(rule, path, field.references.pointer)];
}
