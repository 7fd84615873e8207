import { expect, it } from "vitest";
import { findingsOf, shop } from "./judge-edit.ts";

/** The findings of one replacement in a file of the shop. */
function after(name: string, from: string, to: string) {
  const path = `contracts/${name}`;
  const text = shop.find((file) => file.path === path)?.text ?? "";
  expect(text).toContain(from);
  return findingsOf({ path, text: text.replace(from, to) }).map(({ at, code, fix }) => [at.path, code, fix?.title]);
}

const CUSTOMERS = "customers.contract.yaml";
const DAILY = "daily_orders.pipeline.yaml";

it.each([
  [CUSTOMERS, '"#crm-data"', "#crm-data", "validate/wrong-type", 'write "#crm-data" in place of #crm-data'],
  [CUSTOMERS, "name: customers", "name: orders", "link/duplicate-contract", undefined],
  [DAILY, "[customers, products", "[customers products", "validate/names-without-comma", undefined],
  [DAILY, "staging: customers", "staging: custo mers", "validate/bad-name", "write custo_mers in place of custo mers"],
  [
    CUSTOMERS,
    "    loyalty_points:",
    "    loya7lty_points:",
    "check/misspelled-definition",
    "write loyalty_points in place of loya7lty_points",
  ],
  [
    CUSTOMERS,
    "country_code, loyalty_points",
    "country_code, loya7lty_points",
    "check/unknown-column",
    "write loyalty_points in place of loya7lty_points",
  ],
  [DAILY, "\ndestination: {", "\n  destination: {", "validate/unknown-key", undefined],
  [CUSTOMERS, "    created_at:\n", "  created_at:\n", "parse/syntax", undefined],
  ["daily_revenue.sql", "    channel,\n", "    channel\n", "check/model-sql", undefined],
  ["daily_revenue.sql", "group by", "gruop by", "check/model-sql", "write group in place of gruop"],
])("%s: %j in place of %j is one finding", (name, from, to, code, title) => {
  expect(after(name, from, to)).toEqual([[`contracts/${name}`, code, title]]);
});
