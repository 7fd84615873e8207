import type { Evolution, Field, Privacy } from "../ir/field.ts";
import type { ContractDocument, FieldDocument } from "../language/contract/contract-document.ts";
import { keyColumns } from "../language/contract/nulls.ts";
import { joined } from "./assertion-ids.ts";
import { lowerType } from "./type.ts";

/** What a field needs to know of its contract. A row of a table has every column; a message may leave one out. */
export interface FieldContext {
  readonly path: string;
  /** The id of the contract or field that the field is a member of. */
  readonly parent: string;
  readonly rows: "table" | "message";
  readonly keys: ReadonlySet<string>;
}

/** The context of a contract's own columns. */
export function fieldContext(contract: ContractDocument): FieldContext {
  const { kind } = contract.dataset;
  const rows = kind.value === "topic" || kind.value === "file" ? "message" : "table";
  return { path: contract.path, parent: contract.name.value, rows, keys: new Set(keyColumns(contract)) };
}

/** Lowers a field, with explicit type, nullability and presence. */
export function lowerField(document: FieldDocument, context: FieldContext): Field {
  const id = joined(context.parent, document.name);
  const { nullable, presence } = occurrence(document, context);
  const inside: FieldContext = { ...context, parent: id, rows: "message", keys: new Set() };
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
 * `required: false`. A key column is both. Any other field may be NULL, and a message may leave it out.
 */
export function occurrence(field: FieldDocument, context: FieldContext): Pick<Field, "nullable" | "presence"> {
  if (context.keys.has(field.name)) return { nullable: false, presence: "required" };
  const required = field.required?.value;
  const nullable = field.nullable?.value ?? required !== true;
  if (context.rows === "table" && required !== false) return { nullable, presence: "required" };
  if (context.rows === "table") return { nullable: true, presence: "required" };
  const there = required ?? (!nullable && field.default === undefined);
  return { nullable, presence: there ? "required" : "optional" };
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
