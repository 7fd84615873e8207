import { z } from "zod";
import { isObject, type Json } from "../../src/source/json.ts";
import type { Occurrence } from "./places.ts";

/** A document with another value at a path; without one, the key is removed. */
export function edited(document: Json, path: Occurrence["path"], value: Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return value ?? null;
  if (Array.isArray(document))
    return document.map((item: Json, index) => (index === key ? edited(item, rest, value) : item));
  const copy = { ...(document as Readonly<Record<string, Json>>) };
  if (rest.length === 0 && value === undefined) delete copy[String(key)];
  else copy[String(key)] = edited(copy[String(key)] ?? null, rest, value);
  return copy;
}

/** Values of keys that depend on other documents. */
const VALUES: Readonly<Record<string, readonly Json[]>> = {
  "contract.quality.*.reference.to": ["customers.state"],
  "contract.quality.*.equal_row_count.dataset": ["maps"],
  "contract.quality.*.expression.sql": ["amount > 4"],
  "contract.schema.properties.*.type": ["string", "bigint", "boolean"],
  "contract.schema.properties.*.examples": [[5]],
  "contract.dataset.kind": ["view", "file"],
  "batch.source.tables": [["orders"]],
  "batch.source.tables.*.*.watermark": ["updated_at"],
  "batch.source.watermark": ["ordered_at"],
  "batch.models.*.staging": ["extra"],
  "batch.models.*.dimension": ["extra"],
  "batch.models.*.contract": ["fct_more"],
  "batch.models.*.sql": ["select order_id, segment, ordered_at, updated_at from {{ ref('stg_orders') }} where 1 = 1"],
};

/** Other values for a key: undefined to remove it, and values of the same kind. */
export function otherValues(one: Occurrence, document: Json): readonly (Json | undefined)[] {
  const { name, value, member } = one;
  const own = VALUES[name];
  if (own !== undefined) return [undefined, ...own];
  return [undefined, ...(member.kind.takes.includes("column") ? otherColumns(value, document) : []), ...others(one)];
}

function others({ value, member }: Occurrence): readonly Json[] {
  if (typeof value === "boolean") return [!value];
  if (typeof value === "number") return [value + 1, value - 1, value / 2];
  if (typeof value === "string") {
    const words = wordsOf(member.kind.shape()).filter((word) => word !== value);
    if (words.length > 0) return words;
    return /^\d+[smhd]$/.test(value) ? ["5h", "5d"] : [`${value}x`, "9.9.9", "2026-02-02", "ipv4"];
  }
  if (Array.isArray(value)) return value.length > 1 ? [value.slice(0, -1)] : [];
  if (!isObject(value)) return [];
  const numbers = Object.entries(value).filter(([, entry]) => typeof entry === "number");
  return numbers.length === 0 ? [] : [Object.fromEntries(numbers.map(([key, entry]) => [key, Number(entry) + 10]))];
}

function wordsOf(shape: z.ZodType): readonly string[] {
  const { enum: words } = z.toJSONSchema(shape, { io: "input", unrepresentable: "any" });
  return (words ?? []).flatMap((word) => (typeof word === "string" ? [word] : []));
}

/** The other columns of a contract, in place of one column or of a list. */
function otherColumns(value: Json, document: Json): readonly Json[] {
  const { schema } = document as { readonly schema?: { readonly properties?: object } };
  const names = Object.keys(schema?.properties ?? {}).filter((name) => name !== value);
  return Array.isArray(value) ? names.map((name) => [name]) : names;
}
