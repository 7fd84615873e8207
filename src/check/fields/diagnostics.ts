import { defineDiagnostics } from "../../diagnostics/define.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";

interface Name {
  readonly name: string;
  readonly names: readonly string[];
}

/** Semantic faults of the constraints of fields. */
export const diagnostics = defineDiagnostics("check", {
  "empty-range": {
    severity: "error",
    message: ({ low, high, what }: { low: string; high: string; what: string }) =>
      `The minimum ${what} ${low} is above the maximum ${high}. Swap the two, or correct one.`,
  },
  "bound-outside-type": {
    severity: "error",
    message: ({ bound, least, most }: { bound: string; least: string; most: string }) =>
      `No value of this type satisfies the bound ${bound}, because the values are from ${least} to ${most}. Change the bound, or the type.`,
  },
  "decimal-digits": {
    severity: "error",
    message: ({ precision, scale }: { precision: number; scale: number }) =>
      `decimal(${precision}, ${scale}) is not a type: the precision must be 1 to 38, and the scale at most the precision.`,
  },
  "decimal-without-precision": {
    severity: "warning",
    message: (_: object) =>
      "This decimal has no precision and defaults to decimal(38, 9). Add both: precision: 10, scale: 2",
  },
  "bad-pattern": {
    severity: "error",
    message: ({ pattern, problem }: { pattern: string; problem: string }) =>
      `The pattern "${pattern}" is not portable: ${problem}. Use only literals, classes, groups, alternatives, anchors and repeats up to 255.`,
  },
  "slow-pattern": {
    severity: "error",
    message: ({ pattern, problem, faster }: { pattern: string; problem: string; faster: string }) =>
      `The pattern "${pattern}" can take too long: ${problem}. ${faster}`,
  },
  "unknown-format": {
    severity: "error",
    message: ({ name, names }: Name) =>
      `Unknown format "${name}".${didYouMean(name, names)} The formats are ${names.join(", ")}. For any other, write a pattern.`,
  },
  "constraint-type": {
    severity: "error",
    message: ({ constraint, type }: { constraint: string; type: string }) =>
      `"${constraint}" does not apply to type ${type}. Remove it, or change the type.`,
  },
  "bound-type": {
    severity: "error",
    message: ({ bound, type }: { bound: string; type: string }) =>
      `"${bound}" cannot be compared with values of type ${type}. Write ${type === "date" ? 'a date such as "2026-01-31"' : type.startsWith("timestamp") ? 'a timestamp such as "2026-01-31T00:00:00Z"' : "a number"}.`,
  },
  "value-type": {
    severity: "error",
    message: ({ value, type, number }: { value: string; type: string; number?: string | undefined }) =>
      `${value} is not a value of type ${type}. ${number === undefined ? "Change the value, or the type." : `Write ${number} without quotes, or change the type.`}`,
  },
  "duplicate-value": {
    severity: "error",
    message: ({ value }: { value: string }) => `${value} is in this list twice. Remove one.`,
  },
  "default-not-allowed": {
    severity: "error",
    message: ({ value, why }: { value: string; why: string }) =>
      `The default ${value} violates the field's own constraint: ${why}. Change one of the two.`,
  },
  "bad-example": {
    severity: "warning",
    message: ({ value, why }: { value: string; why: string }) =>
      `The example ${value} is not a valid value of the field: ${why}. Change the example, or the field.`,
  },
  "bad-multiple": {
    severity: "error",
    message: ({ text }: { text: string }) => `"multiple_of" must be a number above zero, found ${text}.`,
  },
  "inexact-multiple": {
    severity: "error",
    message: ({ type }: { type: string }) =>
      `Targets cannot divide values of type ${type} by this number without rounding. Write ${type === "float" || type === "double" ? "at most 15 digits before the point and 10 after it" : "a number with fewer digits"}, or a rule "range".`,
  },
  "similar-columns": {
    severity: "warning",
    message: ({ one, other }: { one: string; other: string }) =>
      `"${one}" and "${other}" differ only in upper and lower case, which many warehouses do not tell apart. Rename one.`,
  },
  "reserved-column": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `Columns whose names begin with "_dex_" belong to dex. Rename "${name}", or create a view with another name for it over the table.`,
  },
  "renamed-from-present": {
    severity: "error",
    message: ({ name }: { name: string }) =>
      `"${name}" is still a column of this contract, so this column is not its new name. Remove one of the two.`,
  },
});
