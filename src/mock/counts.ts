import type { Assertion } from "../ir/assertion.ts";
import type { Contract } from "../ir/contract.ts";
import { DEFAULT_ROWS, MockRefusal, type MockRequest } from "./request.ts";

/** A bound of a number of rows, and the assertion that it comes from. */
interface Limit {
  readonly rows: number;
  readonly id: string;
}

interface Limits {
  readonly low: Limit;
  readonly high: Limit;
}

/** A volume below this number of rows a day is made for whole days. With a larger one, all rows are of today. */
const MOST_DAILY = 5000;

/** The number of rows to make. If there are too few different values for them, fewer rows are enough, but not fewer than `least`. */
export interface Count {
  readonly rows: number;
  readonly least: number;
}

/** The number of rows of each contract, by id. Contracts whose counts must be equal have the same number. */
export function rowCounts(contracts: readonly Contract[], request: MockRequest): ReadonlyMap<string, Count> {
  const counts = new Map<string, Count>();
  for (const group of equalGroups(contracts)) {
    const limits = group.map(limitsOf).reduce(narrower);
    const rows = countOf(group, limits, request);
    const isExact = group.length > 1 || (request.rows !== undefined && namedOf(group, request) !== undefined);
    for (const { dataset } of group) counts.set(dataset.id, { rows, least: isExact ? rows : limits.low.rows });
  }
  return counts;
}

function namedOf(group: readonly Contract[], { contracts }: MockRequest): Contract | undefined {
  return group.find(({ name }) => contracts.includes(name));
}

function countOf(group: readonly Contract[], { low, high }: Limits, request: MockRequest): number {
  if (low.rows > high.rows)
    throw new MockRefusal(`${low.id} needs at least ${low.rows} rows, and ${high.id} allows at most ${high.rows}.`);
  const { rows } = request;
  if (rows === undefined) {
    const usual = Math.max(DEFAULT_ROWS, ...group.map(usualRows));
    return Math.min(Math.max(usual, low.rows), high.rows);
  }
  const named = namedOf(group, request);
  if (named !== undefined && rows < low.rows)
    throw new MockRefusal(`--rows ${rows} is too few for ${named.name}: ${low.id} needs at least ${low.rows}.`);
  if (named !== undefined && rows > high.rows)
    throw new MockRefusal(`--rows ${rows} is too many for ${named.name}: ${high.id} allows at most ${high.rows}.`);
  return Math.min(Math.max(rows, low.rows), high.rows);
}

function narrower(one: Limits, other: Limits): Limits {
  return {
    low: other.low.rows > one.low.rows ? other.low : one.low,
    high: other.high.rows < one.high.rows ? other.high : one.high,
  };
}

function limitsOf({ dataset: { assertions, id } }: Contract): Limits {
  const start: Limits = { low: { rows: 0, id }, high: { rows: Number.POSITIVE_INFINITY, id } };
  return assertions.map((assertion) => limitsBy(assertion)).reduce(narrower, start);
}

function limitsBy({ rule, where, id }: Assertion): Limits {
  const limits = (low: number, high = Number.POSITIVE_INFINITY) => ({
    low: { rows: low, id },
    high: { rows: high, id },
  });
  switch (rule.kind) {
    case "row_count":
      return limits(rule.minimum ?? 0, where === undefined ? rule.maximum : undefined);
    case "distinct_count":
      return limits(rule.minimum ?? 0);
    case "freshness":
      return limits(1);
    case "volume":
      return limits((rule.minimum ?? 0) > 0 ? 1 : 0);
    default:
      return limits(0);
  }
}

/** Enough rows for two complete days and today, if the contract limits the rows of a day. */
function usualRows({ dataset: { assertions } }: Contract): number {
  const daily = assertions.flatMap(({ rule }) => (rule.kind === "volume" ? [rule.minimum ?? 0] : []));
  const most = Math.max(0, ...daily);
  return most > MOST_DAILY ? 0 : 2 * most + 1;
}

/** Contracts whose counts must be equal, together. */
function equalGroups(contracts: readonly Contract[]): readonly (readonly Contract[])[] {
  const groups = new Map<Contract, Contract[]>(contracts.map((contract) => [contract, [contract]]));
  for (const contract of contracts)
    for (const { rule } of contract.dataset.assertions) {
      const other = contracts.find(({ dataset }) => rule.kind === "row_count_equals" && dataset.id === rule.dataset);
      const [one, two] = [groups.get(contract), other && groups.get(other)];
      if (one === undefined || two === undefined || one === two) continue;
      one.push(...two);
      for (const member of two) groups.set(member, one);
    }
  return [...new Set(groups.values())];
}
