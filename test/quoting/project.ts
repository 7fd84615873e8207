/** A value of a document as it is written. */
export type Value = string | number | boolean | null | readonly Value[] | { readonly [key: string]: Value };

/** Documents by path: between them they use every key of the language that holds a text and may reach an output. */
export const project: Readonly<Record<string, Value>> = {
  "contracts/orders.contract.yaml": {
    contract: {
      name: "orders",
      version: "1.2.0",
      status: "active",
      owner: "data-team@example.com",
      team: "commerce-data",
      slack_channel: "#commerce",
      domain: "sales",
      description: "One row per order.",
      tags: ["core", "money"],
    },
    dataset: {
      kind: "table",
      table: "shop_orders",
      primary_key: ["order_id"],
      event_time: "order_date",
      updated_at: "updated_at",
      partition_by: { field: "order_date", granularity: "day" },
      cluster_by: ["customer_id"],
    },
    schema: {
      type: "object",
      description: "The columns.",
      required: ["order_id"],
      properties: {
        order_id: { type: "string", format: "uuid", description: "The number of the order.", title: "Number" },
        customer_id: { type: "string", not_null: true, references: "customers.customer_id" },
        order_date: { type: "date", not_null: true, minimum: "2020-01-01", default: "2020-02-03" },
        total: { type: "decimal", precision: 10, scale: 2, minimum: 0, maximum: "99999.5", unit: "EUR", default: 0 },
        status: {
          type: "string",
          enum: ["pending", "shipped", "cancelled"],
          default: "pending",
          classification: "confidential",
        },
        weight: { type: "double", multiple_of: "0.5", exclusive_minimum: 0 },
        sku: { type: "string", pattern: "^[A-Z]{2}-[0-9]+$", min_length: 4, max_length: 12, unique: true },
        note: {
          type: "string",
          default: "none",
          examples: ["by post"],
          deprecated: { since: "1.1.0", sunset: "2027-01-01", replacement: "sku" },
          added_in: "1.0.0",
          removed_in: "2.0.0",
          migration: "Use sku.",
          retention_days: 30,
          breaking_change: "never",
          pii: true,
        },
        old: { type: "string", deprecated: "since the spring", renamed_from: "older" },
        address: {
          type: "object",
          description: "Where it goes.",
          properties: { city: { type: "string", enum: ["Bonn", "Rome"], description: "The city.", default: "Bonn" } },
        },
        labels: {
          type: "array",
          items: { type: "string", pattern: "^[a-z]+$", description: "A label." },
          min_items: 1,
        },
        facts: { type: "map", values: { type: "string", max_length: 9 } },
        updated_at: { type: "timestamp", not_null: true, timezone: "UTC" },
      },
    },
    quality: [
      { rule: "row_count", min: 1, severity: "error", description: "Not empty." },
      { rule: "unique", fields: ["customer_id", "order_date"], name: "once_a_day", tolerance: 0.1 },
      { rule: "in_set", field: "note", values: ["good", "bad"], where: "status <> 'cancelled'" },
      { rule: "expression", sql: "status <> 'cancelled' or total >= 0", name: "paid", severity: "warn" },
      { rule: "matches", field: "note", pattern: "^a", severity: "info" },
      { rule: "range", field: "total", maximum: "100000", where: "note = 'x' and status in ('a', 'b')" },
      { rule: "reference", field: "customer_id", to: "customers.customer_id", name: "known" },
      { rule: "format", field: "note", format: "email", severity: "warn" },
    ],
    sla: {
      freshness: { max_delay: "1h", column: "updated_at", check_frequency: "hourly" },
      completeness: { min_percentage: 99.9 },
      accuracy: { duplicate_tolerance: 0.01 },
      volume: { min_daily_records: 10, column: "order_date" },
      availability: "always",
    },
    consumers: [
      { name: "analytics", usage: "Daily reports.", contact: "a@example.com", required_fields: ["order_id"] },
      { team: "ml", usage: "Churn.", contact: "ml@example.com" },
    ],
    compatibility: "full",
    versioning: { breaking_changes: ["a column goes"], strategy: "semver" },
    change_process: { notification_lead_time_days: 14, approval_required_from: ["platform-lead"] },
  },
  "contracts/customers.contract.yaml": {
    contract: { name: "customers", version: "1.0.0", owner: "crm@example.com", description: "One row per customer." },
    dataset: { kind: "table", primary_key: "customer_id", updated_at: "updated_at" },
    schema: {
      properties: {
        customer_id: { type: "string", description: "The number of the customer." },
        segment: { type: "string", enum: ["private", "trade"], not_null: true },
        updated_at: { type: "timestamp", not_null: true },
      },
    },
  },
  "contracts/fct_orders.contract.yaml": {
    contract: {
      name: "fct_orders",
      version: "1.0.0",
      owner: "sales@example.com",
      domain: "sales",
      description: "Orders.",
      tags: ["mart"],
    },
    dataset: { kind: "table", table: "fct_orders", primary_key: ["order_id"], updated_at: "updated_at" },
    schema: {
      properties: {
        order_id: { type: "string", not_null: true, description: "The order." },
        status: { type: "string", enum: ["pending", "shipped", "cancelled"], default: "pending" },
        updated_at: { type: "timestamp", not_null: true },
      },
    },
    consumers: [{ name: "board", usage: "The board's figures.", contact: "board@example.com" }],
  },
  "contracts/events.contract.yaml": {
    contract: { name: "user_events", version: "1.0.0", owner: "web@example.com", description: "What users do." },
    dataset: { kind: "topic", event_time: "happened_at" },
    topic: {
      name: "user-events",
      partitions: 3,
      replication_factor: 3,
      key: "event_id",
      format: "json",
      config: { "retention.ms": "7d", "cleanup.policy": "delete" },
      dead_letter: { topic: "dlq.user-events", max_ratio: 0.01 },
      producers: ["web-shop"],
      allow: [{ change: "retention_cut", version: "1.0.0", reason: "Few read it." }],
    },
    consumers: [{ name: "analytics", usage: "Daily reports.", contact: "a@example.com" }],
    schema: {
      required: ["event_id", "happened_at"],
      properties: {
        event_id: { type: "uuid", description: "Which one." },
        kind: { type: "string", enum: ["click", "view"], default: "click" },
        user: { type: "string", format: "email", description: "Who." },
        happened_at: { type: "timestamp", description: "When." },
      },
    },
  },
  "contracts/clicks.contract.yaml": {
    contract: { name: "clicks", version: "1.0.0", owner: "web@example.com", description: "What users click." },
    dataset: { kind: "topic" },
    topic: {
      name: "user-clicks",
      partitions: 1,
      replication_factor: 1,
      format: "protobuf",
      field_numbers: { click_id: 1, place: 2, "place=top": 1, "place=side": 2 },
    },
    schema: {
      required: ["click_id"],
      properties: {
        click_id: { type: "uuid", description: "Which click." },
        place: { type: "string", enum: ["top", "side"] },
      },
    },
  },
  "contracts/daily.pipeline.yaml": {
    pipeline: {
      name: "daily",
      type: "batch",
      schedule: "0 5 * * *",
      timezone: "UTC",
      start_date: "2026-01-01",
      owner: "data-team",
      description: "Every night.",
      retries: 2,
      retry_delay: "5m",
      timeout: "2h",
      alerts: { email: ["alerts@example.com"] },
      tags: ["etl"],
    },
    source: {
      type: "postgres",
      connection: "shop_postgres",
      name: "shop",
      database: "shop_db",
      schema: "public",
      tables: ["orders", "customers"],
      mode: "incremental",
      watermark: "updated_at",
      lookback: "3d",
    },
    destination: {
      type: "snowflake",
      connection: "warehouse",
      database: "analytics",
      schema: "raw",
    },
    models: [
      { staging: "orders" },
      { staging: "customers" },
      { dimension: "customers", name: "dim_customers", scd: 2, tracked: ["segment"] },
      {
        name: "fct_orders",
        kind: "fact",
        contract: "fct_orders",
        materialized: "incremental",
        unique_key: "order_id",
        cluster_by: ["status"],
        sql: "select order_id, status, updated_at\nfrom {{ ref('orders') }}\nwhere status <> 'none'\n",
      },
    ],
    quality: { after: "models", engines: ["dbt"] },
    tasks: [{ id: "tell", notify: "slack", after: "quality" }],
  },
};

