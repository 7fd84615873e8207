import type { Random } from "./random.ts";
import { DAY, HOUR, MINUTE, moment, money, type Row } from "./row.ts";

interface Wanted {
  readonly now: Date;
  readonly count: number;
}

const FIRST = ["Anna", "Björn", "Chiara", "Dávid", "Élodie", "Frank", "Greta", "Hüseyin", "Ines", "Jan", "Zoë", "Paul"];
const LAST = ["Müller", "Ødegård", "O'Brien", "Rossi", "Nagy", "Dupont", "Yılmaz", "Meier", "Novák", "Smith", "Lang"];
const CITIES: Readonly<Record<string, readonly string[]>> = {
  AT: ["Graz", "Linz", "Wien"],
  CH: ["Basel", "Genève", "Zürich"],
  DE: ["Berlin", "Köln", "München"],
  FR: ["Lyon", "Nîmes", "Paris"],
  NL: ["'s-Hertogenbosch", "Utrecht"],
};
const PREFIX: Readonly<Record<string, string>> = { AT: "+43", CH: "+41", DE: "+49", FR: "+33", NL: "+31" };

/** Customers; the first one has changed within the hour. */
export function customerRows(random: Random, { now, count }: Wanted): Row[] {
  return Array.from({ length: count }, (_, index) => {
    const segment = random.pick(["consumer", "consumer", "consumer", "consumer", "business", "wholesale"]);
    const country = random.pick(segment === "wholesale" ? ["AT", "CH", "DE"] : Object.keys(CITIES));
    const [first, last] = [random.pick(FIRST), random.pick(LAST)];
    const created = now.getTime() - random.between(3, 900) * DAY - random.between(0, 86_399_999);
    const age = index === 0 ? 40 * MINUTE : random.between(HOUR, 3 * DAY);
    const ascii = `${first}.${last}`.normalize("NFD").replace(/[^A-Za-z.]/g, "");
    return {
      customer_id: 1001 + index,
      email: `${ascii.toLowerCase()}.${index + 1}@example.com`,
      full_name: `${first} ${last}`,
      phone: random.chance(0.7) ? `${PREFIX[country]}${random.between(100_000_000, 999_999_999)}` : null,
      birth_date: random.chance(0.4)
        ? `${random.between(1940, 2004)}-0${random.between(1, 9)}-1${random.between(0, 9)}`
        : null,
      country_code: country,
      city: random.pick(CITIES[country] ?? []),
      segment,
      loyalty_points: random.between(0, 5000),
      accepts_newsletter: random.chance(0.5),
      customer_type: created < now.getTime() - 600 * DAY ? (segment === "consumer" ? "B2C" : "B2B") : null,
      created_at: moment(created),
      updated_at: moment(Math.max(created, now.getTime() - age)),
    };
  });
}

const GROUPS = [
  { code: "BOO", category: "books", nouns: ["novel", "atlas", "cookery book"] },
  { code: "CLO", category: "clothing", nouns: ["shirt", "jumper", "rain coat"] },
  { code: "GAR", category: "garden", nouns: ["spade", "watering can", "rose"] },
  { code: "KIT", category: "kitchen", nouns: ["pan", "kettle", "bread knife"] },
  { code: "TOY", category: "toys", nouns: ["train", "kite", "puzzle"] },
] as const;

/** Products; two of them have no bar code. The first fifteen are the ones that are ordered. */
export function productRows(random: Random, { now, count }: Wanted): Row[] {
  return Array.from({ length: count }, (_, index) => {
    const group = GROUPS[index % GROUPS.length] ?? GROUPS[0];
    const sku = `${group.code}-${String(10_001 + index)}`;
    const noun = random.pick(group.nouns);
    const colour = random.pick(["blue", "green", "red", "yellow"]);
    const active = index < 15 || random.chance(0.8);
    return {
      sku,
      name: `${colour[0]?.toUpperCase()}${colour.slice(1)} ${noun}`,
      category: group.category,
      list_price: money(5 * random.between(40, 4000)),
      vat_rate: group.category === "books" ? "0.070" : "0.190",
      weight: active || random.chance(0.5) ? random.between(50, 9000) : null,
      gtin: index === 20 || index === 21 ? null : `4${String(random.between(10 ** 11, 10 ** 12 - 1))}`,
      product_url: `https://shop.example.com/p/${sku.toLowerCase()}`,
      is_active: active,
      attributes: random.chance(0.8) ? { colour, pieces: random.between(1, 12), washable: random.chance(0.5) } : null,
      launched_on: moment(now.getTime() - random.between(40, 2500) * DAY).slice(0, 10),
      updated_at: moment(now.getTime() - (index === 0 ? 3 * HOUR : random.between(HOUR, 90 * DAY))),
    };
  });
}
