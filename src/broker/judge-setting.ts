import type { AllowedChange } from "../ir/contract.ts";
import { compareDecimals } from "../text/decimal.ts";
import { TOPIC_SETTINGS } from "../topic/settings.ts";
import type { ChangeClass } from "./change.ts";

/** The risk of a change of a setting, and the consent that it needs. */
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

const DELETES = "messages are deleted earlier, and cannot be recovered";
const TOMBSTONES = "a slow consumer may miss the deletion of a key";
const REFUSES = "messages that were accepted before are rejected";

/** Settings whose change may not be safe, from the documentation of Kafka. */
const JUDGEMENTS: Readonly<Record<string, readonly Judgement[]>> = {
  "retention.ms": [destructive("down", "retention_cut", DELETES)],
  "retention.bytes": [destructive("down", "retention_cut", DELETES)],
  "local.retention.ms": [caution("down", "older messages are read from remote storage, which is slower")],
  "local.retention.bytes": [caution("down", "older messages are read from remote storage, which is slower")],
  "delete.retention.ms": [caution("down", TOMBSTONES)],
  "max.compaction.lag.ms": [caution("down", "older values of a key are removed sooner")],
  "min.compaction.lag.ms": [caution("down", "older values of a key are removed sooner")],
  "max.message.bytes": [caution("down", REFUSES)],
  "message.timestamp.after.max.ms": [caution("down", REFUSES)],
  "message.timestamp.before.max.ms": [caution("down", REFUSES)],
  "message.timestamp.type": [caution("any", "event times and retention change their meaning")],
  "min.insync.replicas": [
    caution("up", "writes fail sooner when a broker is down"),
    destructive("down", "durability_cut", "writes are confirmed with fewer copies"),
  ],
  "unclean.leader.election.enable": [
    destructive(
      "up",
      "durability_cut",
      "a replica without the latest messages may become the leader, and these messages are lost",
    ),
  ],
  "remote.storage.enable": [
    caution("up", "brokers without remote storage reject it"),
    destructive("down", "retention_cut", DELETES),
  ],
  "remote.log.copy.disable": [caution("any", "copying to remote storage stops or starts")],
  "remote.log.delete.on.disable": [destructive("up", "retention_cut", DELETES)],
};

/** The risk of a change of a setting from one value to another. */
export function judgeSetting(name: string, from: string, to: string): SettingVerdict {
  if (name === "cleanup.policy") return judgeCleanup(new Set(from.split(",")), new Set(to.split(",")));
  const direction = directionOf(name, from, to);
  const found = JUDGEMENTS[name]?.find(({ when }) => when === "any" || when === direction);
  if (found === undefined) return SAFE;
  const { when: _, ...verdict } = found;
  return verdict;
}

/** The direction of a change. In retention settings, -1 means unlimited. */
function directionOf(name: string, from: string, to: string): Direction {
  if (TOPIC_SETTINGS[name]?.type === "boolean") return to === "true" ? "up" : "down";
  if (!/^-?\d+$/.test(from) || !/^-?\d+$/.test(to)) return "any";
  const mayBeUnlimited = name.startsWith("retention.");
  const size = (value: string) => (mayBeUnlimited && value === "-1" ? 2n ** 64n : BigInt(value));
  return size(to) < size(from) ? "down" : "up";
}

function judgeCleanup(from: ReadonlySet<string>, to: ReadonlySet<string>): SettingVerdict {
  const added = [...to].filter((policy) => policy !== "" && !from.has(policy));
  if (added.length === 0) {
    if (to.has("delete") || !from.has("delete"))
      return { class: "CAUTION", why: "the topic retains more messages than before" };
    return { class: "CAUTION", why: "messages are no longer deleted by age, so the topic may grow without limit" };
  }
  const why = added.includes("compact")
    ? "Kafka retains only the latest message per key, and rejects messages without a key"
    : "the last message of a key is now deleted by age, too";
  return { class: "DESTRUCTIVE", needs: "cleanup_policy", why };
}

/** True for values that Kafka treats as equal: numbers by value, lists in any order. */
export function isSameValue(name: string, one: string, other: string): boolean {
  if (one === other) return true;
  const type = TOPIC_SETTINGS[name]?.type;
  if (type === "list") return listOf(one) === listOf(other);
  if (type === "boolean" || type === "string" || type === undefined) return false;
  return isDecimal(one) && isDecimal(other) && compareDecimals(one, other) === 0;
}

function isDecimal(value: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(value);
}

function listOf(value: string): string {
  return value
    .split(",")
    .map((item) => item.trim())
    .sort()
    .join(",");
}
