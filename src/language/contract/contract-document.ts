import type { Faults } from "../faults.ts";
import type { Located } from "../located.ts";
import type { ReadOf } from "../member.ts";
import type { Mention } from "../node.ts";
import type { OnViolation } from "../scalar-kinds.ts";
import type { ConsumerDocument } from "./consumer.ts";
import type { Compatibility } from "./contract-forms.ts";
import type { DatasetDocument } from "./dataset.ts";
import type { FieldDocument } from "./field.ts";
import type { headerMembers } from "./header.ts";
import type { RuleDocument } from "./rules.ts";
import type { SlaDocument } from "./sla.ts";

export type { OnViolation, ScalarDocument } from "../scalar-kinds.ts";
export type { ConsumerDocument } from "./consumer.ts";
export type { FieldDocument } from "./field.ts";
export type { TypeName } from "./field-types.ts";
export type { RuleDocument } from "./rules.ts";
export type { TopicDocument } from "./topic.ts";

/** The form in which a contract is written. */
export type ContractForm = "house" | "flat" | "column-list" | "json-schema";

/** One contract, in whatever form it is written. */
export interface ContractDocument extends ReadOf<typeof headerMembers> {
  readonly kind: "contract";
  readonly form: ContractForm;
  readonly path: string;
  readonly dataset: DatasetDocument;
  readonly fields: readonly FieldDocument[];
  readonly quality: readonly RuleDocument[];
  readonly sla: SlaDocument;
  readonly consumers: readonly ConsumerDocument[];
  /** What happens when rows violate an assertion that has no value of its own. */
  readonly onViolation?: Located<OnViolation>;
  readonly compatibility: Compatibility;
  readonly notificationLeadTimeDays?: number;
  readonly approvalRequiredFrom: readonly string[];
  readonly faults?: Faults;
  readonly mentions?: readonly Mention[];
}
