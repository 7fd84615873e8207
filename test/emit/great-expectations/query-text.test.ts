import { describe, expect, it } from "vitest";
import { BATCH, queryText } from "../../../src/emit/great-expectations/query-text.ts";

/** What older and newer releases of SQLAlchemy make of a text, by their own patterns; a parameter is told as one. */
const READERS = [
  { bind: /(?<![:\p{L}\p{N}_\\]):([\p{L}\p{N}_]+)(?!:)/u, escape: /\\(:[\p{L}\p{N}_$]*)(?![:\p{L}\p{N}_$])/gu },
  {
    bind: /(?<![:\p{L}\p{N}_\\]):([\p{L}\p{N}_]+)(?![:\p{L}\p{N}_])/u,
    escape: /\\(:[\p{L}\p{N}_]*)(?![:\p{L}\p{N}_])/gu,
  },
];

function read(query: string, { bind, escape: mark }: (typeof READERS)[number]): string {
  const formatted = query.replaceAll("{{", "{").replaceAll("}}", "}");
  return bind.test(formatted) ? "a parameter" : formatted.replaceAll(mark, "$1");
}

const LETTERS = [":", "\\", "a", "é", "$", " ", "'", "{", "}"];

/** Every text of up to four of the letters. */
function* texts(length: number): Generator<string> {
  yield "";
  if (length > 0) for (const letter of LETTERS) for (const rest of texts(length - 1)) yield letter + rest;
}

describe("the text of a query", () => {
  it("names the rows, and doubles braces that are no placeholder", () => {
    const sql = `select * from ${BATCH} where a like '{x}'`;
    expect(queryText(sql, { viaSqlAlchemy: false })).toEqual({ query: "select * from {batch} where a like '{{x}}'" });
  });

  it.each([
    ["cast('2020-01-01 00:00:00+00:00' as timestamptz)", "cast('2020-01-01 00:00:00+00:00' as timestamptz)"],
    ["a::text", "a::text"],
    ["' :name'", "' \\:name'"],
    ["'\\:name'", "'\\\\:name'"],
    ["'(:'", "'(:'"],
  ])("of %s is %s", (sql, query) => {
    expect(queryText(sql, { viaSqlAlchemy: true })).toEqual({ query });
  });

  it("is read back as the SQL it was by any SQLAlchemy, or is refused", () => {
    let count = 0;
    let refused = 0;
    for (const sql of texts(4)) {
      const text = queryText(sql, { viaSqlAlchemy: true });
      count++;
      if ("why" in text) refused++;
      else for (const reader of READERS) expect(read(text.query, reader), sql).toBe(sql);
    }
    expect(count).toBeGreaterThan(7_000);
    expect(refused / count).toBeLessThan(0.05);
  });
});
