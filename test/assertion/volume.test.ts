import { describe, expect, it } from "vitest";
import { violationsQuery } from "../../src/assertion/query.ts";
import { duckdb } from "../../src/dialect/duckdb.ts";
import { Code, code } from "../../src/text/quote/code.ts";
import { duckdbConnection } from "../duckdb.ts";
import { contractIr } from "../emit/dbt/project.ts";

const connection = await duckdbConnection();
// Days are in UTC, independent of the time zone of the session.
await connection.run("set timezone = 'Pacific/Kiritimati'");

/** The age of each row in days: -1 is tomorrow, and "null" is a row without a day. */
type Days = readonly (number | "null")[];

const TODAY = "cast(now() at time zone 'UTC' as date)";
const FORMS = {
  date: (days: number | "null") => (days === "null" ? "null" : `${TODAY} - ${days}`),
  timestamp: (days: number | "null") =>
    days === "null" ? "null" : `(cast(${TODAY} - ${days} as timestamp) + interval '23:59:59') at time zone 'UTC'`,
} as const;

async function isViolated(rule: string, days: Days, type: keyof typeof FORMS): Promise<boolean> {
  const contract = contractIr(`schema: {properties: {id: {type: integer}, day: {type: ${type}}}}
quality: [${rule}]`).contracts[0];
  const assertion = contract?.dataset.assertions.find(({ rule }) => rule.kind === "volume");
  if (contract === undefined || assertion === undefined) throw new Error("no volume");
  const rows = days.map((day, index) => `(${index}, ${FORMS[type](day)})`);
  const query = violationsQuery(assertion, {
    dialect: duckdb,
    relation: code`volume_rows`,
    fields: contract.dataset.fields,
    key: [],
    tables: { has: () => false, get: () => undefined },
  });
  if (!(query instanceof Code)) throw new Error(query.why);
  await connection.run(
    `create or replace table volume_rows (id integer, day ${type === "date" ? "date" : "timestamptz"})`,
  );
  if (rows.length > 0) await connection.run(`insert into volume_rows values ${rows.join(", ")}`);
  return (await connection.runAndReadAll(query.text)).getRows().length > 0;
}

const MIN = "{rule: volume, column: day, min: 1}";
const WEEK = "{rule: volume, column: day, min: 1, window: 7d}";

describe("a volume", () => {
  it.each<readonly [text: string, rule: string, days: Days, violated: boolean]>([
    ["is satisfied if every day to yesterday has rows", MIN, [3, 2, 1], false],
    ["is violated by a day without rows", MIN, [3, 1], true],
    ["is violated if yesterday has no rows", MIN, [3, 2], true],
    ["is violated by a gap long ago", MIN, [...range(1, 50), 52], true],
    ["ignores today", MIN, [1], false],
    ["does not count the rows of today for yesterday", MIN, [2, 0], true],
    ["is not violated by the first day, if that is today", MIN, [0], false],
    ["ignores tomorrow", "{rule: volume, column: day, max: 1}", [1, 0, 0, -1, -1], false],
    ["is satisfied if the first row is from tomorrow", MIN, [-1], false],
    ["is violated by an empty dataset", MIN, [], true],
    ["is violated by rows without a day", MIN, ["null", "null"], true],
    ["ignores rows without a day", "{rule: volume, column: day, max: 1}", [1, "null", "null"], false],
    ["has no minimum that an empty dataset violates", "{rule: volume, column: day, max: 1}", [], false],
    ["allows days without rows if the minimum is 0", "{rule: volume, column: day, min: 0, max: 2}", [9, 1], false],
    ["is violated by one day with too few rows", "{rule: volume, column: day, min: 2}", [3, 3, 2, 1, 1], true],
    ["is violated by one day with too many rows", "{rule: volume, column: day, max: 2}", [3, 3, 3, 2, 1], true],
    ["checks only the days of its window", WEEK, [...range(1, 7), 30], false],
    ["is violated by a gap in its window", WEEK, [...range(1, 6), 30], true],
    ["is violated by a window without rows", WEEK, [30], true],
    ["has a window that begins with the first row", WEEK, [2, 1], false],
    ["has a window of complete days", "{rule: volume, column: day, max: 1, window: 1d}", [2, 2, 1, 0, 0], false],
    ["takes weeks", "{rule: volume, column: day, min: 1, window: 2w}", [...range(1, 13), 90], true],
    ["applies to the rows of its filter", "{rule: volume, column: day, min: 1, where: id > 0}", [9, 2, 1], false],
  ])("%s", async (_text, rule, days, violated) => {
    expect(await isViolated(rule, days, "date")).toBe(violated);
    expect(await isViolated(rule, days, "timestamp")).toBe(violated);
  });
});

/** The whole numbers from one to another. */
function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}
