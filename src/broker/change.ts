import type { AllowedChange } from "../ir/contract.ts";
import type { Origin } from "../source/origin.ts";
import type { BrokerRight, NewTopic, SettingEdit } from "./broker.ts";
import type { NewSchema } from "./registry.ts";

/**
 * The risk of a change. SAFE: nothing is lost. CAUTION: clients may notice. DESTRUCTIVE: messages or copies are lost. MIGRATE: readers and
 * writers must change together. IMPOSSIBLE: no broker can make it.
 */
export type ChangeClass = "SAFE" | "CAUTION" | "DESTRUCTIVE" | "MIGRATE" | "IMPOSSIBLE";

/** The request that applies a change to the broker or the registry. */
export type Action =
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
      /** The compatibility level to restore. dex sets the level to NONE during registration, so that the registry accepts the schema. */
      readonly force?: string;
    }
  /** A change that dex does not make. */
  | { readonly kind: "none" };

/** One change that makes the broker or the registry match the contracts. */
export interface BrokerChange {
  readonly class: ChangeClass;
  /** The topic, subject or principal. */
  readonly target: string;
  /** The change as text: `partitions 6 to 12`. */
  readonly what: string;
  /** Why the change is not SAFE. */
  readonly why?: string;
  /** The entry of `allow` that it needs in the contract. */
  readonly needs?: AllowedChange["change"];
  /** True when the change needs no consent, or the contract allows it in its current version. */
  readonly allowed: boolean;
  readonly at: Origin;
  readonly action: Action;
}
