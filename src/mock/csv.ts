import type { Row, Table, Value } from "../judge/value.ts";
import { jsonText } from "./json-text.ts";

/** The rows as CSV (RFC 4180) with a header. NULL is an empty field, the empty string is "", and nested values are JSON. */
export function csvText({ fields, rows }: Table): string {
  const line = (row: Row) => `${fields.map((_, index) => cell(row[index] ?? null)).join(",")}\r\n`;
  return `${fields.map(({ name }) => quoted(name)).join(",")}\r\n${rows.map(line).join("")}`;
}

function cell(value: Value): string {
  if (value === null) return "";
  return typeof value === "string" ? quoted(value) : quoted(jsonText(value));
}

function quoted(text: string): string {
  return text === "" || /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
