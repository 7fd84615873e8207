import { change, type Fault, moreThan } from "./plant.ts";
import { money } from "./row.ts";

/** What can be wrong with customers. */
export const customerFaults = [
  change({
    name: "customers_without_city",
    table: "customers",
    columns: ["city"],
    kind: "not_null",
    assertion: "customers.city.not_null",
    count: ({ customers }) => moreThan(0.01, customers),
    set: { city: null },
  }),
  change({
    name: "one_customer_without_city",
    table: "customers",
    columns: ["city"],
    kind: "not_null",
    assertion: "customers.city.not_null",
    tolerated: true,
    set: { city: null },
  }),
  change({
    name: "email_without_domain",
    table: "customers",
    columns: ["email"],
    kind: "format",
    assertion: "customers.email.format",
    set: { email: "anna at example" },
  }),
  change({
    name: "phone_without_country",
    table: "customers",
    columns: ["phone"],
    kind: "matches",
    assertion: "customers.phone.matches",
    where: (row) => row["phone"] !== null,
    set: { phone: "0171 5550100" },
  }),
  change({
    name: "customer_without_name",
    table: "customers",
    columns: ["full_name"],
    kind: "length",
    assertion: "customers.full_name.length",
    set: { full_name: "" },
  }),
  change({
    name: "customer_from_before_1900",
    table: "customers",
    columns: ["birth_date"],
    kind: "range",
    assertion: "customers.birth_date.range",
    where: (row) => row["birth_date"] !== null,
    set: { birth_date: "1070-05-14" },
  }),
  change({
    name: "customer_changed_before_created",
    table: "customers",
    columns: ["created_at", "updated_at"],
    kind: "expression",
    assertion: "customers.updated_after_created",
    set: { updated_at: "2001-01-01T00:00:00.000Z" },
    where: (row) => row["customer_id"] !== 1001,
  }),
  change({
    name: "wholesale_abroad",
    table: "customers",
    columns: ["country_code"],
    kind: "in_set",
    assertion: "customers.wholesale_countries",
    severity: "warn",
    where: (row) => row["segment"] === "wholesale",
    set: { country_code: "FR" },
  }),
  {
    name: "email_twice",
    table: "customers",
    columns: ["email"],
    kind: "unique",
    assertion: "customers.email.unique",
    severity: "error",
    rows: () => 1,
    plant: ({ customers }, { used }) => {
      const [one, other] = customers.filter((row) => !used.has(row));
      if (one === undefined || other === undefined) throw new Error("there are too few customers");
      other["email"] = one["email"] ?? null;
      used.add(one).add(other);
    },
  },
  {
    name: "unannounced_column",
    table: "customers",
    columns: ["favourite_colour"],
    kind: "schema",
    assertion: "customers.schema",
    severity: "error",
    rows: () => 1,
    plant: ({ customers }) => {
      for (const row of customers) row["favourite_colour"] = "green";
    },
  },
] as const satisfies readonly Fault[];

/** What can be wrong with products. */
export const productFaults = [
  change({
    name: "weightless_product",
    table: "products",
    columns: ["weight"],
    kind: "range",
    assertion: "products.weight.range",
    set: { weight: 0 },
  }),
  change({
    name: "product_for_nothing",
    table: "products",
    columns: ["list_price"],
    kind: "range",
    assertion: "products.list_price.range",
    set: { list_price: money(0) },
  }),
  change({
    name: "price_to_the_cent",
    table: "products",
    columns: ["list_price"],
    kind: "multiple_of",
    assertion: "products.list_price.multiple_of",
    set: { list_price: "9.99" },
  }),
  change({
    name: "strange_vat_rate",
    table: "products",
    columns: ["vat_rate"],
    kind: "in_set",
    assertion: "products.vat_rate.in_set",
    set: { vat_rate: "0.160" },
  }),
  change({
    name: "url_without_scheme",
    table: "products",
    columns: ["product_url"],
    kind: "format",
    assertion: "products.product_url.format",
    set: { product_url: "shop.example.com/p/red kettle" },
  }),
  change({
    name: "product_without_weight",
    table: "products",
    columns: ["is_active", "weight"],
    kind: "expression",
    assertion: "products.active_products_have_weight",
    where: (row) => row["is_active"] === true && row["sku"] !== null,
    set: { weight: null },
  }),
  {
    name: "half_a_catalogue",
    table: "products",
    columns: [],
    kind: "row_count",
    assertion: "products.row_count",
    severity: "error",
    rows: () => 1,
    // What is ordered stays, so that no reference breaks.
    plant: ({ products }) => void products.splice(15),
  },
] as const satisfies readonly Fault[];
