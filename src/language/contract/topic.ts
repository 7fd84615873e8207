import { TOPIC_SETTINGS } from "../../topic/settings.ts";
import { diagnostics } from "../diagnostics.ts";
import { bare, called, changed, type Kind, list, mapOf, placed } from "../kind.ts";
import { mapping } from "../mapping.ts";
import { member, needed, type ReadOf } from "../member.ts";
import { at, type Within } from "../node.ts";
import {
  anyKey,
  column,
  description,
  fraction,
  label,
  oneOf,
  scalar,
  secondsOf,
  topicName,
  version,
  whole,
} from "../scalar-kinds.ts";
import { decimalText, sizeBytes } from "../scalars.ts";
import { ACKNOWLEDGED_CHANGES, BROKER_DEFAULT } from "./topic-words.ts";

/** A setting of a topic with its canonical value: milliseconds and bytes as numbers in text. */
export interface SettingDocument {
  readonly name: string;
  readonly value: string;
  readonly pointer: string;
}

const settings: Kind<readonly SettingDocument[]> = called(
  "a mapping of Kafka's settings",
  changed(mapOf(anyKey, bare(scalar)), (entries, within) =>
    entries.map(({ key: name, value, pointer }) => {
      const written = value.kind === "null" ? "null" : String(value.value);
      return { name, value: settingOf(name, written, { within, place: pointer }), pointer };
    }),
  ),
);

function settingOf(name: string, written: string, { within, place }: { within: Within; place: string }): string {
  const number = decimalText(written);
  if (number !== undefined) return number;
  if (written === BROKER_DEFAULT) return written;
  if (Object.hasOwn(TOPIC_SETTINGS, name) && TOPIC_SETTINGS[name]?.type === "list")
    return written
      .split(",")
      .map((word) => word.trim())
      .join(",");
  if (/\.ms$/.test(name)) return String(secondsOf(written, place, within) * 1000);
  if (!/\.bytes$/.test(name)) return written;
  const bytes = sizeBytes(written);
  if (bytes === undefined) within.reports.push(diagnostics.report("bad-size", at(within, place), { text: written }));
  return String(bytes ?? 0);
}

/** Those that make topics. */
const BROKER = ["kafka", "dex kafka"] as const;

/** Those that make topics or the programs that use them. */
const CLIENTS = [...BROKER, "typescript"] as const;

const deadLetter = mapping(
  { usedBy: CLIENTS },
  {
    topic: needed(topicName, { about: "the topic of messages that violate the contract" }),
    max_ratio: member(bare(fraction), {
      about: "the largest fraction of messages that may go there",
      usedBy: ["typescript"],
    }),
  },
);

/** Consent to a change of a topic. */
export const allowedChange = mapping(
  { id: "allowed_change", about: "consent to one change, in one version of the contract", usedBy: ["dex kafka"] },
  {
    change: needed(bare(oneOf(...ACKNOWLEDGED_CHANGES)), { about: "the change that may be made on the broker" }),
    version: needed(version, { about: "the version of the contract that needs the change" }),
    reason: needed(bare(description), {
      about: "why the change is safe",
      usedBy: "documentation",
      otherwise: () => "",
    }),
  },
);

const fieldNumbers = changed(mapOf(anyKey, bare(whole(1, 536870911))), (entries) =>
  entries.map(({ key, value, pointer }) => ({ path: key, number: value, pointer })),
);

/** The keys of a topic. */
export const topic = mapping(
  { id: "topic", about: "the Kafka topic of a contract whose dataset is of kind topic", usedBy: BROKER },
  {
    name: needed(topicName, { about: "the topic's name on the broker", usedBy: CLIENTS }),
    partitions: needed(whole(1, 10000), { about: "the number of partitions" }),
    replication_factor: needed(whole(1, 32767), { about: "the number of replicas of each partition" }),
    key: member(column, { about: "the column that is the message key", usedBy: CLIENTS }),
    format: needed(oneOf("json", "avro", "protobuf"), { about: "how messages are encoded", usedBy: CLIENTS }),
    config: member(settings, {
      about:
        "Kafka's settings by their own names; a name that ends in .ms takes a duration such as 7d, one that ends in .bytes a size such as 10MiB, and the value default leaves a setting to the broker",
      otherwise: () => [],
    }),
    dead_letter: member(placed(deadLetter), { about: "where messages go that violate the contract", usedBy: CLIENTS }),
    producers: member(list(label), {
      about: "who writes to the topic, for its access rights; defaults to the owner's team, then to the owner",
      otherwise: () => [],
    }),
    field_numbers: member(fieldNumbers, {
      about:
        "Protobuf: the number of each field, by path, such as user_id, address.city, items[].sku or event_type=click; keep the entry of a field that you remove",
      usedBy: ["kafka"],
      otherwise: () => [],
    }),
    allow: member(list(allowedChange), {
      about: "consent to changes that lose or reorder messages",
      usedBy: ["dex kafka"],
      otherwise: () => [],
    }),
  },
);

/** A topic, as written. */
export type TopicDocument = ReadOf<typeof topic.members>;
