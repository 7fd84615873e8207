import { append } from "../../text/append.ts";
import { compareDecimals, isDecimal, isDyadic } from "../../text/decimal.ts";
import type { FieldDocument } from "../contract/contract-document.ts";
import { diagnostics } from "../diagnostics.ts";
import { at, type ObjectNode, text } from "../node.ts";
import type { Difference, Scope } from "./scope.ts";

const [LEAST, MOST] = ["-9223372036854775808", "9223372036854775807"];

/** Strings that validators accept for each format, with or without checks of formats, and that the grammar of dex rejects. */
const REJECTED: Readonly<Record<string, string>> = {
  date: "the year 0000",
  time: "leap seconds, offsets without a colon, more than nine digits of a second",
  "date-time": "the year 0000, leap seconds, offsets without a colon, more than nine digits of a second",
  uuid: "urn:uuid: before a UUID",
  duration: "strings that are not durations",
  email: "hosts with more than 63 characters between two dots",
  uri: "URIs with nothing after the scheme, or with an IP address of a future version",
  hostname: "a dot at the end of a hostname",
  ipv4: "strings that are not IPv4 addresses",
  ipv6: "strings that are not IPv6 addresses",
};

/** Records the values of a field on which dex and validators of the author's schema disagree. */
export function recordDifferences(field: FieldDocument, node: ObjectNode, { differences, path }: Scope): void {
  for (const what of differencesOf(field, node)) differences.push({ field: path, what, at: at(node, field.pointer) });
}

function differencesOf(field: FieldDocument, node: ObjectNode): readonly string[] {
  const { type, enum: values, multipleOf, pattern } = field;
  const format = REJECTED[text(node, "format")?.value ?? ""];
  // The strings and integers below cannot be in a list of values.
  const isListed = values !== undefined;
  return [
    ...(type.value === "bigint" && !isListed && !hasBounds(field) ? ["rejects integers of more than 64 bits"] : []),
    ...(type.value === "bytes" && !isListed ? ["rejects strings that are not base64"] : []),
    ...(format !== undefined && !isListed && isText(type.value) ? [`rejects ${format}`] : []),
    ...(isListed && (type.value === "uuid" || type.value === "timestamp")
      ? ["accepts other spellings of a listed value"]
      : []),
    ...(multipleOf && isDecimal(multipleOf.value) && !isDyadic(multipleOf.value)
      ? [`divides by ${multipleOf.value} in exact decimals`]
      : []),
    ...(pattern && hasSpaces(pattern.value)
      ? ["counts only ASCII characters as spaces and line breaks in patterns"]
      : []),
  ];
}

function isText(type: string): boolean {
  return ["string", "uuid", "date", "timestamp", "duration"].includes(type);
}

/** True if the field's own bounds are within 64 bits. */
function hasBounds({ minimum, exclusiveMinimum, maximum, exclusiveMaximum }: FieldDocument): boolean {
  const [low, high] = [minimum ?? exclusiveMinimum, maximum ?? exclusiveMaximum];
  // An invalid bound has its own report.
  if (low === undefined || high === undefined || !isDecimal(low.value) || !isDecimal(high.value)) return false;
  return compareDecimals(low.value, LEAST) >= 0 && compareDecimals(high.value, MOST) <= 0;
}

/** True for a pattern with `.`, `\s` or `\S`. In JavaScript, these treat more characters as spaces and line breaks than in the portable subset. */
function hasSpaces(pattern: string): boolean {
  const parts = pattern.match(/\\.|\[(?:\\.|[^\]\\])*\]?|[^\\[]/gs) ?? [];
  return parts.some((part) => part === "." || /^\\s$/i.test(part) || (part.startsWith("[") && /\\s/i.test(part)));
}

const MOST_NAMED = 5;

/** Reports all differences of a document in one note. */
export function reportDifferences(node: ObjectNode, differences: readonly Difference[]): void {
  const [first] = differences;
  if (first === undefined) return;
  const groups = new Map<string, string[]>();
  for (const { field, what } of differences) append(groups, what, field);
  const sentences = [...groups].map(([what, fields]) => {
    const more = fields.length > MOST_NAMED ? ` and ${fields.length - MOST_NAMED} more` : "";
    return `${what} (${fields.slice(0, MOST_NAMED).join(", ")}${more})`;
  });
  const place = text(node, "title")?.pointer ?? node.pointer;
  const report = diagnostics.report("differs-from-schema", at(node, place), { differences: sentences });
  node.reports.push({ ...report, related: differences.map(({ what, at: there }) => ({ at: there, message: what })) });
}
