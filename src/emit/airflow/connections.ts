import type { BatchPipeline } from "../../ir/pipeline.ts";
import { type ConnectionType, connectionOf, variableOf } from "../../running/connection.ts";
import type { ConnectionUse } from "../../running/connection-use.ts";
import { environmentOf } from "../../running/environment.ts";
import type { RunningProject } from "../../running/run.ts";
import { selectedUses } from "../../running/target.ts";
import type { Layout } from "../../text/layout.ts";
import * as jinja from "../../text/quote/jinja.ts";
import { type Argument, assignment, dictionary } from "./layout.ts";

type FieldName = "host" | "port" | "login" | "password" | "schema";

/** The place of a setting in an Airflow Connection: a field, or a member of its extra. */
type Place = { readonly field: FieldName } | { readonly extra: string };

const field = (name: FieldName): Place => ({ field: name });
const extra = (name: string): Place => ({ extra: name });

const server: Readonly<Record<string, Place>> = {
  host: field("host"),
  port: field("port"),
  user: field("login"),
  password: field("password"),
  database: field("schema"),
};

/** The place of each setting, as the providers of Airflow expect it. */
const PLACES: Readonly<Record<ConnectionType, Readonly<Record<string, Place>>>> = {
  postgres: server,
  mysql: server,
  redshift: server,
  snowflake: {
    account: extra("account"),
    user: field("login"),
    password: field("password"),
    role: extra("role"),
    warehouse: extra("warehouse"),
    database: extra("database"),
  },
  bigquery: { project: extra("project"), location: extra("location"), key_file: extra("key_path") },
  databricks: {
    host: field("host"),
    http_path: extra("http_path"),
    token: field("password"),
    catalog: extra("catalog"),
  },
  duckdb: { path: field("host") },
  filesystem: { url: extra("url"), files: extra("path") },
};

/** The constants of a DAG file that map Airflow Connections to variables. A pipeline without an extract reads no source. */
export function connectionConstants(
  pipeline: BatchPipeline,
  project: RunningProject,
): readonly { readonly name: "SOURCE_ENV" | "DESTINATION_ENV"; readonly value: Layout }[] {
  const uses = environmentOf(pipeline);
  const { source, destination } = pipeline;
  const made = [
    ["SOURCE_ENV", source?.connection, uses.filter(({ tool }) => tool === "extract").slice(0, 1)],
    ["DESTINATION_ENV", destination.connection, uses.filter((use) => isOfDestination(use, pipeline))],
  ] as const;
  return made.flatMap(([name, id, own]) => {
    if (id === undefined) return [];
    const settings = variablesIn(selectedUses(own, project), id);
    return settings.length === 0 ? [] : [{ name, value: assignment(name, dictionary(settings)) }];
  });
}

function isOfDestination({ connection }: ConnectionUse, { destination }: BatchPipeline): boolean {
  const { name, type } = connectionOf(destination);
  return connection.name === name && connection.type === type;
}

/** The variables, each with the template of its value. A setting without a place in a Connection stays a variable of the worker. */
function variablesIn(uses: readonly ConnectionUse[], id: string): readonly Argument[] {
  const found = new Map<string, Argument>();
  for (const { connection, settings } of uses)
    for (const setting of settings) {
      const place = PLACES[connection.type][setting.key];
      if (place === undefined) continue;
      const name = variableOf(connection, setting);
      found.set(name, [name, templateOf(id, place, setting.otherwise ?? "")]);
    }
  return [...found.values()];
}

function templateOf(id: string, place: Place, otherwise: string): string {
  const member = /^[A-Za-z_]\w*$/.test(id) ? `.${id}` : `[${jinja.string(id).text}]`;
  const value = "field" in place ? place.field : `extra_dejson.get(${jinja.string(place.extra).text})`;
  return `{{ conn${member}.${value} or ${jinja.string(otherwise).text} }}`;
}
