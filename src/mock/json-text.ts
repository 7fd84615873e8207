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
