import { compareDecimals } from "../text/decimal.ts";

/** One setting of a topic: its type, Kafka's default, and its valid values. Numbers are decimal text. */
export interface TopicSetting {
  readonly type: "boolean" | "int" | "long" | "double" | "string" | "list";
  readonly default: string;
  readonly min?: string;
  readonly max?: string;
  /** A valid value outside `min` and `max`, with a special meaning. */
  readonly also?: string;
  readonly values?: readonly string[];
}

/** The version of Kafka that dex writes topics for. */
const KAFKA_VERSION = "4.3.1";

/** The largest value of a setting of type long. */
export const LARGEST_LONG = "9223372036854775807";
/** The largest value of a setting of type int. */
export const LARGEST_INT = "2147483647";

const SETTINGS = {
  "cleanup.policy": { type: "list", default: "delete", values: ["compact", "delete"] },
  "compression.gzip.level": { type: "int", default: "-1", min: "1", max: "9", also: "-1" },
  "compression.lz4.level": { type: "int", default: "9", min: "1", max: "17" },
  "compression.type": {
    type: "string",
    default: "producer",
    values: ["uncompressed", "zstd", "lz4", "snappy", "gzip", "producer"],
  },
  "compression.zstd.level": { type: "int", default: "3", min: "-131072", max: "22" },
  "delete.retention.ms": { type: "long", default: "86400000", min: "0" },
  "file.delete.delay.ms": { type: "long", default: "60000", min: "0" },
  "flush.messages": { type: "long", default: LARGEST_LONG, min: "1" },
  "flush.ms": { type: "long", default: LARGEST_LONG, min: "0" },
  "index.interval.bytes": { type: "int", default: "4096", min: "0" },
  "local.retention.bytes": { type: "long", default: "-2", min: "-2" },
  "local.retention.ms": { type: "long", default: "-2", min: "-2" },
  "max.compaction.lag.ms": { type: "long", default: LARGEST_LONG, min: "1" },
  "max.message.bytes": { type: "int", default: "1048588", min: "0" },
  "message.timestamp.after.max.ms": { type: "long", default: "3600000", min: "0" },
  "message.timestamp.before.max.ms": { type: "long", default: LARGEST_LONG, min: "0" },
  "message.timestamp.type": { type: "string", default: "CreateTime", values: ["CreateTime", "LogAppendTime"] },
  "min.cleanable.dirty.ratio": { type: "double", default: "0.5", min: "0", max: "1" },
  "min.compaction.lag.ms": { type: "long", default: "0", min: "0" },
  "min.insync.replicas": { type: "int", default: "1", min: "1" },
  preallocate: { type: "boolean", default: "false" },
  "remote.log.copy.disable": { type: "boolean", default: "false" },
  "remote.log.delete.on.disable": { type: "boolean", default: "false" },
  "remote.storage.enable": { type: "boolean", default: "false" },
  "retention.bytes": { type: "long", default: "-1" },
  "retention.ms": { type: "long", default: "604800000", min: "-1" },
  "segment.bytes": { type: "int", default: "1073741824", min: "1048576" },
  "segment.index.bytes": { type: "int", default: "10485760", min: "4" },
  "segment.jitter.ms": { type: "long", default: "0", min: "0" },
  "segment.ms": { type: "long", default: "604800000", min: "1" },
  "unclean.leader.election.enable": { type: "boolean", default: "false" },
} as const satisfies Readonly<Record<string, TopicSetting>>;

/**
 * The public settings of a topic in Kafka 4.3.1, from `LogConfig.configKeys()` of its kafka-storage jar. A test compares this table with a
 * broker. The throttles of replicas are in REFUSED, because only a running reassignment sets them.
 */
export const TOPIC_SETTINGS: Readonly<Record<string, TopicSetting>> & typeof SETTINGS = SETTINGS;

const REASSIGNMENT = "Kafka sets it while it reassigns replicas. Remove it.";

const LATER = `only Kafka 4.4 and later have it, and dex supports Kafka ${KAFKA_VERSION}. Remove it.`;

/** Settings that are often copied into contracts but are not valid there, and what to do about each. */
export const REFUSED: Readonly<Record<string, string>> = {
  "errors.deadletterqueue.group.enable": LATER,
  "max.decompressed.message.bytes": LATER,
  "remote.copy.lag.bytes": LATER,
  "remote.copy.lag.ms": LATER,
  "follower.replication.throttled.replicas": REASSIGNMENT,
  "leader.replication.throttled.replicas": REASSIGNMENT,
  "internal.segment.bytes": "it is internal to the tests of Kafka. Remove it.",
  "message.downconversion.enable": "Kafka 4 removed it. Remove it here, too.",
  "message.format.version": "Kafka 4 removed it. Remove it here, too.",
  "message.timestamp.difference.max.ms":
    'Kafka 4 removed it. Write "message.timestamp.before.max.ms" and "message.timestamp.after.max.ms" instead.',
};

/** The valid values, as the end of the sentence "write …"; undefined when Kafka accepts the value. */
export function valueProblem(setting: TopicSetting, value: string): string | undefined {
  const { type, values } = setting;
  if (type === "boolean") return value === "true" || value === "false" ? undefined : "true or false";
  if (type === "string") return values?.includes(value) ? undefined : `one of ${values?.join(", ")}`;
  if (type === "list") {
    const items = value === "" ? [] : value.split(",");
    const fine = items.every((item, index) => values?.includes(item) && items.indexOf(item) === index);
    return fine ? undefined : `any of ${values?.join(", ")}, each at most once, with a comma between them`;
  }
  return type === "double" ? realProblem(setting, value) : wholeProblem(setting, value);
}

function realProblem({ min = "0", max = "1" }: TopicSetting, value: string): string | undefined {
  const fine = /^\d+(\.\d+)?$/.test(value) && compareDecimals(value, min) >= 0 && compareDecimals(value, max) <= 0;
  return fine ? undefined : `a number from ${min} to ${max}`;
}

function wholeProblem({ type, min, max, also }: TopicSetting, value: string): string | undefined {
  const most = max ?? (type === "int" ? LARGEST_INT : LARGEST_LONG);
  const least = min ?? String(-BigInt(most) - 1n);
  const fine = /^-?\d{1,20}$/.test(value) && BigInt(value) >= BigInt(least) && BigInt(value) <= BigInt(most);
  if (fine || value === also) return undefined;
  return `a whole number from ${least} to ${most}${also === undefined ? "" : `, or ${also}`}`;
}

/** Topics that Kafka itself uses. */
export const INTERNAL_TOPICS: readonly string[] = [
  "__cluster_metadata",
  "__consumer_offsets",
  "__share_group_state",
  "__transaction_state",
];
