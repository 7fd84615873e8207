import { rowKey } from "../../assertion/columns.ts";
import type { QueryContext } from "../../assertion/define.ts";
import type { Contract } from "../../ir/contract.ts";
import { Code } from "../../text/quote/code.ts";
import { dialectOf, type Location, relation } from "./location.ts";
import type { Source } from "./options.ts";
import { BATCH } from "./query-text.ts";

/** The input for choosing expectations. */
export interface ExpectationContext extends QueryContext {
  readonly contract: Contract;
  readonly source: Source;
  readonly locations: ReadonlyMap<string, Location>;
}

/** The context of a contract's suite on one source. Its queries read GX's batch. */
export function contextOf(
  contract: Contract,
  { source, locations }: Pick<ExpectationContext, "source" | "locations">,
): ExpectationContext {
  const dialect = dialectOf(source);
  const tables = {
    has: (dataset: string) => locations.has(dataset),
    get: (dataset: string) => {
      const location = locations.get(dataset);
      return location && relation(location, dialect);
    },
  };
  const { fields } = contract.dataset;
  return {
    contract,
    source,
    locations,
    dialect,
    relation: Code.trusted(BATCH),
    fields,
    key: rowKey(contract),
    tables,
  };
}
