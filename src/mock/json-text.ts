import type { Type } from "../ir/field.ts";
import { isMembers, type Row, type Table, type Value } from "../judge/value.ts";

/** A value as JSON on one line. Integers have all their digits. */
export function jsonText(value: Value): string {
  if (typeof value === "bigint") return value.toString();
  if (typeof value === "number") return Number.isFinite(value) ? JSON.stringify(value) : "null";
  if (Array.isArray(value)) return `[${value.map((item: Value) => jsonText(item)).join(",")}]`;
  if (isMembers(value)) {
    const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}:${jsonText(member)}`);
    return `{${members.join(",")}}`;
  }
  return JSON.stringify(value);
}

/** The rows as JSON Lines: one object per line, each value in the form of docs/types.md. */
export function jsonLines({ fields, rows }: Table): string {
  const names = fields.map(({ name }) => JSON.stringify(name));
  const line = (row: Row) => `{${names.map((name, index) => `${name}:${jsonText(row[index] ?? null)}`).join(",")}}\n`;
  return rows.map(line).join("");
}

/** A value as a database stores it as JSON on one line: decimals are numbers. */
export function storedJson(value: Value, type: Type): string {
  if (type.kind === "decimal" && typeof value === "string") return value;
  if (type.kind === "array" && Array.isArray(value))
    return `[${value.map((item: Value) => storedJson(item, type.items)).join(",")}]`;
  if (!isMembers(value) || (type.kind !== "map" && type.kind !== "struct")) return jsonText(value);
  const types = type.kind === "struct" ? new Map(type.fields.map((field) => [field.name, field.type])) : undefined;
  const members = Object.entries(value).map(([name, member]) => {
    const inner = type.kind === "map" ? type.values : types?.get(name);
    return `${JSON.stringify(name)}:${inner === undefined ? jsonText(member) : storedJson(member, inner)}`;
  });
  return `{${members.join(",")}}`;
}
