import type { Coverage } from "../../ir/coverage.ts";
import type { Ir } from "../../ir/ir.ts";
import { Bug } from "../../text/bug.ts";
import type { Adapter } from "./options.ts";

/** From the strongest to the weakest. */
const STRENGTH = ["enforced", "test", "runtime", "documented", "unsupported"] as const;

/** One record per assertion over all adapters: as it is held where it is held least. */
export function mergeCoverage(
  ir: Ir,
  perAdapter: readonly { readonly adapter: Adapter; readonly coverage: readonly Coverage[] }[],
): readonly Coverage[] {
  const found = perAdapter.map(({ adapter, coverage }) => ({
    adapter,
    records: new Map(coverage.map((record) => [record.assertion, record])),
  }));
  return ir.contracts.flatMap(({ dataset }) =>
    dataset.assertions.map(({ id }): Coverage => {
      const records = found.flatMap(({ adapter, records: known }) => {
        const record = known.get(id);
        return record === undefined ? [] : [{ adapter, record }];
      });
      return records.length === 0 ? notHere(id) : weakest(records);
    }),
  );
}

function notHere(assertion: string): Coverage {
  const why = "its rows are not a table of the warehouse";
  return { assertion, target: "dbt", how: "unsupported", why, expected: true };
}

function weakest(records: readonly { readonly adapter: Adapter; readonly record: Coverage }[]): Coverage {
  const rank = ({ record }: { readonly record: Coverage }) => STRENGTH.indexOf(record.how);
  const [first, ...rest] = [...records].sort((a, b) => rank(b) - rank(a));
  if (first === undefined) throw new Bug("no adapter has a record");
  const others = rest.filter((other) => other.record.how !== first.record.how);
  if (others.length === 0) return first.record;
  const where = others.map(({ adapter, record }) => `${record.how} on ${adapter}`).join(", ");
  return { ...first.record, why: `${first.record.why ?? `on ${first.adapter}`}; ${where}` };
}
