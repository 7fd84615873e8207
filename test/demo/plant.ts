import type { AssertionKind } from "../../src/ir/assertion.ts";
import type { Row, ShopRows, TableName, Value } from "./row.ts";

/** Something that is wrong with the rows, on purpose. */
export interface Fault<Name extends string = string> {
  readonly name: Name;
  readonly table: TableName;
  readonly columns: readonly string[];
  readonly kind: AssertionKind;
  /** The id of the assertion that it breaks. */
  readonly assertion: string;
  /** How many rows break it, in the words of docs/language.md; 1 where the table as a whole does. */
  readonly rows: (rows: ShopRows) => number;
  readonly severity: "error" | "warn";
  /** True when the contract tolerates so few: no test may fail. */
  readonly tolerated?: true;
  /** Assertions of models built from the table that break with it, where these are built all the same. */
  readonly downstream?: readonly string[];
  readonly plant: (rows: ShopRows, context: PlantContext) => void;
}

/** What planting goes by. */
export interface PlantContext {
  readonly now: Date;
  /** The rows that a fault has been planted in: each row has one, so that all faults can be planted at once. */
  readonly used: Set<Row>;
}

/** A fault that sets columns of some rows; how many of them, and of which, it says. */
interface Change<Name extends string> extends Omit<Fault<Name>, "plant" | "rows" | "severity"> {
  readonly severity?: "warn";
  readonly set: Readonly<Record<string, Value | ((row: Row) => Value)>>;
  readonly where?: (row: Row) => boolean;
  /** How many rows; 1 when left out. */
  readonly count?: number | ((rows: ShopRows) => number);
}

/** Makes the fault of a change. */
export function change<const Name extends string>(given: Change<Name>): Fault<Name> {
  const { set, where = () => true, count = 1, severity = "error", ...fault } = given;
  const rows = typeof count === "number" ? () => count : count;
  return {
    ...fault,
    severity,
    rows,
    plant: (shop, context) => {
      for (const row of take(shop[fault.table], { where, count: rows(shop) }, context)) {
        for (const [column, value] of Object.entries(set))
          row[column] = typeof value === "function" ? value(row) : value;
      }
    },
  };
}

/** Rows that no other fault has taken, the oldest first. */
export function take(
  rows: readonly Row[],
  { where, count }: { readonly where: (row: Row) => boolean; readonly count: number },
  { used }: PlantContext,
): readonly Row[] {
  const found = rows.filter((row) => !used.has(row) && where(row)).slice(0, count);
  if (found.length < count) throw new Error(`only ${found.length} of ${count} rows can take the fault`);
  for (const row of found) used.add(row);
  return found;
}

/** The smallest number of rows that is more than a fraction of them. */
export function moreThan(fraction: number, rows: readonly Row[]): number {
  return Math.floor(rows.length * fraction) + 1;
}
