interface Range {
  readonly kind: "integer" | "decimal";
  readonly low?: number;
  readonly high?: number;
  /** A value outside the range that means the default. */
  readonly also?: number;
}

/** What a setting of a topic may be: a number in a range, one of some words, several of them, or the broker's own affair. */
type Values =
  | Range
  | { readonly kind: "word"; readonly words: readonly string[] }
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "any" };

const from = (low: number): Values => ({ kind: "integer", low });
const WORD: Values = { kind: "word", words: ["true", "false"] };

/** The settings of a topic that Apache Kafka 4 knows (up to 4.4), and the values that a broker takes. */
const SETTINGS: Readonly<Record<string, Values>> = {
  "cleanup.policy": { kind: "words", words: ["compact", "delete"] },
  "compression.gzip.level": { kind: "integer", low: 1, high: 9, also: -1 },
  "compression.lz4.level": { kind: "integer", low: 1, high: 17 },
  "compression.type": { kind: "word", words: ["producer", "uncompressed", "gzip", "lz4", "snappy", "zstd"] },
  "compression.zstd.level": { kind: "integer", low: -131_072, high: 22 },
  "delete.retention.ms": from(0),
  "errors.deadletterqueue.group.enable": WORD,
  "file.delete.delay.ms": from(0),
  "flush.messages": from(1),
  "flush.ms": from(0),
  "follower.replication.throttled.replicas": { kind: "any" },
  "index.interval.bytes": from(0),
  "leader.replication.throttled.replicas": { kind: "any" },
  "local.retention.bytes": from(-2),
  "local.retention.ms": from(-2),
  "max.compaction.lag.ms": from(1),
  "max.decompressed.message.bytes": from(0),
  "max.message.bytes": from(0),
  "message.timestamp.after.max.ms": from(0),
  "message.timestamp.before.max.ms": from(0),
  "message.timestamp.type": { kind: "word", words: ["CreateTime", "LogAppendTime"] },
  "min.cleanable.dirty.ratio": { kind: "decimal", low: 0, high: 1 },
  "min.compaction.lag.ms": from(0),
  "min.insync.replicas": from(1),
  preallocate: WORD,
  "remote.copy.lag.bytes": from(-1),
  "remote.copy.lag.ms": from(-1),
  "remote.log.copy.disable": WORD,
  "remote.log.delete.on.disable": WORD,
  "remote.storage.enable": WORD,
  "retention.bytes": { kind: "integer" },
  "retention.ms": from(-1),
  "segment.bytes": from(1_048_576),
  "segment.index.bytes": from(4),
  "segment.jitter.ms": from(0),
  "segment.ms": from(1),
  "unclean.leader.election.enable": WORD,
};

/** The names of the settings. */
export const SETTING_NAMES: readonly string[] = Object.keys(SETTINGS);

/** Settings that older versions had, and what to do without them. */
export const REMOVED_SETTINGS: Readonly<Record<string, string>> = {
  "message.downconversion.enable": "Kafka 4 has it no more. Remove it.",
  "message.format.version": "Kafka 4 has it no more. Remove it.",
  "message.timestamp.difference.max.ms":
    'Kafka 4 has it no more. Write "message.timestamp.before.max.ms" and "message.timestamp.after.max.ms".',
};

/** What a setting wants instead of this value, in words; undefined when a broker takes it. */
export function wantedValue(name: string, value: string): string | undefined {
  const values = Object.hasOwn(SETTINGS, name) ? SETTINGS[name] : undefined;
  if (values === undefined || values.kind === "any") return undefined;
  if (values.kind === "word") return values.words.includes(value) ? undefined : `one of ${values.words.join(", ")}`;
  if (values.kind === "words") {
    const parts = value === "" ? [] : value.split(",").map((part) => part.trim());
    const fine = parts.every((part) => values.words.includes(part)) && new Set(parts).size === parts.length;
    return fine ? undefined : `${values.words.join(", or ")}, or both with a comma between`;
  }
  return wantedNumber(values, value);
}

function wantedNumber({ low, high, also, kind }: Range, value: string): string | undefined {
  const number = (kind === "integer" ? /^-?\d+$/ : /^-?\d+(\.\d+)?$/).test(value) ? Number(value) : undefined;
  if (number !== undefined && (number === also || (number >= (low ?? -Infinity) && number <= (high ?? Infinity))))
    return undefined;
  const what = kind === "integer" ? "a whole number" : "a number";
  const range = high === undefined ? (low === undefined ? "" : ` of ${low} or more`) : ` from ${low} to ${high}`;
  return `${what}${range}${also === undefined ? "" : `, or ${also}`}`;
}
