import { z } from "zod";
import { CONNECTION, isDevice, NAME, RESERVED_NAMES, SEMVER, TOPIC } from "./scalars.ts";

// The small shapes that several documents share. A custom issue carries in `params` the diagnostic that it becomes.

/** A text of one grammar: what it breaks into when it does not follow it. The pattern is published for editors. */
function grammar(fits: (value: string) => boolean, diagnostic: string, parameter: string) {
  return z.string().superRefine((value, context) => {
    if (!fits(value)) context.addIssue({ code: "custom", params: { diagnostic, [parameter]: value } });
  });
}

/** A name of the language. */
export const name = grammar((value) => NAME.test(value) && !RESERVED_NAMES.includes(value), "bad-name", "name").meta({
  pattern: NAME.source,
});

/** A name that files are called by: of a contract, a pipeline, a model. */
export const fileName = grammar(
  (value) => NAME.test(value) && !RESERVED_NAMES.includes(value) && !isDevice(value),
  "bad-name",
  "name",
).meta({ pattern: NAME.source });

/** A semantic version. */
export const version = grammar((value) => SEMVER.test(value), "bad-version", "version").meta({
  pattern: SEMVER.source,
  description: 'a semantic version in quotes, such as "1.2.0"',
});

/** A Kafka topic's name. */
export const topicName = grammar(
  (value) => TOPIC.test(value) && value !== "." && value !== "..",
  "bad-topic",
  "topic",
).meta({ pattern: TOPIC.source });

/** The name of a connection. */
export const connectionName = grammar((value) => CONNECTION.test(value), "bad-connection", "connection").meta({
  pattern: CONNECTION.source,
});

/** A physical name: it only ever reaches a quoter. */
export const physicalName = z
  .string()
  .min(1)
  .max(255)
  .superRefine((value, context) => {
    if (!/\p{Cc}/u.test(value)) return;
    const what = "A physical name is one line of visible characters. Remove the line breaks and tabs.";
    context.addIssue({ code: "custom", params: { diagnostic: "out-of-range", what } });
  });

/** A description. */
export const description = z.string().max(16384).describe("what it is, in a sentence or two");

/** Text of an SQL expression or query. */
export const sql = z.string().min(1).max(262144);

/** A duration as written: `15m`, `1h`, `7d`, or ISO 8601. Its grammar is checked when it is read. */
export const duration = z.string().min(1).max(32).meta({
  pattern: "^(\\d+[smhdw]|P.+)$",
  description: 'a duration: "15m", "1h", "7d", or ISO 8601',
});

/** A count of something. */
export const count = z.int().min(0);

/** A number, or a number written as text so that no digit is lost, or a date for a date field. */
export const bound = z.union([z.number(), z.string().min(1).max(64)]);

/** A scalar value. */
export const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** Who is told, who owns: free text, shown and never run. */
export const label = z.string().min(1).max(255);

/** Tags. */
export const tags = z.array(label).max(100).describe("words to find it by");

/** error, warn or info. */
export const severity = z.enum(["error", "warn", "info"]).describe("how bad a violation is; error when it is left out");

/** How many rows may violate a rule. */
export const tolerance = z.union([
  z.number().min(0).max(1).describe("a fraction of the rows, 0 to 1"),
  z.strictObject({ max_rows: count.describe("how many rows") }).describe("a number of rows"),
]);

/** Column names: one, or a list. */
export const oneOrMore = z.union([label, z.array(label).min(1)]);

/** For the schema that an editor adds to a JSON or YAML file. */
export const editorSchema = z
  .string()
  .max(2048)
  .describe("the schema that editors check this file with; dex ignores it");
