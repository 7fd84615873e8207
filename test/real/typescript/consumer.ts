/** An application that uses the package of test/emit/typescript/project, as text: the compilers under test read it, not this repository's own. */
export const consumer = `
import type { Kysely } from "kysely";
import {
  type Checked, ContractError, type OrdersInsert, type OrdersRow, type Problem, checkOrders, customersSpec, isOrders, orders, ordersSpec, parseOrders, stringifyOrders,
} from "shop-contracts";
import { fromDuckDB } from "shop-contracts/drivers/duckdb";
import { fromJson } from "shop-contracts/drivers/json";
import { fromMysql2 } from "shop-contracts/drivers/mysql2";
import { fromPg } from "shop-contracts/drivers/pg";
import { fromPostgres } from "shop-contracts/drivers/postgres";
import type { Database } from "shop-contracts/kysely";
import { type OrdersStatus, ordersStatus } from "shop-contracts/orders";
import { type UserEventsAddress, type UserEventsInsert, type UserEventsRow, parseUserEvents, userEvents } from "shop-contracts/user_events";
import { ordersFields, ordersSchema } from "shop-contracts/zod/orders";
import { z } from "zod";

const insert: OrdersInsert = {
  order_id: "6f1c9f7e-1c1c-4c1c-8c1c-1c1c1c1c1c1c",
  customer_id: "c1",
  order_date: "2024-02-29",
  updated_at: "2024-03-01T10:00:00Z",
  total_amount: "12.50",
};
const row: OrdersRow = {
  ...insert, email: null, total_amount: "12.50", weight: 0.3, quantity: "9007199254740993", lines: 2, status: "shipped", sku: "AB-12", note: null,
  is_gift: true, shipped_at: null,
};

// Kept apart: what may be NULL, what may be left out, what is neither.
const email: string | null = row.email;
// @ts-expect-error a nullable column is not a string
const wrong1: string = row.email;
// @ts-expect-error a not-null column is never null
const wrong2: OrdersRow["customer_id"] = null;
// @ts-expect-error a table's row has every column
const wrong3: OrdersRow = insert;
// @ts-expect-error a column without default and not null must be given
const wrong4: OrdersInsert = { order_id: "x", order_date: "2024-02-29", updated_at: "2024-03-01T10:00:00Z" };
// @ts-expect-error a decimal is text
const wrong5: OrdersInsert = { ...insert, total_amount: 12.5 };
// @ts-expect-error a 64-bit integer is text
const wrong6: OrdersInsert = { ...insert, quantity: 3 };
// @ts-expect-error not a value of the enumeration
const wrong7: OrdersInsert = { ...insert, status: "lost" };
// @ts-expect-error not a column
const wrong8: OrdersInsert = { ...insert, extra: 1 };
// @ts-expect-error left out is not undefined
const wrong9: OrdersInsert = { ...insert, status: undefined };

// Enumerations: a union, and its values.
const statuses: readonly ["pending", "shipped", 'it\\'s "odd"', "cancelled"] = ordersStatus;
function words(status: OrdersStatus): number {
  switch (status) {
    case "pending":
    case "shipped":
      return 1;
    case 'it\\'s "odd"':
      return 2;
    case "cancelled":
      return 3;
  }
}

// Validators.
const parsed: OrdersRow = parseOrders(row);
const given: unknown = JSON.parse(stringifyOrders({ ...row, quantity: "3" }));
const customer: string = isOrders(given) ? given.customer_id : "";
const checked: Checked<OrdersRow> = checkOrders(given);
const problems: readonly Problem[] = checked.ok ? [] : checked.problems;
const date: string | undefined = checked.ok ? checked.row.order_date : undefined;
// @ts-expect-error a failed check has no row
if (!checked.ok) checked.row;
let message = "";
try {
  parseOrders({});
} catch (error) {
  if (error instanceof ContractError) message = error.contract + error.problems.map((one) => one.pointer).join();
}

// Nested values.
const address: UserEventsAddress = { city: "Bonn", geo: { lat: 1 } };
const event: UserEventsInsert = {
  event_id: "6f1c9f7e-1c1c-4c1c-8c1c-1c1c1c1c1c1c", kind: "view", sequence: "1", happened_at: "2024-01-01T00:00:00Z", address,
  items: [{ sku: "AB", amount: null }], tags: ["a", null], facts: { a: "1" }, labels: { x: "low", y: null }, embedding: [1, 2, 3],
};
const full: UserEventsRow = parseUserEvents(event);
const amount: string | null | undefined = full.items?.[0]?.amount;
const label: "low" | "high" | null | undefined = full.labels?.["x"];
// @ts-expect-error a member that must be there
const wrong10: UserEventsAddress = {};
// @ts-expect-error a map without null
const wrong11: UserEventsInsert = { ...event, facts: { a: null } };

// What is known of a contract.
const version: "1.2.0" = orders.version;
const key: readonly ["order_id"] = orders.primaryKey;
const personal: keyof OrdersRow = orders.piiFields[0];
const columns: readonly (keyof OrdersRow)[] = orders.fields;
const ids: readonly string[] = orders.assertions;
const topic: "user-events" = userEvents.topic;
// @ts-expect-error a table is no topic
orders.topic;

// zod.
const viaZod = ordersSchema.parse(row);
const zodAmount: string | null = viaZod.total_amount;
const picked: { order_id: string } = ordersFields.pick({ order_id: true }).parse({ order_id: row.order_id });
const extended = ordersFields.extend({ more: z.number() });

// Kysely.
export async function queries(db: Kysely<Database>): Promise<void> {
  const found = await db.selectFrom("shop_orders").select(["order_id", "order_date", "total_amount", "status"]).executeTakeFirstOrThrow();
  const on: Date = found.order_date;
  const total: string | null = found.total_amount;
  const status: OrdersStatus = found.status;
  await db.insertInto("shop_orders").values({ order_id: "a", customer_id: "c", order_date: new Date(0), updated_at: "2024-01-01T00:00:00Z" }).execute();
  await db.updateTable("shop_orders").set({ status: "shipped", total_amount: 3 }).where("order_id", "=", "a").execute();
  // @ts-expect-error not a table
  db.selectFrom("orders");
  // @ts-expect-error not a column
  db.selectFrom("shop_orders").select("missing");
  // @ts-expect-error not a value of the enumeration
  db.updateTable("shop_orders").set({ status: "lost" });
  // @ts-expect-error a column without default must be given
  db.insertInto("shop_orders").values({ order_id: "a" });
  // @ts-expect-error a view takes no rows
  db.updateTable("customers").set({ segment: "b" });
  const all = await db.selectFrom("shop_orders").selectAll().executeTakeFirstOrThrow();
  const whole: OrdersRow = parseOrders(fromPg(ordersSpec, all));
  // @ts-expect-error the row of another contract
  const other: OrdersRow = fromPg(customersSpec, all);
  const text: OrdersRow = fromJson(ordersSpec, "{}", { timezone: "Z" });
  // @ts-expect-error not a form of bytes
  fromJson(ordersSpec, {}, { bytes: "octal" });
  const mysql: OrdersRow = fromMysql2(ordersSpec, all, { timezone: "local", jsonStrings: true });
  void [on, total, status, whole, other, text, mysql, fromPostgres(ordersSpec, all), fromDuckDB(ordersSpec, all)];
}

export const used = [
  email, wrong1, wrong2, wrong3, wrong4, wrong5, wrong6, wrong7, wrong8, wrong9, wrong10, wrong11, statuses, words, parsed, customer, problems, date, message,
  amount, label, version, key, personal, columns, ids, topic, zodAmount, picked, extended,
];
`;

