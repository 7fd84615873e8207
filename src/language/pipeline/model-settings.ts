import type { Json } from "../../source/json.ts";
import { called, type Entry, either, type Kind, list, mapOf, oneOrMore } from "../kind.ts";
import type { Located } from "../located.ts";
import { mapping } from "../mapping.ts";
import { member, needed, type ReadOf } from "../member.ts";
import { column, description, flag, name, oneOf, tags, whole } from "../scalar-kinds.ts";
import { asWritten, meta, modelConfig, plainNumber, plainString, word } from "./model-config.ts";

/** The argument of a test: `ref('customers')`, `source('shop', 'orders')`, or a plain value. */
const ARGUMENT =
  /^(?:ref\((?:'\w+'|"\w+")\)|source\((?:'\w+'|"\w+"), ?(?:'\w+'|"\w+")\)|(?!.*--)(?!\s*(?:env_var|ref|var|source|doc)\s*\()[\w .:/@+-]+)$/;

const argument = either<Json, Json, Json>(
  asWritten(plainString("a plain value", ARGUMENT, "a plain value, or ref('…'); write other tests as .sql files")),
  plainNumber,
  asWritten(flag),
);

const condition = plainString(
  "a comparison",
  /^(?:=|!=|<>|<|<=|>|>=) ?\d{1,18}$/,
  'a comparison with a number, such as ">10"',
);

/** How dbt runs a test. */
const testConfig = mapping(
  { about: "how dbt runs the test", usedBy: ["dbt"] },
  {
    severity: member(oneOf("error", "warn"), { about: "how bad a failure is" }),
    warn_if: member(condition, { about: 'the number of failures that is a warning: ">10"' }),
    error_if: member(condition, { about: "the number of failures that is an error" }),
    limit: member(whole(1, 1_000_000_000), { about: "the most failures that are counted" }),
    store_failures: member(flag, { about: "whether failures are stored in a table" }),
    store_failures_as: member(oneOf("table", "view", "ephemeral"), { about: "how failures are stored" }),
    tags: member(oneOrMore(word), { about: "tags of the test" }),
    meta: member(meta, { about: "facts of your own" }),
  },
);

const testOptions = mapping(
  { usedBy: ["dbt"] },
  {
    description: member(description, { about: "describes the test", usedBy: "documentation" }),
    arguments: member(mapOf(name, either<Json, Json>(argument, asWritten(list(argument)))), {
      about: "the arguments, besides the column",
    }),
    config: member(asWritten(testConfig), { about: "how dbt runs the test" }),
  },
);

const testName = plainString("the name of a test", /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?$/, "the name of a generic test");

/** A generic test of dbt on a column. */
export interface ColumnTest {
  readonly pointer: string;
  readonly test: string;
  readonly description?: string;
  readonly arguments: readonly Entry<Json>[];
  readonly config?: Json;
}

const bareTest: Kind<readonly ColumnTest[]> = {
  ...testName,
  read: (value, pointer) => (typeof value === "string" ? [{ pointer, test: value, arguments: [] }] : undefined),
};

const testsByName = mapOf(testName, testOptions);

const writtenTest: Kind<readonly ColumnTest[]> = {
  ...testsByName,
  read: (value, pointer, within) =>
    testsByName.read(value, pointer, within)?.map(({ key: test, pointer: at, value: options }) => ({
      pointer: at,
      test,
      arguments: options.arguments ?? [],
      ...(options.description && { description: options.description.value }),
      ...(options.config !== undefined && { config: options.config }),
    })),
};

const dataTests = list(called("a test", either(bareTest, writtenTest)));

const columnConfig = mapping(
  { about: "facts about the column", usedBy: ["dbt"] },
  { meta: member(meta, { about: "facts of your own" }), tags: member(tags, { about: "tags of the column" }) },
);

const columnEntry = mapping(
  { about: "a column, in dbt's words", usedBy: ["dbt"] },
  {
    name: needed(column, { about: "the column" }),
    description: member(description, { about: "describes the column", usedBy: "documentation" }),
    data_type: member(
      plainString(
        "a type of the warehouse",
        /^[A-Za-z][\w ,()<>]*$/,
        "a type of the warehouse, such as decimal(10, 2)",
      ),
      { about: "the type in the warehouse, for a model without a contract" },
    ),
    data_tests: member(dataTests, { about: "dbt's generic tests of the column", also: ["tests"] }),
    config: member(columnConfig, { about: "facts about the column" }),
  },
);

/** A column of a model, with the key names of dbt. */
export type ColumnSettings = ReadOf<typeof columnEntry.members>;

const privilege = plainString("a privilege", /^[A-Za-z][\w ./]*$/, "a privilege, such as select");
const grantee = plainString("a role", /^(?!.*--)[\w.@:-]+(?: [\w.@:-]+)?$/, "a role or a user, such as reporter");

/** The keys of all kinds of models that dex passes on to dbt. */
export const settingsMembers = {
  description: member(description, {
    about: "describes the model; defaults to the description of its contract",
    usedBy: "documentation",
  }),
  tags: member(tags, { about: "tags of the model, besides those of its contract and pipeline" }),
  schema: member(name, {
    about:
      "the schema of the model; dbt puts the schema of the target and _ before it, unless a macro generate_schema_name does otherwise",
    usedBy: ["dbt", "great-expectations"],
  }),
  grants: member(mapOf(privilege, oneOrMore(grantee)), {
    about: "who may do what with the relation: a mapping from privilege to roles, such as {select: [reporter]}",
  }),
  columns: member(list(columnEntry), { about: "the columns, in dbt's words" }),
  config: member(modelConfig, { about: "other settings of the model, in dbt's words" }),
};

/** The keys of `settingsMembers`. */
export const SETTINGS_KEYS = ["description", "tags", "schema", "grants", "columns", "config"] as const;

/** The settings of a model, as written. */
export interface ModelSettingsDocument {
  readonly description?: Located<string>;
  readonly tags?: readonly Located<string>[];
  readonly schema?: Located<string>;
  readonly grants?: readonly Entry<readonly Located<string>[]>[];
  readonly columns?: readonly ColumnSettings[];
  readonly config?: Json;
}
