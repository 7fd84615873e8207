import { type Row, type ShopRows, TABLES, type TableName, type Value } from "./row.ts";

/** The shop's tables as its own database has them: no keys, no checks, since a source system lets bad rows in. Both PostgreSQL and DuckDB read it. */
const COLUMNS: Readonly<Record<TableName, Readonly<Record<string, string>>>> = {
  customers: {
    customer_id: "bigint",
    email: "text",
    full_name: "text",
    phone: "text",
    birth_date: "date",
    country_code: "text",
    city: "text",
    segment: "text",
    loyalty_points: "integer",
    accepts_newsletter: "boolean",
    customer_type: "text",
    created_at: "timestamp with time zone",
    updated_at: "timestamp with time zone",
  },
  products: {
    sku: "text",
    name: "text",
    category: "text",
    list_price: "numeric(10, 2)",
    vat_rate: "numeric(4, 3)",
    weight: "integer",
    gtin: "text",
    product_url: "text",
    is_active: "boolean",
    attributes: "json",
    launched_on: "date",
    updated_at: "timestamp with time zone",
  },
  orders: {
    order_id: "text",
    customer_id: "bigint",
    order_date: "date",
    ordered_at: "timestamp with time zone",
    status: "text",
    channel: "text",
    currency: "text",
    item_total: "numeric(12, 2)",
    shipping_fee: "numeric(6, 2)",
    discount_amount: "numeric(12, 2)",
    total_amount: "numeric(12, 2)",
    coupon_code: "text",
    promo_code: "text",
    shipped_at: "timestamp with time zone",
    updated_at: "timestamp with time zone",
  },
  order_items: {
    order_id: "text",
    line_number: "smallint",
    sku: "text",
    quantity: "integer",
    unit_price: "numeric(10, 2)",
    line_total: "numeric(12, 2)",
    gift_message: "text",
    updated_at: "timestamp with time zone",
  },
  payments: {
    payment_id: "uuid",
    order_id: "text",
    method: "text",
    status: "text",
    amount: "numeric(12, 2)",
    card_last4: "text",
    authorised_at: "timestamp with time zone",
    captured_at: "timestamp with time zone",
    updated_at: "timestamp with time zone",
  },
};

/** What a table is called in the database, where that is not the name of its contract. */
const PHYSICAL: Partial<Readonly<Record<TableName, string>>> = { orders: "shop_orders" };

/** The SQL that puts the rows into tables of a schema, replacing those that are there. It is the same for PostgreSQL and DuckDB. */
export function loadStatements(rows: ShopRows, schema = "raw"): string[] {
  const statements = [`create schema if not exists ${schema}`];
  for (const table of TABLES) {
    const name = `${schema}.${PHYSICAL[table] ?? table}`;
    const columns = columnsOf(table, rows[table]);
    const definitions = Object.entries(columns).map(([column, type]) => `${column} ${type}`);
    statements.push(`drop table if exists ${name} cascade`, `create table ${name} (${definitions.join(", ")})`);
    for (let start = 0; start < rows[table].length; start += 500) {
      const values = rows[table].slice(start, start + 500).map((row) => tuple(row, Object.keys(columns)));
      statements.push(`insert into ${name} values\n${values.join(",\n")}`);
    }
  }
  return statements;
}

/** The columns of a table; one that only the rows have is there as text, as when somebody has added it unannounced. */
function columnsOf(table: TableName, rows: readonly Row[]): Readonly<Record<string, string>> {
  const known = COLUMNS[table];
  const added = Object.keys(rows[0] ?? {}).filter((column) => !Object.hasOwn(known, column));
  return { ...known, ...Object.fromEntries(added.map((column) => [column, "text"])) };
}

function tuple(row: Row, columns: readonly string[]): string {
  return `(${columns.map((column) => literal(row[column] ?? null)).join(", ")})`;
}

function literal(value: Value): string {
  if (value === null) return "null";
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return `'${(typeof value === "string" ? value : JSON.stringify(value)).replaceAll("'", "''")}'`;
}
