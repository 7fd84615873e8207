/** A value as a source system hands it out: decimals as text, moments as ISO 8601 in UTC, JSON as it is. */
export type Value = string | number | boolean | null | { readonly [key: string]: string | number | boolean };

/** A row of a table, by column. */
export type Row = Record<string, Value>;

/** The shop's tables, by the names of their contracts. */
export const TABLES = ["customers", "products", "orders", "order_items", "payments"] as const;

/** The name of a table. */
export type TableName = (typeof TABLES)[number];

/** All rows of the shop. */
export type ShopRows = Record<TableName, Row[]>;

/** A moment as text. */
export function moment(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

/** Cents as decimal text. */
export function money(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, "0");
  return `${cents < 0 ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

/** Decimal text as cents. */
export function cents(text: Value | undefined): number {
  return Math.round(Number(text) * 100);
}

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
