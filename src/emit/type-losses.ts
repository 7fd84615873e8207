import type { Report } from "../diagnostics/diagnostic.ts";
import type { Contract } from "../ir/contract.ts";
import type { Coverage } from "../ir/coverage.ts";
import type { Field, Type } from "../ir/field.ts";
import type { Ir } from "../ir/ir.ts";
import { ofType } from "../ir/per-type.ts";
import { exceededLimit, type TypeLimits } from "../ir/type-limit.ts";
import { MICROS, type TypeLosses } from "../ir/type-loss.ts";
import { typeText } from "../ir/type-text.ts";
import { append } from "../text/append.ts";
import { diagnostics } from "./diagnostics.ts";

/** The types of a target, such as an adapter of dbt or a message format. */
export interface TargetTypes {
  readonly target: string;
  /** The parts of each type that the target does not represent. Without losses, only `limits` is read. */
  readonly losses?: TypeLosses;
  /** The types that the target cannot store. */
  readonly limits?: TypeLimits;
  /** True for a contract that is written to the target. */
  readonly has: (contract: Contract) => boolean;
}

/** The losses of column types in the targets of an emitter. */
export interface LossyTypes {
  /** One note per target and loss, except the loss of nanoseconds. */
  readonly reports: readonly Report[];
  /** Adds the losses to the records of schema assertions. */
  readonly noted: (records: readonly Coverage[]) => readonly Coverage[];
}

interface LossyType {
  readonly column: string;
  readonly field: Field;
  readonly type: Type;
  readonly loss: string;
}

/** Finds the columns of a project whose types lose something in the targets of one emitter. */
export function findLossyTypes({ contracts }: Ir, targets: readonly TargetTypes[]): LossyTypes {
  const groups = new Map<string, { readonly target: string; readonly found: LossyType[] }>();
  const notes = new Map<string, Note[]>();
  for (const { target, losses, limits = {}, has } of targets) {
    if (losses === undefined) continue;
    for (const contract of contracts.filter(has)) {
      const found = contract.dataset.fields.flatMap((field) => lossesIn(field.type, { field, contract, losses }));
      // A type beyond a limit has a report of its own.
      for (const one of found.filter(({ loss, type }) => loss !== MICROS && !exceededLimit(limits, type))) {
        const key = JSON.stringify([target, one.loss]);
        const group = groups.get(key) ?? { target, found: [] };
        groups.set(key, group);
        group.found.push(one);
      }
      if (found.length > 0) addNote(contract, noteOf(target, found), notes);
    }
  }
  return {
    reports: [...groups.values()].map(({ target, found }) => reportOf(target, found)),
    noted: (records) => records.map((record) => withNotes(record, notes.get(record.assertion) ?? [])),
  };
}

interface ColumnOf {
  readonly field: Field;
  readonly contract: Contract;
  readonly losses: TypeLosses;
}

/** The losses of a type. If the type itself has a loss, the target has no form for its parts, so they are not listed. */
function lossesIn(type: Type, column: ColumnOf): readonly LossyType[] {
  const { field, contract, losses } = column;
  const loss = ofType(losses, type);
  if (loss !== undefined) return [{ column: `${contract.name}.${field.name}`, field, type, loss }];
  if (type.kind === "array") return lossesIn(type.items, column);
  if (type.kind === "map") return lossesIn(type.values, column);
  return type.kind === "struct" ? type.fields.flatMap((member) => lossesIn(member.type, column)) : [];
}

/** What the record of a schema says about the losses in a target. */
interface Note {
  readonly why: string;
  /** The same without the loss of nanoseconds, which does not make a check partial. */
  readonly limit: string | undefined;
}

function addNote(contract: Contract, note: Note, notes: Map<string, Note[]>): void {
  for (const { id, rule } of contract.dataset.assertions) {
    if (rule.kind === "schema") append(notes, id, note);
  }
}

function noteOf(target: string, found: readonly LossyType[]): Note {
  const limiting = found.filter(({ loss }) => loss !== MICROS);
  return { why: listed(target, found), limit: limiting.length === 0 ? undefined : listed(target, limiting) };
}

/** The note for a contract: `snowflake: n (smallint) does not limit the range to 16 bits`. */
function listed(target: string, found: readonly LossyType[]): string {
  const texts = new Set(found.map(({ field, type, loss }) => `${field.name} (${typeText(type)}) ${loss}`));
  return `${target}: ${[...texts].join("; ")}`;
}

function withNotes(record: Coverage, notes: readonly Note[]): Coverage {
  if (notes.length === 0) return record;
  const why = [...(record.why === undefined ? [] : [record.why]), ...notes.map((note) => note.why)].join("; ");
  const limits = [...(record.limits ?? []), ...notes.flatMap(({ limit }) => limit ?? [])];
  return { ...record, why, ...(limits.length > 0 && { limits }) };
}

function reportOf(target: string, found: readonly LossyType[]): Report {
  const [first] = found as readonly [LossyType, ...LossyType[]];
  const columns = [...new Set(found.map(({ column }) => column))];
  const types = [...new Set(found.map(({ type }) => typeText(type)))];
  const parameters = { target, types, loss: first.loss, columns };
  return { ...diagnostics.report("type-loss", first.field.origin, parameters), target };
}
