import { bare, called, changed, described, either, type Kind, list, type Members, published } from "../kind.ts";
import type { Located } from "../located.ts";
import { type Mapping, type MappingOptions, mapping, type VariantOf, variants } from "../mapping.ts";
import { member, needed, usedBy } from "../member.ts";
import {
  bound,
  column,
  columns,
  count,
  description,
  duration,
  fraction,
  label,
  name,
  onViolation,
  scalar,
  severity,
  sql,
  text,
  wholeDays,
} from "../scalar-kinds.ts";
import { ROW_TARGETS, TABLE_TARGETS } from "../used-by.ts";
import { BOUND_RIVALS, boundMembers } from "./field-members.ts";
import { WINDOW } from "./sla-members.ts";

/** How many rows may violate a rule, in canonical decimal text. */
export interface Tolerance {
  readonly max: string;
  readonly unit: "rows" | "fraction";
}

const maxRows = mapping(
  { about: "a number of rows", usedBy: TABLE_TARGETS },
  { max_rows: needed(count, { about: "the number of rows" }) },
);

const tolerance: Kind<Located<Tolerance>> = called(
  "a number from 0 to 1, or `{max_rows: 5}`",
  either(
    changed(described("a fraction of the rows, 0 to 1", fraction), ({ value: max, pointer }) => ({
      value: { max, unit: "fraction" as const },
      pointer,
    })),
    changed(maxRows, ({ maxRows: { value }, pointer }) => ({
      value: { max: String(value), unit: "rows" as const },
      pointer,
    })),
  ),
);

const exactMembers = {
  name: member(name, {
    about: "the name of the assertion; defaults to a name made of its columns and rule",
    usedBy: ["dbt", "great-expectations", "typescript"],
  }),
  severity: member(severity, { about: "how bad a violation is; defaults to error" }),
  on_violation: member(onViolation, {
    about:
      "block: nothing is published; quarantine: the rows that violate the rule are moved aside, and the run continues; warn: the run only reports them, as with severity: warn; defaults to that of the contract",
  }),
  where: member(sql, { about: "the rows that the rule applies to, as a portable SQL expression" }),
  description: member(bare(description), { usedBy: "documentation" }),
};

/** Keys of every rule, except for rules about the whole dataset, which single rows cannot violate. */
export const commonMembers = {
  ...exactMembers,
  tolerance: member(tolerance, { about: "how many rows may violate the rule" }),
};

const COLUMN = "a column; a.b is the member b of an object a";
const field = needed(column, { about: COLUMN });
const fields = {
  fields: member(columns, {
    about: "the columns; write either field or fields",
    also: [
      {
        key: "field",
        kind: changed(column, (one): readonly Located<string>[] => [one]),
        about: COLUMN,
      },
    ],
    otherwise: () => [],
  }),
};
const NEEDS_FIELDS = { needs: [{ oneOf: ["fields"], say: ["fields", "field"] }] };
const counts = {
  min: member(count, { about: "the smallest number", also: ["minimum"], as: "minimum" }),
  max: member(count, { about: "the largest number", also: ["maximum"], as: "maximum" }),
};
const NEEDS_COUNTS = { needs: [{ oneOf: ["min", "max"] }] };

function rule<const M extends Members>(
  about: string,
  members: M,
  options: Partial<MappingOptions> = {},
): Mapping<M & typeof commonMembers> {
  return mapping({ usedBy: ROW_TARGETS, ...options, about }, { ...members, ...commonMembers });
}

/** The member table of each rule. The key `rule` names one of them. */
export const RULES = {
  not_null: rule(
    "The columns are not NULL.",
    { fields: usedBy(["dbt", "great-expectations", "json-schema", "typescript"], fields.fields) },
    NEEDS_FIELDS,
  ),
  unique: rule(
    "No two rows have the same values in all of the columns. A row with a NULL among them does not count.",
    fields,
    { ...NEEDS_FIELDS, usedBy: TABLE_TARGETS },
  ),
  in_set: rule("The value is in a list; upper and lower case differ. NULL passes.", {
    field,
    values: needed(list(scalar, { min: 1, max: 10000 }), { about: "the only values allowed" }),
  }),
  range: rule(
    "The value is between two bounds. NULL passes.",
    { field, ...boundMembers },
    { needs: [{ oneOf: Object.keys(boundMembers) }], rivals: BOUND_RIVALS },
  ),
  length: rule(
    "A string has that many characters (Unicode code points), or an array that many items. NULL passes.",
    { field, ...counts },
    NEEDS_COUNTS,
  ),
  matches: rule("A regular expression of the portable subset matches somewhere in the value. NULL passes.", {
    field,
    pattern: needed(called("a pattern", text(512, 1)), { about: "the regular expression; anchor it with ^ and $" }),
  }),
  format: rule("The value has a format. NULL passes.", {
    field,
    format: needed(label, { about: "the format: uuid, email, uri, …" }),
  }),
  multiple_of: rule("The value is a multiple of a number, in exact decimal arithmetic. NULL passes.", {
    field,
    value: needed(called("a number", bound), { about: "the number", as: "divisor" }),
  }),
  reference: rule(
    "A column of another contract contains the value. NULL passes.",
    { field, to: needed(called("a reference", text(255)), { about: "contract.column" }) },
    { usedBy: TABLE_TARGETS },
  ),
  distinct_count: mapping(
    {
      about: "The column has that many distinct values. NULL is not a value. The rule takes no tolerance.",
      usedBy: TABLE_TARGETS,
      ...NEEDS_COUNTS,
    },
    { field, ...counts, ...exactMembers },
  ),
  row_count: mapping(
    { about: "The dataset has that many rows. The rule takes no tolerance.", usedBy: TABLE_TARGETS, ...NEEDS_COUNTS },
    { ...counts, ...exactMembers },
  ),
  volume: mapping(
    {
      about:
        "Each complete day (UTC) has that many rows, from the day of the first row to yesterday; a day without rows counts as 0. The rule takes no tolerance.",
      usedBy: TABLE_TARGETS,
      ...NEEDS_COUNTS,
    },
    {
      column: member(column, { about: "the column with the day of a row; defaults to dataset.event_time" }),
      window: member(wholeDays, { about: WINDOW }),
      ...counts,
      ...exactMembers,
    },
  ),
  equal_row_count: rule(
    "The dataset has as many rows as another one.",
    { dataset: needed(name, { about: "the other contract" }) },
    { usedBy: TABLE_TARGETS },
  ),
  freshness: mapping(
    {
      about: "The newest row is at most that old. An empty dataset violates the rule. The rule takes no tolerance.",
      usedBy: TABLE_TARGETS,
    },
    {
      column: member(column, {
        about: "the column with the time of a row; defaults to dataset.updated_at, then to dataset.event_time",
      }),
      max_delay: needed(duration, { about: 'the maximum age: a duration such as "1h"', as: "maxSeconds" }),
      ...exactMembers,
    },
  ),
  expression: rule(
    "An SQL expression over the columns of a row is not false. NULL passes.",
    { sql: needed(sql, { about: "a portable SQL expression" }) },
    { usedBy: ["dbt", "great-expectations", "typescript"] },
  ),
} as const;

/** A quality rule, as written. `field` and `fields` name columns (a dotted path for a member of an object). */
export type RuleDocument = VariantOf<"rule", typeof RULES>;

/** A list of quality rules. */
export const rules = published("rules", "what the schema cannot express", list(variants("rule", RULES)));
