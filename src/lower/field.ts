import type { Evolution, Field, Privacy } from "../ir/field.ts";
import type { ContractDocument, FieldDocument } from "../language/contract/contract-document.ts";
import { joined } from "./draft.ts";
import { lowerType } from "./type.ts";

/** How a contract's rows travel: a table's row has every column, a message may leave one out. */
export interface FieldContext {
  readonly path: string;
  /** The id of what the field is a member of. */
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

/** The columns of the primary key: of the dataset, else the fields that say so. */
export function keyColumns(contract: ContractDocument): readonly string[] {
  const listed = contract.dataset.primaryKey.map(({ value }) => value);
  return listed.length > 0
    ? listed
    : contract.fields.filter((field) => field.primaryKey?.value).map((field) => field.name);
}

/** A field with its type, its nullability and its presence made explicit. */
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
 * `required` means there and not NULL, unless `nullable: true` is said; `not_null` means not NULL, and there unless it has a default or is
 * said not to be required; a key column is both. What says nothing may be NULL, and in a message may be left out.
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

// What most fields say of themselves is one value for all: a project has fields by the hundred thousand.
const PUBLIC: Privacy = { pii: false };
const PERSONAL: Privacy = { pii: true };
const AS_EVER: Evolution = { locked: false };

function privacyOf({ pii = false, classification, retentionDays }: FieldDocument): Privacy {
  if (classification === undefined && retentionDays === undefined) return pii ? PERSONAL : PUBLIC;
  return { pii, ...(classification && { classification }), ...(retentionDays !== undefined && { retentionDays }) };
}

function evolutionOf({ deprecated, renamedFrom, addedIn, removedIn, migration, locked }: FieldDocument): Evolution {
  const said = [deprecated, renamedFrom, addedIn, removedIn, migration];
  if (locked !== true && said.every((one) => one === undefined)) return AS_EVER;
  return {
    ...(deprecated && { deprecated: deprecated.value }),
    ...(renamedFrom && { renamedFrom: renamedFrom.value }),
    ...(addedIn !== undefined && { addedIn }),
    ...(removedIn !== undefined && { removedIn }),
    ...(migration !== undefined && { migration }),
    locked: locked ?? false,
  };
}
