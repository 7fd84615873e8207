import { pointerTo } from "../../source/pointer.ts";
import { TOPIC_SETTINGS } from "../../topic/settings.ts";
import { diagnostics } from "../diagnostics.ts";
import type { Located } from "../located.ts";
import {
  at,
  defined,
  flag,
  missingKey,
  number,
  type ObjectNode,
  object,
  objects,
  plain,
  raw,
  text,
  texts,
} from "../node.ts";
import { decimalText, durationSeconds, sizeBytes } from "../scalars.ts";
import type { ContractDocument, DatasetDocument, TopicDocument } from "./contract-document.ts";
import { type AcknowledgedChange, BROKER_DEFAULT } from "./topic-words.ts";

/** What the rows are: kind, table, keys, times, topic. */
export function datasetOf(contract: ObjectNode): DatasetDocument {
  const node = object(contract, "dataset") ?? { ...contract, value: {} };
  const topic = topicOf(contract);
  const kind = text(node, "kind") as Located<DatasetDocument["kind"]["value"]> | undefined;
  const partition = object(node, "partition_by");
  const partitionField = partition && text(partition, "field");
  const granularity = ((partition && plain(partition, "granularity")) ?? "day") as "hour" | "day" | "month" | "year";
  kindFits(contract, node, kind);
  return defined<DatasetDocument>({
    pointer: node.pointer,
    kind: kind ?? { value: topic ? "topic" : "table", pointer: node.pointer },
    table: tableOf(contract, node),
    primaryKey: primaryKeyOf(contract, node),
    eventTime: text(node, "event_time"),
    updatedAt: text(node, "updated_at"),
    partition: partition &&
      partitionField && { value: { field: partitionField, granularity }, pointer: partition.pointer },
    clusterBy: texts(node, "cluster_by"),
    closed: closedOf(contract, node),
    topic,
  });
}

/** A topic needs its settings, and nothing else has them. */
function kindFits(contract: ObjectNode, dataset: ObjectNode, kind: Located<string> | undefined): void {
  const hasTopic = contract.value["topic"] !== undefined;
  if (kind?.value === "topic" && !hasTopic)
    missingKey(contract, ["topic"], "the topic's name, partitions, replication_factor and format");
  if (kind !== undefined && kind.value !== "topic" && hasTopic) {
    const parameters = { one: `kind: ${kind.value}`, other: "topic:" };
    contract.reports.push(diagnostics.report("contradiction", at(dataset, kind.pointer), parameters));
  }
}

function tableOf(contract: ObjectNode, dataset: ObjectNode): Located<string> | undefined {
  return one(contract, [
    ["dataset.table", text(dataset, "table")],
    ["table", text(contract, "table")],
  ]);
}

/** The primary key, which may stand in the dataset, in the schema, or at the top. */
function primaryKeyOf(contract: ObjectNode, dataset: ObjectNode): readonly Located<string>[] {
  const schema = object(contract, "schema");
  const found = [
    ["dataset.primary_key", texts(dataset, "primary_key")],
    ["schema.primary_key", schema ? texts(schema, "primary_key") : []],
    ["primary_key", texts(contract, "primary_key")],
  ] as const;
  one(
    contract,
    found.map(([key, columns]) => [key, columns[0]]),
  );
  return found.find(([, columns]) => columns.length > 0)?.[1] ?? [];
}

function closedOf(contract: ObjectNode, dataset: ObjectNode): boolean {
  const schema = object(contract, "schema");
  const closed = flag(dataset, "closed");
  const open = schema && flag(schema, "additionalProperties");
  if (open !== undefined && closed !== undefined && open.value === closed.value) {
    const parameters = { one: `closed: ${closed.value}`, other: `additionalProperties: ${open.value}` };
    contract.reports.push(diagnostics.report("contradiction", at(contract, open.pointer), parameters));
  }
  return closed?.value ?? open?.value === false;
}

