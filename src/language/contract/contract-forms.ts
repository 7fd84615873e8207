import { bare, called, changed, described, either, list } from "../kind.ts";
import { mapping } from "../mapping.ts";
import { located, member, needed } from "../member.ts";
import {
  columns,
  count,
  description,
  editorSchema,
  fileName,
  flag,
  label,
  oneOf,
  onViolation,
  physicalName,
  version,
  whole,
} from "../scalar-kinds.ts";
import { ROW_TARGETS, TABLE_TARGETS } from "../used-by.ts";
import { columnListMembers, schema } from "./columns.ts";
import { consumer } from "./consumer.ts";
import { dataset, TABLE_NAME } from "./dataset.ts";
import { fieldsByName } from "./field.ts";
import { headerMembers } from "./header.ts";
import { rules } from "./rules.ts";
import { qualityMaps, sla } from "./sla-members.ts";
import { topic } from "./topic.ts";

/** The directions in which a contract stays compatible. */
const directions = mapping(
  { usedBy: ["kafka", "dex kafka"] },
  {
    backward: member(bare(flag), {
      about: "false: data written before a change may violate the new version",
      otherwise: () => true,
    }),
    forward: member(bare(flag), {
      about: "false: data written after a change may break readers of the old version",
      otherwise: () => true,
    }),
  },
);

/** Whom a new version must not break. */
export type Compatibility = "full" | "consumer" | "producer" | "none";

const compatibility = called(
  "`full`, `consumer`, `producer`, `none`, or a mapping of `backward` and `forward`",
  either(
    bare(oneOf("full", "consumer", "producer", "none")),
    changed(directions, ({ backward, forward }): Compatibility => {
      // Backward (old data stays valid) protects producers and stored rows; forward (new data stays readable) protects consumers.
      if (backward && forward) return "full";
      return backward ? "producer" : forward ? "consumer" : "none";
    }),
  ),
);

const versioning = mapping(
  { usedBy: [] },
  {
    strategy: member(label, { about: "how versions are chosen" }),
    breaking_changes: member(list(label), { about: "changes that break consumers" }),
    non_breaking_changes: member(list(label), {
      about: "changes that do not break consumers",
    }),
  },
);

const changeProcess = mapping(
  { usedBy: [] },
  {
    notification_lead_time_days: member(bare(whole(0, 3650)), {
      about: "how many days before a change to notify consumers",
    }),
    approval_required_from: member(list(bare(label)), { about: "who must approve a change", otherwise: () => [] }),
    rollback_plan_required: member(flag, { about: "true: a change needs a plan to undo it" }),
  },
);

const quality = called(
  "a list of rules, or a mapping",
  described(
    "what the schema cannot express: a list of rules, or mappings such as freshness and completeness",
    either(
      changed(rules, (rules) => ({ rules })),
      changed(qualityMaps, (maps) => ({ maps })),
    ),
  ),
);

const sectionMembers = {
  $schema: member(editorSchema, { usedBy: "documentation", unread: true }),
  dataset: member(dataset, {}),
  topic: member(topic, {}),
  quality: member(quality, {}),
  sla: member(sla, {}),
  on_violation: member(onViolation, {
    about:
      "what happens when rows violate the contract, unless a rule or a field has its own value. block: nothing is published; quarantine: the rows are moved aside, and the run continues; warn: the run only reports them; defaults to block",
    usedBy: ROW_TARGETS,
  }),
  consumers: member(list(consumer), { about: "who uses the data, and for what", otherwise: () => [] }),
  compatibility: member(compatibility, {
    about: "whom a new version must not break: consumers, producers, both (full) or nobody (none)",
    usedBy: ["kafka", "dex kafka"],
    otherwise: () => "full",
  }),
  versioning: member(versioning, { about: "how the contract changes", usedBy: [] }),
  change_process: member(changeProcess, { about: "how a change of the contract is made", usedBy: [] }),
  primary_key: member(columns, { about: "the same as dataset.primary_key", otherwise: () => [] }),
  row_count_min: member(count, { about: "the smallest number of rows in total", usedBy: TABLE_TARGETS }),
  row_count_max: member(count, { about: "the largest number of rows in total", usedBy: TABLE_TARGETS }),
};

/** The sections that all forms of a contract share. */
export const sections = mapping({ usedBy: "compiler" }, sectionMembers);

/** The keys under `contract`. */
export const header = mapping({ usedBy: "compiler" }, headerMembers);

const columnMembers = { schema: member(schema, {}), ...columnListMembers };

/** The keys of the house form besides its sections. */
export const houseKeys = mapping(
  { usedBy: "compiler" },
  {
    contract: needed(header, { about: "the identity of the contract" }),
    description: member(bare(description), { about: "the same as contract.description", usedBy: "documentation" }),
    ...columnMembers,
  },
);

/** The house form, and the short form that it contains. */
export const house = mapping(
  {
    title: "dex contract",
    usedBy: "compiler",
    about: "A data contract: the schema of a dataset, and constraints on its rows.",
  },
  { ...houseKeys.members, ...sectionMembers },
);

/** The columns of the flat form. */
export const flatKeys = mapping(
  { usedBy: "compiler" },
  { schema: needed(fieldsByName(), { about: "the columns, by name" }) },
);

/** The flat form: the header's keys at the top, and the columns as a mapping from name to field. */
export const flat = mapping(
  {
    title: "dex contract, flat form",
    usedBy: "compiler",
    about: "A data contract with its header at the top, and a schema that maps column names to fields.",
  },
  { ...headerMembers, ...flatKeys.members, ...sectionMembers },
);

/** The header of a column list. */
export const columnListHeader = mapping(
  { usedBy: "compiler" },
  {
    ...headerMembers,
    name: member(fileName, { about: "the contract's identity across the project; defaults to the table" }),
    version: member(version, { usedBy: "compiler", otherwise: located("0.1.0") }),
    table: member(physicalName, {
      about: "the physical name, and the contract's name if it has no other",
      usedBy: TABLE_NAME,
    }),
  },
);

/** The columns of a column list. */
export const columnListKeys = mapping({ usedBy: "compiler" }, columnMembers);

/** The column list: the header's keys at the top, and the columns as a list under `schema` or at the top, or as properties. */
export const columnList = mapping(
  {
    title: "dex contract, column list",
    usedBy: "compiler",
    about: "A data contract with its header at the top, and a list of columns.",
  },
  { ...columnListHeader.members, ...columnMembers, ...sectionMembers },
);
