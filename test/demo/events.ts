import { type Random, seeded } from "./random.ts";
import { moment, type ShopRows, type Value } from "./row.ts";

/** A message of the topic user-events, as JSON has it. */
export type Event = Record<string, EventValue>;
type EventValue = Value | readonly EventValue[] | { readonly [key: string]: EventValue };

/** What decides the events. */
export interface EventOptions {
  readonly seed: number;
  readonly now: Date;
  readonly count: number;
  /** The shop that they happen in. */
  readonly shop: Pick<ShopRows, "customers" | "products">;
}

const TYPES = [
  "page_view",
  "page_view",
  "page_view",
  "search",
  "add_to_cart",
  "remove_from_cart",
  "checkout",
  "purchase",
];

/** What visitors did in the last hour, in order. Every event keeps the contract user_events. */
export function shopEvents({ seed, now, count, shop }: EventOptions): Event[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, index) => {
    const type = random.pick(TYPES);
    const product = random.pick(shop.products);
    const hasItems = type !== "page_view" && type !== "search";
    return {
      event_id: random.uuid(),
      ...(random.chance(0.6) && { user_id: random.pick(shop.customers)["customer_id"] ?? null }),
      event_type: type,
      occurred_at: moment(now.getTime() - Math.round(((count - index) / count) * 3_600_000)),
      session_id: random.uuid(),
      page_url: `https://shop.example.com/p/${String(product["sku"]).toLowerCase()}`,
      ...(type === "search" && { search_term: random.pick(["kettle", "atlas", "Gießkanne", "\u{1f381}"]) }),
      device: device(random),
      ...(hasItems && {
        items: [
          { sku: product["sku"] ?? null, quantity: random.between(1, 3), unit_price: product["list_price"] ?? null },
        ],
      }),
      experiments: { checkout: random.pick(["a", "b"]) },
    };
  });
}

function device(random: Random): EventValue {
  const kind = random.pick(["desktop", "phone", "phone", "tablet"]);
  return {
    kind,
    ...(random.chance(0.8) && { os: random.pick(["Linux", "iOS", "Windows"]) }),
    screen_width: random.between(320, 3840),
  };
}

/** Ways in which a message breaks its contract, with the assertion that each breaks. */
export const eventFaults: readonly {
  readonly name: string;
  readonly assertion: string;
  readonly break: (event: Event) => Event;
}[] = [
  { name: "no session", assertion: "user_events.schema", break: ({ session_id: _, ...event }) => event },
  {
    name: "null for a type",
    assertion: "user_events.event_type.not_null",
    break: (event) => ({ ...event, event_type: null }),
  },
  {
    name: "unknown type",
    assertion: "user_events.event_type.in_set",
    break: (event) => ({ ...event, event_type: "hover" }),
  },
  {
    name: "short session",
    assertion: "user_events.session_id.length",
    break: (event) => ({ ...event, session_id: "s1" }),
  },
  {
    name: "id that is none",
    assertion: "user_events.event_id.format",
    break: (event) => ({ ...event, event_id: "17" }),
  },
  {
    name: "half a link",
    assertion: "user_events.page_url.format",
    break: (event) => ({ ...event, page_url: "/cart page" }),
  },
  {
    name: "unknown device",
    assertion: "user_events.device.kind.in_set",
    break: (event) => ({ ...event, device: { kind: "watch" } }),
  },
  {
    name: "device of no kind",
    assertion: "user_events.schema",
    break: (event) => ({ ...event, device: {} }),
  },
  {
    name: "product of no number",
    assertion: "user_events.items.items.sku.matches",
    break: (event) => ({ ...event, items: [{ sku: "red kettle", quantity: 1 }] }),
  },
  {
    name: "no pieces",
    assertion: "user_events.items.items.quantity.range",
    break: (event) => ({ ...event, items: [{ sku: "BOO-10001", quantity: 0 }] }),
  },
  {
    name: "a full lorry",
    assertion: "user_events.items.length",
    break: (event) => ({ ...event, items: Array.from({ length: 101 }, () => ({ sku: "BOO-10001", quantity: 1 })) }),
  },
];
