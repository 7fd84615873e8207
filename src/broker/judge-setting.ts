import type { AllowedChange } from "../ir/contract.ts";
import { TOPIC_SETTINGS } from "../topic/settings.ts";
import type { ChangeClass } from "./change.ts";

/** How bad a change of a setting is, and what it needs. */
export interface SettingVerdict {
  readonly class: ChangeClass;
  readonly why?: string;
  readonly needs?: AllowedChange["change"];
}

const SAFE: SettingVerdict = { class: "SAFE" };

type Direction = "up" | "down" | "any";

interface Judgement extends SettingVerdict {
  readonly when: Direction;
}

const caution = (when: Direction, why: string): Judgement => ({ when, class: "CAUTION", why });
const destructive = (when: Direction, needs: AllowedChange["change"], why: string): Judgement => ({
  when,
  class: "DESTRUCTIVE",
  needs,
  why,
});

const DELETES = "messages that were to be kept are deleted, and do not come back";
const TOMBSTONES = "a slow reader may miss that a key was deleted";
const REFUSES = "messages that were taken until now are refused";

/** Settings of which a change is not simply safe. Source: Kafka's own documentation of each. */
const JUDGEMENTS: Readonly<Record<string, readonly Judgement[]>> = {
  "retention.ms": [destructive("down", "retention_cut", DELETES)],
  "retention.bytes": [destructive("down", "retention_cut", DELETES)],
  "local.retention.ms": [caution("down", "older messages are read from remote storage, more slowly")],
  "local.retention.bytes": [caution("down", "older messages are read from remote storage, more slowly")],
  "delete.retention.ms": [caution("down", TOMBSTONES)],
  "max.compaction.lag.ms": [caution("down", "older values of a key go sooner")],
  "min.compaction.lag.ms": [caution("down", "older values of a key go sooner")],
  "max.message.bytes": [caution("down", REFUSES)],
  "message.timestamp.after.max.ms": [caution("down", REFUSES)],
  "message.timestamp.before.max.ms": [caution("down", REFUSES)],
  "message.timestamp.type": [caution("any", "event times and retention get another meaning")],
  "min.insync.replicas": [
    caution("up", "writes stop sooner when a broker is away"),
    destructive("down", "durability_cut", "a write is confirmed with fewer copies"),
  ],
  "unclean.leader.election.enable": [
    destructive("up", "durability_cut", "a replica that has missed messages may become the leader, and they are lost"),
  ],
  "remote.storage.enable": [
    caution("up", "brokers without remote storage refuse it"),
    destructive("down", "retention_cut", DELETES),
  ],
  "remote.log.copy.disable": [caution("any", "nothing more is copied to remote storage, or copying begins")],
  "remote.log.delete.on.disable": [destructive("up", "retention_cut", DELETES)],
};

/** How bad it is to change a setting from one value to another. */
export function judgeSetting(name: string, from: string, to: string): SettingVerdict {
  if (name === "cleanup.policy") return judgeCleanup(new Set(from.split(",")), new Set(to.split(",")));
  const direction = directionOf(name, from, to);
  const found = JUDGEMENTS[name]?.find(({ when }) => when === "any" || when === direction);
  if (found === undefined) return SAFE;
  const { when: _, ...verdict } = found;
  return verdict;
}

/** Which way a value goes; -1 is "without end" where a setting has no smaller meaning for it. */
function directionOf(name: string, from: string, to: string): Direction {
  if (TOPIC_SETTINGS[name]?.type === "boolean") return to === "true" ? "up" : "down";
  if (!/^-?\d+$/.test(from) || !/^-?\d+$/.test(to)) return "any";
  const endless = name.startsWith("retention.");
  const size = (value: string) => (endless && value === "-1" ? 2n ** 64n : BigInt(value));
  return size(to) < size(from) ? "down" : "up";
}

function judgeCleanup(from: ReadonlySet<string>, to: ReadonlySet<string>): SettingVerdict {
  const added = [...to].filter((policy) => policy !== "" && !from.has(policy));
  if (added.length === 0) {
    if (to.has("delete") || !from.has("delete")) return { class: "CAUTION", why: "the topic keeps more than before" };
    return { class: "CAUTION", why: "nothing is deleted by age any more, so the topic may grow without end" };
  }
  const why = added.includes("compact")
    ? "only the last message of each key stays, and messages without a key are refused"
    : "the last messages of keys are deleted by age, too";
  return { class: "DESTRUCTIVE", needs: "cleanup_policy", why };
}

/** Two values that mean the same to Kafka: numbers by size, lists in any order. */
export function isSameValue(name: string, one: string, other: string): boolean {
  if (one === other) return true;
  const type = TOPIC_SETTINGS[name]?.type;
  if (type === "list") return listOf(one) === listOf(other);
  if (type === "boolean" || type === "string" || type === undefined) return false;
  return one !== "" && other !== "" && Number(one) === Number(other);
}

function listOf(value: string): string {
  return value
    .split(",")
    .map((item) => item.trim())
    .sort()
    .join(",");
}
