import { z } from "zod";
import { NAME, RESERVED_NAMES, SEMVER, TOPIC } from "./scalars.ts";

// The small shapes that several documents share. A custom issue carries the name of the diagnostic to report in `params`.

/** A custom rule of a shape: the diagnostic it breaks into, and that diagnostic's parameters. */
function rule<T>(test: (value: T) => boolean, diagnostic: string, parameters: (value: T) => object) {
  return { test, issue: (value: T) => ({ code: "custom" as const, params: { diagnostic, ...parameters(value) } }) };
}

function text(checked: ReturnType<typeof rule<string>>) {
  return z.string().superRefine((value, context) => {
    if (!checked.test(value)) context.addIssue(checked.issue(value));
  });
}

const isName = (value: string) => NAME.test(value) && !RESERVED_NAMES.includes(value);

/** A name of the language. */
export const name = text(rule(isName, "bad-name", (value) => ({ name: value })));

/** A semantic version. */
export const version = text(
  rule(
    (value) => SEMVER.test(value),
    "bad-version",
    (value) => ({ version: value }),
  ),
);

/** A Kafka topic's name. */
export const topicName = text(
  rule(
    (value) => TOPIC.test(value) && value !== "." && value !== "..",
    "out-of-range",
    (value) => ({
      what: `"${value}" is not a topic name: use letters, digits, ".", "_" and "-", at most 249.`,
    }),
  ),
);

/** A physical name: it only ever reaches a quoter. */
export const physicalName = z.string().min(1).max(255);

/** A description. */
export const description = z.string().max(16384);

/** Text of an SQL expression or query. */
export const sql = z.string().min(1).max(262144);

/** A duration as written: `15m`, `1h`, `7d`, or ISO 8601. Its grammar is checked when it is read. */
export const duration = z.string().min(1).max(32);

/** A count of something. */
export const count = z.int().min(0);

/** A number, or a number written as text so that no digit is lost, or a date for a date field. */
export const bound = z.union([z.number(), z.string().min(1).max(64)]);

/** A scalar value. */
export const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Who is told, who owns: free text, shown and never run. */
export const label = z.string().min(1).max(255);

/** Tags. */
export const tags = z.array(label).max(100);

/** error, warn or info. */
export const severity = z.enum(["error", "warn", "info"]);

/** How many rows may violate a rule. */
export const tolerance = z.union([
  z.number().min(0).max(1).describe("a fraction of the rows, 0 to 1"),
  z.strictObject({ max_rows: count }).describe("a number of rows"),
]);
