import { diagnostics } from "../diagnostics.ts";
import type { Located } from "../located.ts";
import {
  at,
  defined,
  duration,
  misplaced,
  missingKey,
  number,
  type ObjectNode,
  object,
  objects,
  plain,
  saidTwice,
  text,
  texts,
} from "../node.ts";
import type { BatchPipelineDocument, EndpointDocument, ModelDocument } from "./pipeline-document.ts";

/** A batch pipeline spec. */
export function batchOf(node: ObjectNode): BatchPipelineDocument {
  const header = object(node, "pipeline") ?? node;
  const source = object(node, "source") ?? node;
  const alerts = object(header, "alerts");
  const everyTable = plain(source, "tables") === "all";
  return defined<BatchPipelineDocument>({
    kind: "pipeline",
    type: "batch",
    ...headerOf(node, header),
    schedule: text(header, "schedule"),
    timezone: text(header, "timezone"),
    startDate: text(header, "start_date"),
    retries: number(header, "retries"),
    retryDelaySeconds: duration(header, "retry_delay"),
    timeoutSeconds: duration(header, "timeout"),
    alertEmails: alerts ? texts(alerts, "email") : [],
    source: defined<BatchPipelineDocument["source"]>({
      ...endpointOf(source),
      name: text(source, "name"),
      tables: everyTable ? [] : texts(source, "tables"),
      everyTable,
      mode: (text(source, "mode") ?? {
        value: "full",
        pointer: source.pointer,
      }) as BatchPipelineDocument["source"]["mode"],
      watermark: text(source, "watermark"),
      lookbackSeconds: duration(source, "lookback"),
    }),
    destination: endpointOf(object(node, "destination") ?? node),
    models: objects(node, "models").flatMap((model) => modelOf(model) ?? []),
    quality: qualityOf(node),
    tasks: objects(node, "tasks").map((task) =>
      defined<BatchPipelineDocument["tasks"][number]>({
        pointer: task.pointer,
        id: text(task, "id") ?? { value: "", pointer: task.pointer },
        after: texts(task, "after"),
        notify: text(task, "notify"),
      }),
    ),
  });
}

/** What batch and streaming specs share. */
export function headerOf(node: ObjectNode, header: ObjectNode) {
  return {
    path: node.path,
    pointer: header.pointer,
    name: text(header, "name") ?? { value: "", pointer: header.pointer },
    description: plain(header, "description"),
    owner: text(header, "owner"),
    tags: texts(header, "tags"),
  };
}

function endpointOf(node: ObjectNode): EndpointDocument {
  return defined<EndpointDocument>({
    pointer: node.pointer,
    type: (text(node, "type") ?? { value: "postgres", pointer: node.pointer }) as EndpointDocument["type"],
    connection: text(node, "connection") ?? { value: "", pointer: node.pointer },
    database: text(node, "database"),
    schema: text(node, "schema"),
  });
}

/** Model kinds of the language that this version cannot build. */
const LATER = ["hub", "link", "satellite", "snapshot", "date_dimension", "one_big_table"] as const;

function modelOf(node: ObjectNode): ModelDocument | undefined {
  const later = LATER.find((kind) => node.value[kind] !== undefined);
  if (later !== undefined) {
    node.reports.push(
      diagnostics.report("not-in-this-version", at(node, `${node.pointer}/${later}`), {
        what: `The model kind "${later}"`,
      }),
    );
    return undefined;
  }
  const kind = kindOf(node);
  if (kind === undefined) return undefined;
  keysFit(node, kind);
  const staging = text(node, "staging");
  if (staging)
    return defined<ModelDocument>({
      pointer: node.pointer,
      kind: "staging",
      contract: staging,
      name: text(node, "name"),
    });
  const dimension = text(node, "dimension");
  return dimension ? dimensionOf(node, dimension) : sqlModelOf(node);
}

/** The keys that each kind of model has. */
const KEYS = {
  staging: ["staging", "name"],
  dimension: ["dimension", "name", "scd", "tracked", "contract"],
  sql: ["name", "kind", "contract", "materialized", "unique_key", "cluster_by", "lookback", "sql"],
} as const;

function kindOf(node: ObjectNode): keyof typeof KEYS | undefined {
  if (node.value["staging"] !== undefined && node.value["dimension"] !== undefined) {
    saidTwice(node, "staging", "dimension");
    return undefined;
  }
  if (node.value["staging"] !== undefined) return "staging";
  return node.value["dimension"] === undefined ? "sql" : "dimension";
}

/** Reports keys that say nothing about a model of this kind. */
function keysFit(node: ObjectNode, kind: keyof typeof KEYS): void {
  const names = { staging: "a staging model", dimension: "a dimension", sql: "a model with SQL" };
  const keys: readonly string[] = KEYS[kind];
  for (const key of Object.keys(node.value)) {
    const owner = (["dimension", "sql"] as const).find((other) => (KEYS[other] as readonly string[]).includes(key));
    if (!keys.includes(key) && owner !== undefined) misplaced(node, key, { of: names[kind], wanted: names[owner] });
  }
}

function dimensionOf(node: ObjectNode, of: Located<string>): ModelDocument | undefined {
  const scd = number(node, "scd") ?? { value: 1, pointer: node.pointer };
  if (scd.value > 2) {
    node.reports.push(
      diagnostics.report("not-in-this-version", at(node, scd.pointer), { what: `A dimension with scd: ${scd.value}` }),
    );
    return undefined;
  }
  return defined<ModelDocument>({
    pointer: node.pointer,
    kind: "dimension",
    of,
    name: text(node, "name") ?? { value: `dim_${of.value}`, pointer: of.pointer },
    scd: scd as Located<0 | 1 | 2>,
    tracked: texts(node, "tracked"),
    contract: text(node, "contract"),
  });
}

function sqlModelOf(node: ObjectNode): ModelDocument | undefined {
  const name = text(node, "name");
  const sql = text(node, "sql");
  if (name === undefined && sql === undefined) missingKey(node, ["staging", "dimension", "name"]);
  else if (name === undefined) missingKey(node, ["name"], "the model's name");
  else if (sql === undefined) missingKey(node, ["sql"], "a .sql file beside the spec, or the query itself");
  if (!name || !sql) return undefined;
  const isFile = /^[\w./-]+\.sql$/.test(sql.value.trim());
  return defined<ModelDocument>({
    pointer: node.pointer,
    kind: "sql",
    name,
    role: (plain(node, "kind") ?? "mart") as "fact" | "dimension" | "mart" | "intermediate",
    contract: text(node, "contract"),
    materialized: (text(node, "materialized") ?? { value: "table", pointer: node.pointer }) as Located<
      "table" | "view" | "incremental"
    >,
    uniqueKey: texts(node, "unique_key"),
    clusterBy: texts(node, "cluster_by"),
    lookbackSeconds: duration(node, "lookback"),
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

function qualityOf(node: ObjectNode): BatchPipelineDocument["quality"] {
  const quality = object(node, "quality");
  if (quality === undefined) return undefined;
  const after = (plain(quality, "after") ?? "models") as "models" | "extract" | "staging";
  const engines = texts(quality, "engines").map(({ value }) => value as "dbt" | "great_expectations");
  return { value: { after, engines: engines.length > 0 ? engines : ["dbt"] }, pointer: quality.pointer };
}
