import { type FaultName, faults } from "./faults.ts";
import { customerRows, productRows } from "./master-rows.ts";
import { orderRows } from "./order-rows.ts";
import { seeded } from "./random.ts";
import { moment, type Row, type ShopRows, TABLES } from "./row.ts";

/** What decides the rows: nothing but this. */
export interface ShopOptions {
  readonly seed: number;
  /** The moment that counts as now: the newest rows are a little older. */
  readonly now: Date;
  /** How many customers; 200 when left out. */
  readonly customers?: number;
  /** What is to be wrong; see faults.ts. */
  readonly faults?: readonly FaultName[];
}

/** Thirty days of a small shop. Without faults, every row keeps every promise of contracts/. */
export function shopRows({ seed, now, customers = 200, faults: wanted = [] }: ShopOptions): ShopRows {
  const random = seeded(seed);
  const people = customerRows(random, { now, count: customers });
  const products = productRows(random, { now, count: 40 });
  const rows: ShopRows = { customers: people, products, ...orderRows(random, { now, customers: people, products }) };
  const used = new Set<Row>();
  for (const fault of faults) if (wanted.includes(fault.name)) fault.plant(rows, { now, used });
  return rows;
}

/** The rows after the faults have crept in: whatever they have changed says that it was changed now, as in a shop's own database. */
export function changedRows(options: ShopOptions, now: Date): ShopRows {
  const before = shopRows({ ...options, faults: [] });
  const after = shopRows(options);
  for (const table of TABLES)
    for (const [index, row] of after[table].entries()) {
      const old = before[table][index];
      const isChanged = JSON.stringify(row) !== JSON.stringify(old);
      if (isChanged && row["updated_at"] === old?.["updated_at"]) row["updated_at"] = moment(now.getTime());
    }
  return after;
}
