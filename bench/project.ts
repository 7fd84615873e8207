import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A small seeded generator of numbers in [0, 1): mulberry32. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const KINDS = [
  "type: string, max_length: 200",
  "type: string, enum: [new, open, paid, closed]",
  "type: string, format: email, pii: true",
  "type: integer, minimum: 0",
  "type: decimal, precision: 12, scale: 2, minimum: 0",
  "type: boolean",
  "type: date",
  "type: timestamp",
  "type: double",
  'type: string, pattern: "^[A-Z]{2}[0-9]{4}$"',
] as const;

/** Writes a project of `count` contracts with 20 columns each, a third of them with a reference to another one. The same seed gives the same bytes. */
export function writeProject(folder: string, count: number, seed = 1): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "contracts"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{"name": "bench"}\n');
  const random = seeded(seed);
  for (let index = 0; index < count; index++) {
    writeFileSync(join(folder, "contracts", `table_${index}.contract.yaml`), contract(index, random));
  }
}

function contract(index: number, random: () => number): string {
  const columns = Array.from({ length: 18 }, (_, column) => {
    const kind = KINDS[Math.floor(random() * KINDS.length)] ?? KINDS[0];
    const notNull = random() < 0.4 ? ", not_null: true" : "";
    return `    column_${column}: {${kind}${notNull}, description: Column ${column} of table ${index}.}`;
  });
  const reference = index > 0 && random() < 0.33 ? `, references: table_${Math.floor(random() * index)}.id` : "";
  return `contract:
  name: table_${index}
  version: "1.0.0"
  status: active
  owner: team-${index % 20}@example.com
  team: team-${index % 20}
  domain: domain_${index % 12}
  description: Table number ${index} of the benchmark.

dataset:
  kind: table
  primary_key: [id]
  updated_at: updated_at

schema:
  type: object
  required: [id]
  properties:
    id: {type: bigint, description: Identifies the row.}
    updated_at: {type: timestamp, not_null: true, description: When the row last changed.}
    parent_id: {type: bigint${reference}}
${columns.slice(0, 17).join("\n")}

quality:
  - {rule: row_count, min: 1, severity: warn}

sla:
  freshness: {max_delay_hours: 24, column: updated_at}
  completeness: {min_percentage: 99.9}

consumers:
  - {name: reports_${index}, usage: Daily report}
`;
}