/** A place in the project: a document and the keys that lead to a value, or (`key`) to a key. */
export interface Spot {
  readonly path: string;
  readonly keys: readonly (string | number)[];
  readonly part: "value" | "key";
}

/** Every scalar of the project, and every key of a mapping in which users choose the keys. */
export const spots: readonly Spot[] = Object.entries(project).flatMap(([path, value]) => spotsOf(value, path, []));

function spotsOf(value: Value, path: string, keys: readonly (string | number)[]): Spot[] {
  if (typeof value !== "object" || value === null) return [{ path, keys, part: "value" }];
  const inside = Object.entries(value).flatMap(([key, member]) =>
    spotsOf(member as Value, path, [...keys, Array.isArray(value) ? Number(key) : key]),
  );
  const open = ["properties", "config"].includes(String(keys.at(-1)));
  const named = open ? Object.keys(value).map((key) => ({ path, keys: [...keys, key], part: "key" as const })) : [];
  return [...inside, ...named];
}

/** A spot in words, for messages. */
export function nameOf({ path, keys, part }: Spot): string {
  return `${part} ${keys.join(".")} of ${path}`;
}

/** The text that stands in a spot. */
export function originalOf({ path, keys, part }: Spot): string {
  if (part === "key") return String(keys.at(-1));
  let value: Value | undefined = project[path];
  for (const key of keys) value = (value as { readonly [key: string | number]: Value })[key];
  return String(value);
}

