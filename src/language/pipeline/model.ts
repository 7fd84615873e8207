import { diagnostics } from "../diagnostics.ts";
import { bare, called, either, type Kind, list } from "../kind.ts";
import type { Located } from "../located.ts";
import { mapping, reading } from "../mapping.ts";
import { member, type ReadOf } from "../member.ts";
import { at, defined, misplaced, missingKey, type ObjectNode, saidTwice } from "../node.ts";
import { column, columns, duration, fileName, flag, name, oneOf, sql, whole } from "../scalar-kinds.ts";
import { type ModelSettingsDocument, SETTINGS_KEYS, settingsMembers } from "./model-settings.ts";

/** Model kinds of the language that this version cannot build. */
const laterMembers = {
  hub: member(name, { about: "a Data Vault hub of a contract; this version cannot build it yet", usedBy: "compiler" }),
  link: member(name, {
    about: "a Data Vault link of a contract; this version cannot build it yet",
    usedBy: "compiler",
  }),
  satellite: member(name, {
    about: "a Data Vault satellite of a contract; this version cannot build it yet",
    usedBy: "compiler",
  }),
  snapshot: member(name, { about: "a snapshot of a contract; this version cannot build it yet", usedBy: "compiler" }),
  date_dimension: member(called("a name, or `true`", either(fileName, flag)), {
    about: "a dimension of the days of the calendar; this version cannot build it yet",
    usedBy: "compiler",
  }),
  one_big_table: member(name, {
    about: "a contract joined with all that it references; this version cannot build it yet",
    usedBy: "compiler",
  }),
};

/** The emitters that run, build or check the relation of a model. */
const RELATIONS = ["airflow", "dbt", "great-expectations"] as const;

/** The keys of a model. */
export const modelMapping = mapping(
  { about: "a model: a staging model, a dimension, or a name with SQL", usedBy: ["dbt"] },
  {
    staging: member(name, {
      about: "the contract whose rows are renamed and cast, one to one",
      usedBy: ["airflow", "dbt"],
    }),
    dimension: member(name, { about: "the contract whose rows become a dimension" }),
    ...laterMembers,
    name: member(fileName, {
      about:
        "the model's name; defaults to stg_<source>__<contract> for a staging model, and to dim_<contract> for a dimension",
      usedBy: RELATIONS,
    }),
    kind: member(bare(oneOf("fact", "dimension", "mart", "intermediate")), {
      about: "the role of a model with SQL",
      otherwise: () => "mart",
    }),
    scd: member(whole(0, 7), {
      about:
        "how a dimension handles change: 0 keeps the first value, 1 overwrites, 2 keeps history; this version cannot build 3 to 7 yet; defaults to 1",
      usedBy: ["airflow", "dbt"],
    }),
    tracked: member(list(column), {
      about: "the columns whose change opens a new version; defaults to all columns",
      otherwise: () => [],
    }),
    contract: member(name, {
      about: "the contract that the model's rows satisfy; dex checks the columns of the SQL against it",
      usedBy: RELATIONS,
    }),
    materialized: member(oneOf("table", "view", "incremental"), {
      about: "how the model is stored; defaults to table",
    }),
    unique_key: member(columns, {
      about: "the columns by which an incremental run finds a row again",
      otherwise: () => [],
    }),
    cluster_by: member(columns, { about: "the columns by which the table is clustered", otherwise: () => [] }),
    lookback: member(duration, {
      about: "how far back an incremental run looks for late rows: a duration",
      as: "lookbackSeconds",
    }),
    event_time: member(column, {
      about:
        "the column with the time by which an incremental run finds new rows; defaults to updated_at, or else event_time, of the model's contract",
    }),
    sql: member(sql, {
      about: "a .sql file beside the spec, or the query itself: plain SQL with ref() and source()",
      usedBy: ["airflow", "dbt"],
    }),
    jinja: member(flag, {
      about:
        "`true` passes the .sql file to dbt as it is, with its macros, var() and is_incremental(); defaults to false",
    }),
    depends_on: member(list(name), {
      about:
        "the models and contracts that a model with jinja reads, besides those of literal ref() and source() calls",
      usedBy: ["airflow", "dbt"],
      otherwise: () => [],
    }),
    ...settingsMembers,
  },
);

type ModelSaid = ReadOf<typeof modelMapping.members>;

/** One entry of `models`, as written. Column and model names are not resolved yet. */
export type ModelDocument = { readonly pointer: string; readonly settings?: ModelSettingsDocument } & (
  | { readonly kind: "staging"; readonly contract: Located<string>; readonly name?: Located<string> }
  | {
      readonly kind: "dimension";
      readonly of: Located<string>;
      readonly name: Located<string>;
      readonly scd: Located<0 | 1 | 2>;
      readonly tracked: readonly Located<string>[];
      readonly contract?: Located<string>;
    }
  | ({
      readonly kind: "sql";
      readonly name: Located<string>;
      readonly role: ModelSaid["kind"];
      readonly materialized: NonNullable<ModelSaid["materialized"]>;
      /** The path of a `.sql` file (relative to the project), or the text itself. */
      readonly sql: Located<{ readonly file: string } | { readonly text: string }>;
      /** True if the SQL is Jinja for dbt. */
      readonly jinja: boolean;
    } & Pick<ModelSaid, "contract" | "uniqueKey" | "clusterBy" | "lookbackSeconds" | "eventTime" | "dependsOn">)
);

