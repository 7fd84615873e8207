import { either } from "../../assertion/amount.ts";
import { documentMisfit, type Fit } from "../../assertion/document-fit.ts";
import { misfitOf, storedFamilies } from "../../assertion/fit.ts";
import { NOTHING } from "../../assertion/query-parts.ts";
import { storedExactly } from "../../assertion/stored-exactly.ts";
import { NESTED } from "../../assertion/types.ts";
import { duckdbDocuments, type JsonKind } from "../../dialect/documents.ts";
import { duckdb } from "../../dialect/duckdb.ts";
import { enginePattern } from "../../dialect/pattern.ts";
import { typeName } from "../../dialect/type-names.ts";
import type { Type, TypeKind } from "../../ir/field.ts";
import { WIRE } from "../../text/grammars.ts";
import { Code, code } from "../../text/quote/code.ts";
import type { FoundColumn } from "./found-column.ts";
import { familyOf, isDeclared, isWidened, otherType } from "./stored-type.ts";

/** A column with the type of its contract. */
export interface TypedColumn {
  /** The value, NULL in place of one that does not fit. */
  readonly value: Code;
  /** The condition that a value does not fit the type. Undefined if every value fits. */
  readonly misfit?: Code;
  /** The value as it is in the data, for messages. */
  readonly raw: Code;
  /** Why the whole column has another type, as a sentence that begins with "it". */
  readonly problem?: string;
}

/** The spellings of floating-point numbers. DuckDB's cast accepts more, such as spaces. */
const FLOATS = "^([+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?|[Nn]a[Nn]|[+-]?[Ii]nf(inity)?)$";

/** Converts a column to a type in DuckDB. A value that does not fit becomes NULL, and is never rounded. */
export function typedColumn(found: FoundColumn, type: Type): TypedColumn {
  switch (found.as) {
    case "text":
      return fromText(found.column, type);
    case "json":
      return fromJson(found.column, type);
    case "stored":
      return fromStored(found, type);
  }
}

function fromText(column: Code, type: Type): TypedColumn {
  if (NESTED.includes(type.kind)) {
    const valid = code`json_valid(${column})`;
    const json = code`case when ${valid} then cast(${column} as json) end`;
    const inner = type.kind === "json" ? undefined : documentMisfit(type, { column: json, dialect: duckdb }, misfitOf);
    const misfit = code`(${column} is not null and not ${valid}${inner === undefined ? NOTHING : code` or (${inner})`})`;
    // Its items can be counted even if some do not fit.
    return { value: json, misfit, raw: column };
  }
  const misfit = textMisfit(type, { column, dialect: duckdb });
  if (misfit === undefined)
    return { value: column, raw: column, ...(type.kind === "string" && { misfit: hasNul(column) }) };
  return { value: code`case when not ${misfit} then ${parsed(type, column)} end`, misfit, raw: column };
}

/** A file of text has no NUL characters: one is the mark of a damaged file, and most databases cannot store it. */
function hasNul(column: Code): Code {
  return code`(${column} is not null and contains(${column}, chr(0)))`;
}

/** The condition that text is not a value of a scalar type. Undefined if all text is. */
function textMisfit(type: Type, fit: Fit): Code | undefined {
  const { column } = fit;
  if (type.kind === "string" || type.kind === "enum") return undefined;
  const failsCast = type.kind === "duration" ? undefined : code`${parsed(type, column)} is null`;
  const conditions = [spellingMisfit(type, fit), failsCast].map((one) => one && code`(${one})`);
  return code`(${column} is not null and (${either(conditions)}))`;
}

/** The condition that text is not a spelling of a value. The conditions of other types already read values as text. */
function spellingMisfit(type: Type, fit: Fit): Code | undefined {
  const misfit = misfitOf(type, fit);
  const pattern = type.kind === "float" ? FLOATS : type.kind === "bytes" ? WIRE.bytes : undefined;
  if (pattern === undefined) return misfit;
  const matches = duckdb.matches(fit.column, duckdb.string(enginePattern(pattern, duckdb)));
  // Only a number may be cast to check its range. In an `or`, DuckDB would cast other text too.
  return misfit === undefined ? code`not (${matches})` : code`case when ${matches} then ${misfit} else true end`;
}

