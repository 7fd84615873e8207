import type { Random } from "./random.ts";
import { cents, DAY, HOUR, MINUTE, moment, money, type Row, type ShopRows } from "./row.ts";

interface Wanted {
  readonly now: Date;
  readonly customers: readonly Row[];
  readonly products: readonly Row[];
}

/** An order in the making. */
interface Order {
  readonly id: string;
  readonly placed: number;
  readonly now: number;
}

/** The last thirty days: eight to sixteen orders on each day (UTC) that is over, each with its lines and its payment. */
export function orderRows(random: Random, wanted: Wanted): Pick<ShopRows, "orders" | "order_items" | "payments"> {
  const now = wanted.now.getTime();
  const today = Math.floor(now / DAY);
  const rows: Pick<ShopRows, "orders" | "order_items" | "payments"> = { orders: [], order_items: [], payments: [] };
  for (let day = today - 30; day <= today; day++) {
    const count = random.between(8, 16);
    for (let number = 0; number < count; number++) {
      const placed = day * DAY + Math.floor(((number + random.next()) / count) * DAY);
      const order: Order = { id: random.uuid(), placed, now };
      const items = itemRows(random, order, wanted.products);
      const row = orderRow(random, order, { items, customer: random.pick(wanted.customers) });
      const payment = paymentRow(random, order, row);
      // Chance is drawn for orders of the future too, so that what is kept does not depend on the time of day.
      if (placed > now - 15 * MINUTE) continue;
      rows.orders.push(row);
      rows.order_items.push(...items);
      rows.payments.push(payment);
    }
  }
  return rows;
}

function itemRows(random: Random, { id, placed, now }: Order, products: readonly Row[]): Row[] {
  const first = random.between(0, 14);
  return Array.from({ length: random.between(1, 4) }, (_, index) => {
    const product = products[(first + index) % 15];
    const quantity = random.pick([1, 1, 1, 2, 3]);
    const price = cents(product?.["list_price"]);
    return {
      order_id: id,
      line_number: index + 1,
      sku: product?.["sku"] ?? null,
      quantity,
      unit_price: money(price),
      line_total: money(price * quantity),
      gift_message: random.chance(0.05) ? "Happy birthday! 🎂" : null,
      updated_at: moment(Math.min(placed + MINUTE, now)),
    };
  });
}

const BERLIN = new Intl.DateTimeFormat("en-CA", { timeZone: "Europe/Berlin" });

function orderRow(random: Random, { id, placed, now }: Order, given: { items: readonly Row[]; customer: Row }): Row {
  const items = given.items.reduce((sum, item) => sum + cents(item["line_total"]), 0);
  const shipping = items >= 5000 ? 0 : 495;
  const coupon = random.chance(0.15) ? random.pick(["SPRING10", "WELCOME", "THANKYOU"]) : null;
  const discount = coupon === null ? 0 : Math.floor(items / 10);
  const status = statusAt(random, now - placed);
  const left = Math.min(placed + random.between(4 * HOUR, 40 * HOUR), now - MINUTE);
  const shipped = status === "shipped" || status === "delivered" ? left : undefined;
  return {
    order_id: id,
    customer_id: given.customer["customer_id"] ?? null,
    order_date: BERLIN.format(placed),
    ordered_at: moment(placed),
    status,
    channel: random.pick(["web", "web", "app", "store"]),
    currency: given.customer["country_code"] === "CH" ? "CHF" : "EUR",
    item_total: money(items),
    shipping_fee: money(shipping),
    discount_amount: money(discount),
    total_amount: money(items + shipping - discount),
    coupon_code: coupon,
    promo_code: null,
    shipped_at: shipped === undefined ? null : moment(shipped),
    updated_at: moment(shipped ?? Math.min(placed + 10 * MINUTE, now)),
  };
}

function statusAt(random: Random, age: number): string {
  const isCancelled = random.chance(0.06);
  if (isCancelled) return "cancelled";
  if (age < 12 * HOUR) return random.pick(["pending", "confirmed"]);
  return age < 4 * DAY ? random.pick(["confirmed", "shipped"]) : "delivered";
}

function paymentRow(random: Random, { id, placed, now }: Order, order: Row): Row {
  const method = random.pick(["card", "card", "invoice", "transfer", "wallet"]);
  const status =
    order["status"] === "cancelled"
      ? random.pick(["refunded", "failed"])
      : order["shipped_at"] === null
        ? "authorised"
        : "captured";
  const authorised = Math.min(placed + MINUTE, now);
  const captured =
    status === "captured" || status === "refunded"
      ? Math.min(placed + random.between(5 * MINUTE, DAY), now)
      : undefined;
  return {
    payment_id: random.uuid(),
    order_id: id,
    method,
    status,
    amount: order["total_amount"] ?? null,
    card_last4: method === "card" ? String(random.between(1000, 9999)) : null,
    authorised_at: moment(authorised),
    captured_at: captured === undefined ? null : moment(captured),
    updated_at: moment(captured ?? authorised),
  };
}
