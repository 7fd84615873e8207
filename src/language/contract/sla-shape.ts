import { z } from "zod";
import { bound, count, duration, label, name, oneOrMore, scalar } from "../shapes.ts";
import { constraintMembers, listSpellings } from "./field-shape.ts";

const validitySpellings = {
  min: bound.optional().describe("minimum"),
  max: bound.optional().describe("maximum"),
};
const percentage = z.number().min(0).max(100);
const fraction = z.number().min(0).max(1);

/** How fresh the newest row is. */
const freshness = z
  .strictObject({
    max_delay: duration.optional(),
    max_delay_hours: z.number().min(0).max(1_000_000).optional().describe("max_delay in hours"),
    max_delay_minutes: z.number().min(0).max(1_000_000).optional().describe("max_delay in minutes"),
    column: label
      .optional()
      .describe("the column that tells the age of a row; by default dataset.updated_at, then dataset.event_time"),
    check_frequency: label.optional().describe("how often somebody looks; documentation only"),
  })
  .meta({
    id: "freshness",
    description: "how old the newest row may be when it is checked; an empty table is not fresh",
  });

const completeness = z
  .strictObject({
    min_percentage: percentage.optional().describe("99.9 lets 0.1 % of the rows be NULL; a primary key stays strict"),
    required_fields_null_rate: fraction
      .optional()
      .describe("the same as a fraction: 0.001 lets 0.1 % of the rows be NULL"),
    optional_fields_null_rate: fraction
      .optional()
      .describe("the fraction of rows in which a column that may be NULL is NULL at most"),
    fields: oneOrMore.optional().describe("the columns it is about; by default every column that is not to be NULL"),
    required_fields: oneOrMore.optional().describe("fields"),
  })
  .meta({ id: "completeness", description: "how many rows have a value in the columns that are not to be NULL" });

const volume = z
  .strictObject({
    min_daily_records: count.optional().describe("the fewest rows of a day"),
    max_daily_records: count.optional().describe("the most rows of a day"),
    min_records: count.optional().describe("the fewest rows in all"),
    max_records: count.optional().describe("the most rows in all"),
    column: label.optional().describe("the column that tells the day of a row; by default dataset.event_time"),
    anomaly_threshold: z.number().min(0).optional().describe("documentation only"),
  })
  .meta({ id: "volume", description: "how many rows there are" });

/** Service levels. */
export const sla = z
  .strictObject({
    freshness: freshness.optional(),
    completeness: completeness.optional(),
    accuracy: z
      .strictObject({
        duplicate_tolerance: fraction.describe("the fraction of rows that may be duplicates: 0.01 is 1 %"),
        fields: oneOrMore.optional().describe("the columns that make a row a duplicate; by default the primary key"),
      })
      .optional()
      .describe("how many duplicates there may be"),
    volume: volume.optional(),
    availability: z
      .union([label, percentage, z.record(z.string(), scalar)])
      .optional()
      .describe("how often the data can be read; documentation only"),
    min_rows: count.optional().describe("the fewest rows in all"),
    minimum_records: count.optional().describe("min_rows"),
    max_rows: count.optional().describe("the most rows in all"),
    maximum_records: count.optional().describe("max_rows"),
  })
  .meta({ id: "sla", description: "service levels: freshness, completeness, accuracy, volume" });

/** The maps that stand under `quality` in the long version of the short form. */
export const qualityMaps = z
  .strictObject({
    freshness: freshness.optional(),
    completeness: completeness.optional(),
    uniqueness: z
      .object({
        combination: oneOrMore.optional().describe("the columns that together are unique; by default the primary key"),
        fields: oneOrMore.optional().describe("combination"),
        duplicate_tolerance: fraction.optional().describe("the fraction of rows that may be duplicates: 0.01 is 1 %"),
      })
      .catchall(z.boolean().describe("true: the column of this name is unique by itself"))
      .optional()
      .describe("what is unique: a combination of columns, and columns by name (order_id: true)"),
    validity: z
      .record(name, z.strictObject({ ...constraintMembers, ...listSpellings, ...validitySpellings }))
      .optional()
      .describe("constraints by column, in the words of a field"),
    volume: volume.optional(),
  })
  .meta({ id: "qualityMaps", description: "freshness, completeness, uniqueness, validity and volume, as mappings" });
