import * as sql from "../../../src/dialect/quote.ts";
import { dataType } from "../../../src/emit/dbt/types.ts";
import type { Ir } from "../../../src/ir/ir.ts";
import { filesBelow } from "../../emit/dbt/project.ts";
import { irOf } from "../../ir-of.ts";
import type { Engine } from "./engine.ts";
import { insertKinds, type KindsRow } from "./kinds.ts";
import { limitRows, limitsContract } from "./limits.ts";

/** The project of the dbt emitter's own tests, and beside it every rule at its edges and every tolerance at its limit. */
export const proofIr: Ir = irOf({
  ...filesBelow("test/emit/dbt/project"),
  ...filesBelow("test/real/dbt/project"),
  ...Object.fromEntries(["within", "beyond"].map((name) => [`contracts/${name}.contract.yaml`, limitsContract(name)])),
});

/** The tables that a source system would have loaded, with the contracts' types. */
export function createTables(ir: Ir, engine: Engine): string {
  const identifier = (name: string) => sql.identifier(name, engine).text;
  const tables = ir.contracts
    .filter(({ dataset }) => dataset.physical === "table")
    .map(({ dataset }) => {
      const columns = dataset.fields.map(({ name, type }) => `${identifier(name)} ${dataType(type, engine).text}`);
      return `create table raw.${identifier(dataset.name)} (${columns.join(", ")});`;
    });
  return ["create schema raw;", ...tables].join("\n");
}

/** The present day in UTC, wherever the session thinks it is. */
const TODAY = "cast(now() at time zone 'UTC' as date)";

const SHOP_GOOD = `
insert into raw.customers (customer_id, email, segment, city, "order", "homePage", updated_at) values
('c1', 'ann@example.com', 'private', 'Bonn', 1, 'https://ann.example.com', now() - interval '50 hours'),
('c2', 'bob@example.com', 'it''s business', 'Rome', 2, null, now() - interval '30 minutes'),
('c3', 'cyd@example.com', 'partner', 'Pisa', null, 'mailto:cyd@example.com', now() - interval '40 minutes'),
('c5', 'eve@example.com', null, 'Lima', 5, null, now() - interval '40 minutes');
insert into raw.shop_orders (
    order_id, customer_id, order_date, total_amount, weight, quantity, status, sku, note, items, shipped_at, updated_at
) values
${orderRow("11111111-0000-4000-8000-000000000001", { day: 1, hours: 40 })},
${orderRow("11111111-0000-4000-8000-000000000002", { day: 0, hours: 30, customer: "c2", status: "shipped", note: "a" })},
${orderRow("11111111-0000-4000-8000-000000000003", { day: 1, hours: 1, customer: "c3", status: "cancelled", amount: "0.00" })},
${orderRow("11111111-0000-4000-8000-000000000004", { day: 2, hours: 200, customer: "c3" })};
`;

/** Customers of an hour and more ago; of three orders two negative, one of nobody, one from before there was a shop. */
const SHOP_FAULTY = `
insert into raw.customers (customer_id, email, segment, city, "order", "homePage", updated_at) values
('c1', 'ann@example', 'Private', 'A town whose name has more than forty letters', 1, 'ann.example.com', now() - interval '61 minutes');
insert into raw.shop_orders (
    order_id, customer_id, order_date, total_amount, weight, quantity, status, sku, note, items, shipped_at, updated_at
) values
${orderRow("11111111-0000-4000-8000-000000000001", { day: 9, hours: 49, status: "cancelled", amount: "-0.01" })},
${orderRow("11111111-0000-4000-8000-000000000002", { day: 9, hours: 50, customer: "c9", status: "lost", note: "a\\b" })},
${orderRow("11111111-0000-4000-8000-000000000003", { day: 9, hours: 99999, status: "shipped", note: "c", amount: "-5.00" })};
`;

/** What differs between orders. */
export interface OrderParts {
  readonly day: number;
  readonly hours: number;
  readonly customer?: string;
  readonly status?: string;
  readonly note?: string;
  readonly amount?: string;
}

/** An order of so many days ago, that changed so many hours ago. */
export function orderRow(id: string, parts: OrderParts): string {
  const { day, hours, customer = "c1", status = "pending", note = "b's", amount = "12.35" } = parts;
  const text = (value: string) => `'${value.replaceAll("'", "''")}'`;
  const cells = [
    text(id),
    text(customer),
    `${TODAY} - ${day}`,
    amount,
    "1.1",
    "2",
    text(status),
    "'AB-12'",
    text(note),
  ];
  return `(${cells.join(", ")}, cast(array['x'] as text[]), now() - interval '1 hour', now() - interval '${hours} hours')`;
}

const PARENTS = `
insert into raw.parents (id) values ${Array.from({ length: 22 }, (_, index) => `(${index + 1})`).join(", ")};`;

/** Rows that keep every promise of every contract. */
export function goodRowsOf(kinds: readonly KindsRow[]): string {
  const moment = "now() at time zone 'UTC' - interval '1 minute'";
  return `${SHOP_GOOD}${PARENTS}
insert into raw.nothing (id, day, changed_at) values (1, ${TODAY} - 1, ${moment}), (2, ${TODAY}, ${moment});
${insertKinds("raw.kinds", kinds)}
${limitRows("raw.within", "within")}
${limitRows("raw.beyond", "within")}`;
}

/** Faults in every kind of promise: in `kinds` by row, in `beyond` by the least that is too much, `nothing` for want of rows. */
export function faultyRowsOf(kinds: readonly KindsRow[]): string {
  return `${SHOP_FAULTY}${PARENTS}
${insertKinds("raw.kinds", kinds)}
${limitRows("raw.within", "within")}
alter table raw.beyond add column surplus text;
${limitRows("raw.beyond", "beyond")}`;
}
