import type { Contract } from "../../ir/contract.ts";
import type { Coverage } from "../../ir/coverage.ts";
import { Bug } from "../../text/bug.ts";
import type { Source } from "./options.ts";

/** How the suite of one source holds the assertions of a contract. */
export interface SourceCoverage {
  readonly source: Source;
  readonly coverage: readonly Coverage[];
}

/** One record per assertion of a contract over all sources: as it is held where it is held least. */
export function mergeCoverage({ dataset }: Contract, perSource: readonly SourceCoverage[]): readonly Coverage[] {
  const found = perSource.map(({ source, coverage }) => ({
    source,
    records: new Map(coverage.map((record) => [record.assertion, record])),
  }));
  return dataset.assertions.map(({ id }): Coverage => {
    const records = found.flatMap(({ source, records: known }) => {
      const record = known.get(id);
      return record === undefined ? [] : [{ source, record }];
    });
    return records.length === 0 ? withoutRows(id) : weakest(records);
  });
}

function withoutRows(assertion: string): Coverage {
  const why = "its rows are in no table that a suite could be run on";
  return { assertion, target: "great-expectations", how: "unsupported", why, expected: true };
}

function weakest(records: readonly { readonly source: Source; readonly record: Coverage }[]): Coverage {
  const missing = records.filter(({ record }) => record.how === "unsupported");
  const held = records.filter(({ record }) => record.how !== "unsupported");
  const [first] = missing.length > 0 ? missing : held;
  if (first === undefined) throw new Bug("no source has a record");
  if (missing.length === 0 || held.length === 0) return first.record;
  const on = (ones: typeof records) => ones.map(({ source }) => source).join(", ");
  return { ...first.record, why: `${first.record.why} (on ${on(missing)}; it is tested on ${on(held)})` };
}