/** The one answer among several places; a second one is reported. */
function one<T>(
  contract: ObjectNode,
  answers: readonly (readonly [string, Located<T> | undefined])[],
): Located<T> | undefined {
  const [first, second] = answers.filter(([, answer]) => answer !== undefined);
  if (first && second?.[1]) {
    const report = diagnostics.report("said-twice", at(contract, second[1].pointer), {
      one: first[0],
      other: second[0],
    });
    contract.reports.push(report);
  }
  return first?.[1];
}

function topicOf(contract: ObjectNode): TopicDocument | undefined {
  const node = object(contract, "topic");
  const name = node && text(node, "name");
  const partitions = node && number(node, "partitions");
  const replicationFactor = node && number(node, "replication_factor");
  const format = node && (text(node, "format") as TopicDocument["format"] | undefined);
  if (!node || !name || !partitions || !replicationFactor || !format) return undefined;
  const key = text(node, "key");
  const dead = object(node, "dead_letter");
  const deadTopic = dead && text(dead, "topic");
  const maxRatio = dead && number(dead, "max_ratio");
  const deadLetter = dead &&
    deadTopic && {
      value: { topic: deadTopic, ...(maxRatio && { maxRatio: decimalText(maxRatio.value) ?? "0" }) },
      pointer: dead.pointer,
    };
  const config = configOf(node);
  return defined<TopicDocument>({
    pointer: node.pointer,
    name,
    partitions,
    replicationFactor,
    key,
    format,
    config,
    deadLetter,
    producers: texts(node, "producers"),
    fieldNumbers: fieldNumbersOf(node),
    allow: objects(node, "allow").flatMap(allowedChangeOf),
  });
}

function fieldNumbersOf(topic: ObjectNode): TopicDocument["fieldNumbers"] {
  const node = object(topic, "field_numbers");
  return Object.entries(node?.value ?? {}).flatMap(([path, value]) =>
    typeof value === "number" ? [{ path, number: value, pointer: pointerTo(node?.pointer ?? "", path) }] : [],
  );
}

function allowedChangeOf(node: ObjectNode): TopicDocument["allow"] {
  const version = text(node, "version");
  const change = plain(node, "change") as AcknowledgedChange | undefined;
  if (version === undefined || change === undefined) return [];
  return [{ pointer: node.pointer, change, version, reason: plain(node, "reason") ?? "" }];
}

/** Kafka's settings with canonical values: milliseconds and bytes as numbers in text. */
function configOf(topic: ObjectNode): TopicDocument["config"] {
  const node = object(topic, "config");
  if (node === undefined) return [];
  return Object.keys(node.value).map((name) => {
    const pointer = pointerTo(node.pointer, name);
    return { name, value: settingOf(node, name, String(raw(node, name)?.value)), pointer };
  });
}

function settingOf(node: ObjectNode, name: string, written: string): string {
  const number = decimalText(written);
  if (number !== undefined) return number;
  if (written === BROKER_DEFAULT) return written;
  if (Object.hasOwn(TOPIC_SETTINGS, name) && TOPIC_SETTINGS[name]?.type === "list")
    return written.trim().replace(/\s*,\s*/g, ",");
  const place = at(node, pointerTo(node.pointer, name));
  if (/\.ms$/.test(name)) {
    const seconds = durationSeconds(written);
    if (seconds === undefined) node.reports.push(diagnostics.report("bad-duration", place, { text: written }));
    return String((seconds ?? 0) * 1000);
  }
  if (/\.bytes$/.test(name)) {
    const bytes = sizeBytes(written);
    if (bytes === undefined) node.reports.push(diagnostics.report("bad-size", place, { text: written }));
    return String(bytes ?? 0);
  }
  return written;
}

/** `compatibility` as a word, or as backward and forward. */
export function compatibilityOf(contract: ObjectNode): ContractDocument["compatibility"] {
  const word = plain(contract, "compatibility");
  if (word !== undefined) return word as ContractDocument["compatibility"];
  const node = object(contract, "compatibility");
  const backward = node ? (flag(node, "backward")?.value ?? true) : true;
  const forward = node ? (flag(node, "forward")?.value ?? true) : true;
  // Backward (old data stays valid) protects producers and stored rows; forward (new data stays readable) protects consumers.
  if (backward && forward) return "full";
  return backward ? "producer" : forward ? "consumer" : "none";
}