/** Casts text to a scalar type. The result is NULL if the cast fails. */
function parsed(type: Type, column: Code): Code {
  if (type.kind === "bytes") return code`try(from_base64(${column}))`;
  return code`try_cast(${column} as ${typeName(type, duckdb.types)})`;
}

/** The kinds of JSON values of each scalar type. Decimals may be strings, so that no digit is lost. */
const KINDS: Partial<Record<TypeKind, readonly JsonKind[]>> = {
  int: ["number"],
  float: ["number", "string"],
  decimal: ["number", "string"],
  bool: ["boolean"],
};

function fromJson(column: Code, type: Type): TypedColumn {
  const member = code`nullif(${column}, 'null')`;
  if (NESTED.includes(type.kind)) {
    const misfit =
      type.kind === "json" ? undefined : documentMisfit(type, { column: member, dialect: duckdb }, misfitOf);
    if (misfit === undefined) return { value: member, raw: member };
    return { value: member, misfit: code`(${misfit})`, raw: member };
  }
  const text = duckdbDocuments.text(member);
  const kinds = KINDS[type.kind] ?? ["string"];
  const isKind = either(kinds.map((kind) => duckdbDocuments.isOfKind(member, kind)));
  const inner = textMisfit(type, { column: text, dialect: duckdb });
  const rounded = type.kind === "decimal" || type.kind === "int" ? code` or ${isRounded(member)}` : NOTHING;
  const misfit = code`(${member} is not null and (not (${isKind})${rounded}${inner === undefined ? NOTHING : code` or ${inner}`}))`;
  return { value: code`case when not ${misfit} then ${parsed(type, text)} end`, misfit, raw: text };
}

/** The digits that a float of 64 bits always keeps. */
const KEPT_DIGITS = Code.trusted("15");

/**
 * True for a number of JSON that may have been rounded: DuckDB reads numbers with a point or an exponent as floats. Decimals with more digits must be
 * strings.
 */
function isRounded(member: Code): Code {
  const digits = code`replace(split_part(cast(${member} as varchar), 'e', 1), '-', '')`;
  return code`(json_type(${member}) = 'DOUBLE' and length(rtrim(replace(ltrim(${digits}, '0.'), '.', ''), '0')) > ${KEPT_DIGITS})`;
}

function fromStored(
  { column, type: stored }: { readonly column: Code; readonly type: string },
  type: Type,
): TypedColumn {
  if (NESTED.includes(type.kind)) return fromNested(column, stored, type);
  const declared = typeName(type, duckdb.types);
  // The declared type of a duration is text, and not all text is one.
  const isExact = isDeclared(stored, type) && type.kind !== "duration";
  if (isExact || isWidened(stored, type)) {
    const value = isExact ? column : code`cast(${column} as ${declared})`;
    const outside = storedExactly(type, { column, dialect: duckdb })?.misfit;
    const misfit = outside?.text === "false" ? undefined : outside;
    return { value, raw: column, ...(misfit && { misfit: code`(${column} is not null and ${misfit})` }) };
  }
  const family = familyOf(stored);
  if (family === undefined || !storedFamilies(type, duckdb).includes(family)) {
    const problem = otherType(stored, type);
    return { value: code`try_cast(${column} as ${declared})`, raw: column, problem };
  }
  // Rules read the value as it is stored, as the tests of dbt do: 2.5 in a column of integers is above 2.
  const misfit = misfitOf(type, { column, dialect: duckdb });
  return { value: column, raw: column, ...(misfit && { misfit: code`coalesce(${misfit}, false)` }) };
}

function fromNested(column: Code, stored: string, type: Type): TypedColumn {
  const family = familyOf(stored);
  if (family === "text") return fromText(column, type);
  if (family !== "json" && family !== "nested") {
    const problem = otherType(stored, type);
    return { value: code`to_json(${column})`, raw: column, problem };
  }
  return fromJson(family === "json" ? column : code`to_json(${column})`, type);
}
