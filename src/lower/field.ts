import type { Evolution, Field, Privacy } from "../ir/field.ts";
import type { ContractDocument, FieldDocument, OnViolation } from "../language/contract/contract-document.ts";
import { keyColumns } from "../language/contract/nulls.ts";
import { joined } from "./assertion-ids.ts";
import { lowerType } from "./type.ts";

/** The facts about a contract that lowering a field needs. A table stores every column: an omitted value is NULL or the default. A message may omit a field. */
export interface FieldContext {
  readonly path: string;
  /** The id of the contract or field that the field is a member of. */
  readonly parent: string;
  readonly rows: "table" | "message";
  readonly keys: ReadonlySet<string>;
  readonly contract: ContractDocument;
  /** What happens to violations in a field without a value of its own: that of the field around it. */
  readonly onViolation?: OnViolation | undefined;
}

/** The context of a contract's own columns. */
export function fieldContext(contract: ContractDocument): FieldContext {
  const { kind } = contract.dataset;
  // A JSON Schema describes documents, even if a table stores them.
  const isMessage = kind.value === "topic" || kind.value === "file" || contract.form === "json-schema";
  const rows = isMessage ? "message" : "table";
  return { path: contract.path, parent: contract.name.value, rows, keys: new Set(keyColumns(contract)), contract };
}

/** Lowers a field, with explicit type, nullability and presence. */
export function lowerField(document: FieldDocument, context: FieldContext): Field {
  const id = joined(context.parent, document.name);
  const { nullable, presence } = allowedOccurrence(document, context);
  const inside = { ...membersContext(document, context), parent: id };
  return {
    id,
    name: document.name,
    type: lowerType(document, (member) => lowerField(member, inside)),
    nullable,
    presence,
    ...(document.default && { default: document.default.value }),
    ...(document.description !== undefined && { description: document.description }),
    ...(document.unit !== undefined && { unit: document.unit }),
    privacy: privacyOf(document),
    evolution: evolutionOf(document),
    origin: { path: context.path, pointer: document.pointer },
  };
}

/**
 * `required` means present and not NULL, unless `nullable: true`. `not_null` means not NULL, and present unless the field has a default or
 * `required: false`. A key column is both. Any other field may be NULL. A row may omit a field with a default or with `required: false`,
 * and a message may also omit any field that may be NULL.
 */
function occurrence(field: FieldDocument, context: FieldContext): Pick<Field, "nullable" | "presence"> {
  if (context.keys.has(field.name)) return { nullable: false, presence: "required" };
  const required = field.required?.value;
  const nullable = field.nullable?.value ?? required !== true;
  const isGiven = field.default === undefined && (context.rows === "table" || !nullable);
  return { nullable, presence: (required ?? isGiven) ? "required" : "optional" };
}

/** The context of the members and items of a field. */
export function membersContext(field: FieldDocument, context: FieldContext): FieldContext {
  return {
    ...context,
    rows: "message",
    keys: new Set(),
    onViolation: field.onViolation?.value ?? context.onViolation,
  };
}

/** A field that must not be NULL may be NULL, and absent in a message, if the violation only causes a warning. */
function allowedOccurrence(field: FieldDocument, context: FieldContext): Pick<Field, "nullable" | "presence"> {
  const found = occurrence(field, context);
  const onViolation = field.onViolation?.value ?? context.onViolation ?? context.contract.onViolation?.value;
  if (onViolation !== "warn" || found.nullable) return found;
  return { nullable: true, presence: context.rows === "table" ? found.presence : "optional" };
}

/** True if NULL violates the field. A table stores every column. In a message, SQL cannot distinguish NULL from an absent member. */
export function isNeverNull(field: FieldDocument, context: FieldContext): boolean {
  const { nullable, presence } = occurrence(field, context);
  return !nullable && (presence === "required" || context.rows === "table");
}

// Most fields share this value, which saves memory: a project may have hundreds of thousands of fields.
const PUBLIC: Privacy = { pii: false };
const PERSONAL: Privacy = { pii: true };
const UNCHANGED: Evolution = { locked: false };

function privacyOf({ pii = false, classification, retentionDays }: FieldDocument): Privacy {
  if (classification === undefined && retentionDays === undefined) return pii ? PERSONAL : PUBLIC;
  return { pii, ...(classification && { classification }), ...(retentionDays !== undefined && { retentionDays }) };
}

function evolutionOf({ deprecated, renamedFrom, addedIn, removedIn, migration, locked }: FieldDocument): Evolution {
  const members = [deprecated, renamedFrom, addedIn, removedIn, migration];
  if (locked !== true && members.every((one) => one === undefined)) return UNCHANGED;
  return {
    ...(deprecated && { deprecated: deprecated.value }),
    ...(renamedFrom && { renamedFrom: renamedFrom.value }),
    ...(addedIn !== undefined && { addedIn }),
    ...(removedIn !== undefined && { removedIn }),
    ...(migration !== undefined && { migration }),
    locked: locked ?? false,
  };
}
