import { called, described, either, mapOf } from "../kind.ts";
import { mapping, reading, spellingsOf } from "../mapping.ts";
import { member, needed } from "../member.ts";
import {
  anyKey,
  column,
  columns,
  count,
  duration,
  flag,
  fraction,
  label,
  name,
  number,
  percentage,
  scalar,
  wholeDays,
} from "../scalar-kinds.ts";
import { TABLE_TARGETS } from "../used-by.ts";
import { constraints } from "./field.ts";

const DELAYS = ["max_delay", "max_delay_hours", "max_delay_minutes"];

/** The keys of a freshness, under `sla` or `quality`. */
export const freshness = mapping(
  {
    id: "freshness",
    usedBy: TABLE_TARGETS,
    about: "the maximum age of the newest row; an empty table is not fresh",
    rivals: [DELAYS],
    needs: [{ oneOf: DELAYS }],
  },
  {
    max_delay: member(duration, {}),
    max_delay_hours: member(number(0, 1_000_000), { about: "max_delay in hours" }),
    max_delay_minutes: member(number(0, 1_000_000), { about: "max_delay in minutes" }),
    warn_after: member(duration, { about: "the age that causes a warning, shorter than max_delay: a duration" }),
    column: member(column, {
      about: "the column with the time of a row; defaults to dataset.updated_at, then to dataset.event_time",
    }),
    check_frequency: member(label, { about: "how often somebody looks", usedBy: [] }),
  },
);

/** The keys of a completeness, under `sla` or `quality`. */
export const completeness = mapping(
  {
    id: "completeness",
    usedBy: TABLE_TARGETS,
    about: "how many rows have a value in columns that may be NULL; it never weakens a column that must not be NULL",
    rivals: [["min_percentage", "required_fields_null_rate"]],
    needs: [
      {
        oneOf: ["min_percentage", "required_fields_null_rate", "optional_fields_null_rate"],
        say: ["min_percentage"],
        about: "such as 99.9",
      },
    ],
  },
  {
    min_percentage: member(percentage, {
      about: "99.9 lets 0.1 % of the rows be NULL in each of the columns",
    }),
    required_fields_null_rate: member(fraction, {
      about: "0.001 lets 0.1 % of the rows be NULL in each of the columns of `fields`; it has no effect without them",
    }),
    optional_fields_null_rate: member(fraction, {
      about: "the largest fraction of rows in which a column is NULL, for each column that may be NULL",
    }),
    fields: member(columns, {
      about:
        "the columns, none of which may be declared as not null; defaults to every column without nullable, not_null and required",
      also: ["required_fields"],
    }),
  },
);

/** The days that a volume is about, in the words of the reference. */
export const WINDOW = "how many of the last complete days to check: 7d; defaults to all days";

/** The keys of a volume, under `sla` or `quality`. */
export const volume = mapping(
  {
    id: "volume",
    usedBy: TABLE_TARGETS,
    about: "the number of rows",
    needs: [
      {
        oneOf: ["min_daily_records", "max_daily_records", "min_records", "max_records"],
        say: ["min_daily_records", "max_daily_records"],
      },
    ],
  },
  {
    min_daily_records: member(count, {
      about: "the smallest number of rows of each complete day (UTC), from the day of the first row to yesterday",
    }),
    max_daily_records: member(count, { about: "the largest number of rows of each of these days" }),
    window: member(wholeDays, { about: WINDOW }),
    min_records: member(count, { about: "the smallest number of rows in total" }),
    max_records: member(count, { about: "the largest number of rows in total" }),
    column: member(column, { about: "the column with the day of a row; defaults to dataset.event_time" }),
    anomaly_threshold: member(number(0), { about: "when a volume is unusual", usedBy: [] }),
  },
);

/** The keys of an accuracy, under `sla`. */
export const accuracy = mapping(
  { usedBy: TABLE_TARGETS },
  {
    duplicate_tolerance: needed(fraction, { about: "the fraction of rows that may be duplicates: 0.01 is 1 %" }),
    fields: member(columns, { about: "the columns that make a row a duplicate; defaults to the primary key" }),
  },
);

/** The keys of `sla`. */
export const sla = mapping(
  { id: "sla", about: "service levels: freshness, completeness, accuracy, volume", usedBy: "compiler" },
  {
    freshness: member(freshness, {}),
    completeness: member(completeness, {}),
    accuracy: member(accuracy, { about: "how many duplicates there may be" }),
    volume: member(volume, {}),
    availability: member(
      called("a string, a percentage or a mapping", either(label, number(0, 100), mapOf(anyKey, scalar))),
      { about: "how often the data can be read", usedBy: [] },
    ),
    min_rows: member(count, {
      about: "the smallest number of rows in total",
      also: ["minimum_records"],
      usedBy: TABLE_TARGETS,
    }),
    max_rows: member(count, {
      about: "the largest number of rows in total",
      also: ["maximum_records"],
      usedBy: TABLE_TARGETS,
    }),
  },
);

const uniquenessMembers = {
  combination: member(columns, {
    about: "the columns that together are unique; defaults to the primary key",
    also: ["fields"],
  }),
  duplicate_tolerance: member(fraction, { about: "the fraction of rows that may be duplicates: 0.01 is 1 %" }),
};
const OWN_KEYS = Object.entries(uniquenessMembers).flatMap(([key, own]) => [key, ...spellingsOf(own)]);
const isUnique = described("true: the column of this name is unique by itself", flag);

/** A uniqueness, under `quality`. All keys but its own are columns. */
const uniqueness = reading(mapping({ others: isUnique, usedBy: TABLE_TARGETS }, uniquenessMembers), (said, node) => {
  const entries = mapOf(anyKey, flag).read(node.value, node.pointer, node) ?? [];
  return { ...said, others: entries.filter(({ key }) => !OWN_KEYS.includes(key)) };
});

/** The keys of `quality` when it is a mapping. */
export const qualityMaps = mapping(
  {
    id: "qualityMaps",
    about: "freshness, completeness, uniqueness, validity and volume, as mappings",
    usedBy: "compiler",
  },
  {
    freshness: member(freshness, {}),
    completeness: member(completeness, {}),
    uniqueness: member(uniqueness, {
      about: "what is unique: a combination of columns, and columns by name (order_id: true)",
    }),
    validity: member(called("constraints by column", mapOf(name, constraints)), {
      about: "constraints by column, in the words of a field",
      otherwise: () => [],
    }),
    volume: member(volume, {}),
  },
);