/** The keys of each kind of model. */
const KEYS = {
  staging: ["staging", "name", ...SETTINGS_KEYS],
  dimension: ["dimension", "name", "scd", "tracked", "contract", ...SETTINGS_KEYS],
  sql: [
    "name",
    "kind",
    "contract",
    "materialized",
    "unique_key",
    "cluster_by",
    "lookback",
    "event_time",
    "sql",
    "jinja",
    "depends_on",
    ...SETTINGS_KEYS,
  ],
} as const satisfies Record<string, readonly (keyof typeof modelMapping.members)[]>;

/** An entry of `models`. */
export const model: Kind<ModelDocument> = reading(modelMapping, (said, node) => {
  const later = Object.keys(laterMembers).find((kind) => node.value[kind] !== undefined);
  if (later !== undefined) return notYet(node, `${node.pointer}/${later}`, `The model kind "${later}"`);
  const { staging, dimension, pointer, name } = said;
  if (node.value["staging"] !== undefined && node.value["dimension"] !== undefined) {
    saidTwice(node, "staging", "dimension");
    return undefined;
  }
  const kind =
    node.value["staging"] !== undefined ? "staging" : node.value["dimension"] === undefined ? "sql" : "dimension";
  keysFit(node, kind);
  const model: ModelDocument | undefined = staging
    ? { kind: "staging", pointer, contract: staging, ...(name && { name }) }
    : dimension
      ? dimensionOf(said, dimension, node)
      : sqlModelOf(said, node);
  return model && { ...model, ...settingsOf(said, node) };
});

/** The settings, if the model has any. */
function settingsOf(said: ModelSaid, node: ObjectNode): Pick<ModelDocument, "settings"> {
  if (SETTINGS_KEYS.every((key) => node.value[key] === undefined)) return {};
  const { description, tags, schema, grants, columns, config } = said;
  return { settings: defined<ModelSettingsDocument>({ description, tags, schema, grants, columns, config }) };
}

function notYet(node: ObjectNode, pointer: string, what: string): undefined {
  node.reports.push(diagnostics.report("not-in-this-version", at(node, pointer), { what }));
}

/** Reports keys that do not apply to a model of this kind. */
function keysFit(node: ObjectNode, kind: keyof typeof KEYS): void {
  const names = { staging: "a staging model", dimension: "a dimension", sql: "a model with SQL" };
  const keys: readonly string[] = KEYS[kind];
  for (const key of Object.keys(node.value)) {
    const owner = (["dimension", "sql"] as const).find((other) => KEYS[other].some((own) => own === key));
    if (!keys.includes(key) && owner !== undefined) misplaced(node, key, { of: names[kind], wanted: names[owner] });
  }
}

const BUILT = [0, 1, 2] as const;

function dimensionOf(said: ModelSaid, of: Located<string>, node: ObjectNode): ModelDocument | undefined {
  const { scd, contract, tracked, pointer } = said;
  const type = scd === undefined ? 1 : BUILT.find((one) => one === scd.value);
  if (type === undefined) return notYet(node, scd?.pointer ?? pointer, `A dimension with scd: ${scd?.value}`);
  return {
    pointer,
    kind: "dimension",
    of,
    name: said.name ?? { value: `dim_${of.value}`, pointer: of.pointer },
    scd: { value: type, pointer: scd?.pointer ?? pointer },
    tracked,
    ...(contract && { contract }),
  };
}

function sqlModelOf(said: ModelSaid, node: ObjectNode): ModelDocument | undefined {
  const { name, sql, kind: role, pointer, contract, lookbackSeconds } = said;
  if (name === undefined && sql === undefined) missingKey(node, ["staging", "dimension", "name"]);
  else if (name === undefined) missingKey(node, ["name"], "the model's name");
  else if (sql === undefined) missingKey(node, ["sql"], "a .sql file beside the spec, or the query itself");
  if (!name || !sql) return undefined;
  const isFile = /^[\w./-]+\.sql$/.test(sql.value.trim());
  const jinja = said.jinja?.value ?? false;
  if (jinja && !isFile)
    node.reports.push(diagnostics.report("jinja-needs-file", at(node, sql.pointer), { model: name.value }));
  if (jinja && said.lookbackSeconds !== undefined)
    misplaced(node, "lookback", { of: "a model with jinja", wanted: "a model without jinja" });
  if (!jinja && said.dependsOn.length > 0)
    misplaced(node, "depends_on", { of: "a model without jinja", wanted: 'a model with "jinja: true"' });
  return defined<ModelDocument>({
    pointer,
    kind: "sql",
    name,
    role,
    contract,
    materialized: said.materialized ?? { value: "table", pointer },
    uniqueKey: said.uniqueKey,
    clusterBy: said.clusterBy,
    lookbackSeconds,
    eventTime: said.eventTime,
    jinja,
    dependsOn: said.dependsOn,
    sql: {
      value: isFile ? { file: besideSpec(node.path, sql.value.trim()) } : { text: sql.value },
      pointer: sql.pointer,
    },
  });
}

/** A path written in a spec is relative to the spec's folder. */
function besideSpec(spec: string, file: string): string {
  const parts = spec.split("/").slice(0, -1);
  for (const part of file.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
