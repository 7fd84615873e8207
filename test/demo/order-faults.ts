import { change, type Fault, moreThan, take } from "./plant.ts";
import { cents, DAY, moment, money, type Row } from "./row.ts";

const isDelivered = (row: Row) => row["status"] === "delivered";
const zero = money(0);

/** What can be wrong with a row of orders, order_items and payments. */
export const orderFaults = [
  change({
    name: "order_without_status",
    table: "orders",
    columns: ["status"],
    kind: "not_null",
    assertion: "orders.status.not_null",
    set: { status: null },
  }),
  change({
    name: "order_of_unknown_status",
    table: "orders",
    columns: ["status"],
    kind: "in_set",
    assertion: "orders.status.in_set",
    downstream: ["fct_orders.status.in_set"],
    set: { status: "lost" },
  }),
  change({
    name: "order_before_the_shop",
    table: "orders",
    columns: ["order_date"],
    kind: "range",
    assertion: "orders.order_date.range",
    set: { order_date: "2014-12-31" },
  }),
  change({
    name: "order_for_nothing",
    table: "orders",
    columns: ["total_amount"],
    kind: "range",
    assertion: "orders.real_orders_cost_something",
    where: isDelivered,
    set: { item_total: zero, shipping_fee: zero, discount_amount: zero, total_amount: zero },
  }),
  change({
    name: "total_off_by_a_cent",
    table: "orders",
    columns: ["total_amount"],
    kind: "expression",
    assertion: "orders.total_adds_up",
    where: isDelivered,
    set: { total_amount: (row) => money(cents(row["total_amount"]) + 1) },
  }),
  change({
    name: "shipped_at_no_time",
    table: "orders",
    columns: ["shipped_at"],
    kind: "expression",
    assertion: "orders.shipped_orders_have_a_time",
    where: isDelivered,
    set: { shipped_at: null },
  }),
  change({
    name: "unexplained_discounts",
    table: "orders",
    columns: ["coupon_code"],
    kind: "expression",
    assertion: "orders.coupon_explains_discount",
    severity: "warn",
    count: 3,
    where: (row) => row["coupon_code"] !== null,
    set: { coupon_code: null },
  }),
  change({
    name: "two_unexplained_discounts",
    table: "orders",
    columns: ["coupon_code"],
    kind: "expression",
    assertion: "orders.coupon_explains_discount",
    severity: "warn",
    tolerated: true,
    count: 2,
    where: (row) => row["coupon_code"] !== null,
    set: { coupon_code: null },
  }),
  change({
    name: "coupon_too_short",
    table: "orders",
    columns: ["coupon_code"],
    kind: "length",
    assertion: "orders.coupon_code.length",
    where: (row) => row["coupon_code"] !== null,
    set: { coupon_code: "ABC" },
  }),
  change({
    name: "order_of_nobody",
    table: "orders",
    columns: ["customer_id"],
    kind: "reference",
    assertion: "orders.customer_id.reference",
    set: { customer_id: 7 },
  }),
  {
    name: "order_twice",
    table: "orders",
    columns: ["order_id"],
    kind: "unique",
    assertion: "orders.order_id.unique",
    severity: "error",
    rows: () => 1,
    downstream: ["fct_orders.order_id.unique"],
    plant: ({ orders }, context) => {
      for (const row of take(orders, { where: isDelivered, count: 1 }, context)) {
        const later = moment(Date.parse(String(row["ordered_at"])) + 1000);
        orders.push({ ...row, ordered_at: later });
      }
    },
  },
  change({
    name: "line_number_twice",
    table: "order_items",
    columns: ["order_id", "line_number"],
    kind: "unique",
    assertion: "order_items.order_id_line_number.unique",
    where: (row) => row["line_number"] === 2,
    set: { line_number: 1 },
  }),
  {
    name: "product_on_two_lines",
    table: "order_items",
    columns: ["order_id", "sku"],
    kind: "unique",
    assertion: "order_items.order_id_sku.unique",
    severity: "error",
    rows: () => 1,
    plant: ({ order_items }, context) => {
      const [row] = take(order_items, { where: (item) => item["line_number"] === 1, count: 1 }, context);
      order_items.push({ ...row, line_number: 100 });
    },
  },
  change({
    name: "no_pieces",
    table: "order_items",
    columns: ["quantity"],
    kind: "range",
    assertion: "order_items.quantity.range",
    set: { quantity: 0, line_total: zero },
  }),
  change({
    name: "withdrawn_products",
    table: "order_items",
    columns: ["sku"],
    kind: "reference",
    assertion: "order_items.known_product",
    count: ({ order_items }) => moreThan(0.01, order_items),
    where: (row) => row["line_number"] === 1,
    set: { sku: "OLD-00001" },
  }),
  change({
    name: "one_withdrawn_product",
    table: "order_items",
    columns: ["sku"],
    kind: "reference",
    assertion: "order_items.known_product",
    tolerated: true,
    where: (row) => row["line_number"] === 1,
    set: { sku: "OLD-00001" },
  }),
  change({
    name: "digits_of_no_card",
    table: "payments",
    columns: ["card_last4", "method"],
    kind: "expression",
    assertion: "payments.only_cards_have_digits",
    severity: "warn",
    where: (row) => row["method"] === "invoice",
    set: { card_last4: "1234" },
  }),
] as const satisfies readonly Fault[];

/** What can be wrong with the tables around an order as a whole. */
export const tableFaults = [
  lostPayments("lost_payments", 4),
  { ...lostPayments("three_lost_payments", 3), tolerated: true },
  {
    name: "quiet_yesterday",
    table: "orders",
    columns: ["ordered_at"],
    kind: "volume",
    assertion: "orders.volume",
    severity: "error",
    rows: () => 1,
    plant: (rows, { now }) => {
      const yesterday = moment(now.getTime() - DAY).slice(0, 10);
      const isYesterday = (row: Row) => String(row["ordered_at"]).startsWith(yesterday);
      const gone = new Set(
        rows.orders
          .filter(isYesterday)
          .slice(4)
          .map((row) => row["order_id"]),
      );
      for (const table of ["orders", "order_items", "payments"] as const)
        rows[table] = rows[table].filter((row) => !gone.has(row["order_id"] ?? null));
    },
  },
  {
    name: "stale_payments",
    table: "payments",
    columns: ["updated_at"],
    kind: "freshness",
    assertion: "payments.freshness",
    severity: "error",
    rows: () => 1,
    plant: ({ payments }) => {
      for (const row of payments) row["updated_at"] = moment(Date.parse(String(row["updated_at"])) - 3 * DAY);
    },
  },
] as const satisfies readonly Fault[];

/** Payments of the oldest orders are missing. */
function lostPayments<const Name extends string>(name: Name, count: number): Fault<Name> {
  return {
    name,
    table: "payments",
    columns: [],
    kind: "row_count_equals",
    assertion: "payments.row_count_equals_orders",
    severity: "error",
    rows: () => 1,
    plant: (rows, context) => {
      const lost = new Set(take(rows.payments, { where: () => true, count }, context));
      rows.payments = rows.payments.filter((row) => !lost.has(row));
    },
  };
}