/** What the application must not be told: the deprecated column is struck through, so its tag is where compilers look for it. */
export const deprecated = `
import type { OrdersRow } from "shop-contracts";
export function note(row: OrdersRow): string | null {
  return row.note;
}
`;

/** The same package in plain Node. */
export const script = `
import assert from "node:assert/strict";
import { ContractError, isOrders, orders, parseOrders } from "shop-contracts";
import * as events from "shop-contracts/user_events";
import { ordersSchema } from "shop-contracts/zod/orders";
import "shop-contracts/kysely";
import { createRequire } from "node:module";

const row = JSON.parse(process.argv[2]);
assert.deepEqual(parseOrders(row), row);
assert.ok(isOrders(row) && ordersSchema.safeParse(row).success);
assert.throws(() => parseOrders({ ...row, status: "lost" }), (error) => {
  assert.ok(error instanceof ContractError);
  assert.deepEqual(error.problems.map(({ pointer, assertion }) => pointer + " " + assertion), ["/status orders.status.in_set"]);
  return true;
});
assert.equal(orders.version, "1.2.0");
assert.deepEqual(Object.keys(events).filter((name) => !name.startsWith("$")).sort(), [
  "checkUserEvents", "isUserEvents", "parseUserEvents", "stringifyUserEvents", "userEvents", "userEventsAddressCity", "userEventsKind",
  "userEventsLabelsValue", "userEventsSpec",
]);
await assert.rejects(import("shop-contracts/runtime/check.js"), /not (defined|exported)/);
createRequire(import.meta.url)("shop-contracts/package.json");
console.log("done");
`;

/** A program that reads a topic. */
export const topic = `
import { DeadLetterError, type Event, UserEventsConsumer, UserEventsProducer } from "shop-contracts/kafka/user_events";
import type { UserEventsRow } from "shop-contracts/user_events";
const client = { clientId: "a", bootstrapBrokers: ["b:1"] };
export async function read(signal: AbortSignal, act: (event: Event<UserEventsRow>) => void): Promise<string> {
  await using consumer = new UserEventsConsumer({ client, groupId: "g", signal, from: "latest", commitEvery: 10 });
  await using producer = new UserEventsProducer({ client });
  try {
    for await (const event of consumer) {
      act(event);
      await producer.send(event.row);
    }
    return "stopped";
  } catch (error) {
    if (error instanceof DeadLetterError) return error.topic + error.problems[0]?.message;
    throw error;
  }
}
`;
