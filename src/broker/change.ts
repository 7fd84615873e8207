import type { AllowedChange } from "../ir/contract.ts";
import type { Origin } from "../source/origin.ts";
import type { BrokerRight, NewTopic, SettingEdit } from "./broker.ts";
import type { NewSchema } from "./registry.ts";

/**
 * How bad a change is. SAFE: nothing is lost. CAUTION: somebody may notice. DESTRUCTIVE: messages or their safety are lost. MIGRATE: readers and writers must
 * move together. IMPOSSIBLE: no broker does it.
 */
export type ChangeClass = "SAFE" | "CAUTION" | "DESTRUCTIVE" | "MIGRATE" | "IMPOSSIBLE";

/** What is done to the broker or the registry when a change is applied. */
type Action =
  | { readonly kind: "create"; readonly topic: NewTopic }
  | { readonly kind: "alter"; readonly topic: string; readonly edits: readonly SettingEdit[] }
  | { readonly kind: "partitions"; readonly topic: string; readonly count: number }
  | { readonly kind: "delete"; readonly topic: string }
  | { readonly kind: "grant"; readonly rights: readonly BrokerRight[] }
  | { readonly kind: "revoke"; readonly rights: readonly BrokerRight[] }
  | { readonly kind: "level"; readonly subject: string; readonly level: string }
  | {
      readonly kind: "register";
      readonly subject: string;
      readonly schema: NewSchema;
      /** The level to return to when the registry must be told to look away. */
      readonly force?: string;
    }
  /** Nothing that dex does. */
  | { readonly kind: "none" };

/** One change between what the contracts say and what is there. */
export interface BrokerChange {
  readonly class: ChangeClass;
  /** The topic, subject or principal. */
  readonly target: string;
  /** What changes, for people: `partitions 6 to 12`. */
  readonly what: string;
  /** Why it has its class, where that is not SAFE. */
  readonly why?: string;
  /** The word of consent that it needs in the contract. */
  readonly needs?: AllowedChange["change"];
  /** True when the contract has that word for its present version. */
  readonly allowed: boolean;
  readonly at: Origin;
  readonly action: Action;
}
