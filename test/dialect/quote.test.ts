import { DuckDBInstance } from "@duckdb/node-api";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { columnName, identifier, number, type SqlDialect, sqlDialects, string } from "../../src/dialect/quote.ts";
import { anyText } from "../extent.ts";

describe("an identifier", () => {
  it.each<[string, SqlDialect, string]>([
    ["order_id", "duckdb", "order_id"],
    ["order_id", "snowflake", "order_id"],
    ["order", "duckdb", '"order"'],
    ["order", "bigquery", "`order`"],
    ["order", "databricks", "`order`"],
    // Snowflake folds to upper case, so the column that people call "order" is ORDER there.
    ["order", "snowflake", '"ORDER"'],
    ["homePage", "postgres", '"homePage"'],
    ["homePage", "snowflake", '"homePage"'],
    ["2nd", "redshift", '"2nd"'],
    ['a"b', "postgres", '"a""b"'],
    ["a`b\\", "bigquery", "`a\\`b\\\\`"],
    ["a`b", "databricks", "`a``b`"],
    ["", "duckdb", '""'],
    ["order", "spark", "`order`"],
    ["groups", "mysql", "`groups`"],
    ["a`b", "mysql", "`a``b`"],
  ])("%j in %s is %s", (name, dialect, want) => {
    expect(identifier(name, dialect).text).toBe(want);
  });

  it("is never a bare word of SQL", () => {
    for (const dialect of sqlDialects) {
      for (const word of ["select", "from", "where", "and", "case", "null", "with"]) {
        expect(columnName(word, dialect).quote, `${word} in ${dialect}`).toBe(true);
      }
    }
  });
});

describe("a string", () => {
  it.each<[string, SqlDialect, string]>([
    ["O'Brien", "duckdb", "'O''Brien'"],
    ["O'Brien", "snowflake", "'O''Brien'"],
    ["O'Brien", "bigquery", "'O\\'Brien'"],
    ["O'Brien", "databricks", "'O\\'Brien'"],
    ["a\\b", "postgres", "'a\\b'"],
    ["a\\b", "redshift", "'a\\\\b'"],
    ["a\\b", "snowflake", "'a\\\\b'"],
    ["a\nb", "duckdb", "('a' || chr(10) || 'b')"],
    ["\n", "postgres", "chr(10)"],
    ["a\nb", "bigquery", "'a\\nb'"],
    ["a\u0007", "databricks", "'a\\u0007'"],
    ["", "duckdb", "''"],
    ["O'Brien\\", "mysql", "'O\\'Brien\\\\'"],
    ["a\nb", "mysql", "'a\\nb'"],
    ["a\u0001b", "mysql", "concat('a', char(1 using utf8mb4), 'b')"],
    ["a\nb", "spark", "'a\\nb'"],
  ])("%j in %s is %s", (text, dialect, want) => {
    expect(string(text, dialect).text).toBe(want);
  });

  it("refuses NUL, which no warehouse stores", () => {
    for (const dialect of sqlDialects) expect(() => string("a\0b", dialect)).toThrow("U+0000");
  });

  it("ends where it should, whatever it holds, in dialects with backslash escapes", () => {
    fc.assert(
      fc.property(hostile, fc.constantFrom(...sqlDialects), (text, dialect) => {
        const rest = literalEnd(string(text, dialect).text, dialect);
        expect(rest).toBe("");
      }),
      { numRuns: 2000, seed: 5 },
    );
  });

  it("and an identifier come back unchanged from a real engine", async () => {
    const connection = await (await DuckDBInstance.create()).connect();
    const texts = fc.sample(
      hostile.filter((text) => !/\p{Cs}/u.test(text)),
      { numRuns: 300, seed: 3 },
    );
    for (const text of texts) {
      const name = hasControl(text) || text === "" ? "plain" : text;
      const result = await connection.runAndReadAll(
        `select ${string(text, "duckdb").text} as ${identifier(name, "duckdb").text}`,
      );
      expect(result.getRows()[0]?.[0]).toBe(text);
      expect(result.columnName(0)).toBe(name);
    }
  });
});

const hostile = fc
  .oneof(
    anyText(),
    fc
      .array(fc.constantFrom("'", '"', "\\", "\n", "\r", "`", ";", "--", "/*", "$$", "a"), { maxLength: 8 })
      .map((parts) => parts.join("")),
  )
  .filter((text) => !text.includes("\0"));

/** What is left of a text after one literal (or several that are concatenated) has been read as the dialect reads it. */
function literalEnd(text: string, dialect: SqlDialect): string {
  const escapes = dialect !== "duckdb" && dialect !== "postgres";
  const doubles = !["bigquery", "databricks", "spark"].includes(dialect);
  const body = `${escapes ? "\\\\[\\s\\S]|" : ""}${doubles ? "''|" : ""}[^'${escapes ? "\\\\" : ""}]`;
  const piece = `(?:'(?:${body})*'|chr\\(\\d+\\)|char\\(\\d+ using utf8mb4\\))`;
  const several = `\\(${piece}(?: \\|\\| ${piece})*\\)|concat\\(${piece}(?:, ${piece})*\\)`;
  return text.replace(new RegExp(`^(?:${piece}|${several})`), "");
}

describe("a number", () => {
  it.each(["0", "-1.5", "1000000", "12345678901234567890.123456789"])("%s keeps its digits", (text) => {
    expect(number(text).text).toBe(text);
  });

  it.each(["", "1e3", "01", "1;drop", "--1", "1.", ".5", "NaN"])("%j is refused", (text) => {
    expect(() => number(text)).toThrow("canonical");
  });
});

function hasControl(text: string): boolean {
  return [...text].some((character) => character < " ");
}