/** The files of the project with a string in the spot. `literal` puts the string into a literal inside the SQL of the spot. */
export function filesWith(spot: Spot, text: string, literal: boolean): Record<string, string> {
  const entries = Object.keys(project).map((path) => {
    const value = project[path] ?? null;
    if (path !== spot.path) return [path, unchanged[path]];
    return [path, asYaml(replaced(value, spot.keys, { part: spot.part, text, literal }))];
  });
  return Object.fromEntries(entries);
}

interface Replacement {
  readonly part: Spot["part"];
  readonly text: string;
  readonly literal: boolean;
}

function replaced(value: Value, [key, ...rest]: readonly (string | number)[], how: Replacement): Value {
  if (key === undefined) return how.literal ? withLiteral(String(value), how.text) : how.text;
  if (Array.isArray(value)) {
    return value.map((item: Value, index) => (index === key ? replaced(item, rest, how) : item));
  }
  const members = Object.entries(value as { [key: string]: Value }).map(([name, member]) => {
    if (name !== key) return [name, member];
    return how.part === "key" && rest.length === 0 ? [how.text, member] : [name, replaced(member, rest, how)];
  });
  return Object.fromEntries(members);
}

/** Whether a spot holds SQL with a literal in it. */
export function holdsLiteral({ keys }: Spot): boolean {
  return ["sql", "where"].includes(String(keys.at(-1)));
}

function withLiteral(sql: string, text: string): string {
  return sql.replace(/'[a-z]+'(?!\))/, () => `'${text.replaceAll("'", "''")}'`);
}

/** JSON is YAML; everything but printable ASCII is escaped, so that no guard of the parser sees it, and it arrives all the same. */
function asYaml(value: Value): string {
  const escaped = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return `${JSON.stringify(value, undefined, 1).replace(/[^\n -~]/g, escaped)}\n`;
}

const unchanged = Object.fromEntries(Object.entries(project).map(([path, value]) => [path, asYaml(value)]));
