import { describe, expect, it } from "vitest";
import { exactDivisor, isDecidable, oddPart } from "../../src/assertion/divisor.ts";
import { multipleOf } from "../../src/assertion/kinds/multiple-of.ts";
import { duckdb } from "../../src/dialect/duckdb.ts";
import { isMultiple } from "../../src/text/decimal.ts";
import { code } from "../../src/text/quote/code.ts";
import { duckdbConnection } from "../duckdb.ts";

const connection = await duckdbConnection();

const FLOATS = [
  "0",
  "5e-324",
  "1e-20",
  "0.1",
  "0.3",
  "-0.3",
  "0.35",
  "0.30000000000000004",
  "7",
  "9007199254740992",
  "9007199254740994",
  "9007199254740996",
  "1e22",
  "1.5e22",
  "3e27",
  "1e28",
  "1.2345678901234567e28",
  "1e37",
  "1e38",
  "9e38",
  "-9e38",
  "7e300",
  "1e300",
  "1.7976931348623157e308",
];
const DIVISORS = ["0.1", "0.05", "0.3", "1", "2", "3", "7", "4096", "1000000", "0.0000000001", "123456789012345"];

/** The decimal text of a number in scientific notation. */
function plain(text: string): string {
  const [digits = "", exponent = "0"] = text.split("e");
  const [whole = "", fraction = ""] = digits.split(".");
  const shift = Number(exponent);
  if (shift >= 0) {
    const padded = fraction.padEnd(shift, "0");
    return padded.length > shift ? `${whole}${padded.slice(0, shift)}.${padded.slice(shift)}` : whole + padded;
  }
  return `0.${"0".repeat(-shift - whole.length)}${whole}${fraction}`;
}

describe("a multiple of a number", () => {
  it("is decided exactly for floats of any size in DuckDB", async () => {
    for (const divisor of DIVISORS) {
      const { text } = multipleOf.violation(
        { kind: "multiple_of", field: ["x"], divisor },
        { column: code`x`, type: { kind: "float", bits: 64 }, dialect: duckdb },
      );
      const values = FLOATS.map((value, index) => `(${index}, cast('${value}' as double))`).join(", ");
      const found = await connection.runAndReadAll(`select ${text} from (values ${values}) as t(n, x) order by n`);
      const wanted = FLOATS.map((value) => !isMultiple(plain(String(Number(value))), divisor));
      expect(
        found.getRows().map(([bad]) => bad),
        divisor,
      ).toEqual(wanted);
    }
    const odd = multipleOf.violation(
      { kind: "multiple_of", field: ["x"], divisor: "0.1" },
      { column: code`x`, type: { kind: "float", bits: 64 }, dialect: duckdb },
    );
    const other = await connection.runAndReadAll(
      `select ${odd.text} from (values (cast('nan' as double)), ('inf'), ('-inf')) as t(x)`,
    );
    expect(other.getRows()).toEqual([[true], [true], [true]]);
  });

  it("needs no more digits than a column has", () => {
    expect(exactDivisor("0.05", { kind: "int", bits: 64 })).toBe("1");
    expect(exactDivisor("0.3", { kind: "int", bits: 64 })).toBe("3");
    expect(exactDivisor("2.5", { kind: "int", bits: 64 })).toBe("5");
    expect(exactDivisor("0.125", { kind: "decimal", precision: 38, scale: 2 })).toBe("0.25");
    expect(exactDivisor("0.05", { kind: "decimal", precision: 10, scale: 2 })).toBe("0.05");
    for (const divisor of ["0.05", "0.3", "2.5", "0.004", "12.5"])
      for (const value of ["0", "1", "3", "5", "12", "25", "-75"])
        expect(isMultiple(value, exactDivisor(divisor, { kind: "int", bits: 32 })), `${value} ${divisor}`).toBe(
          isMultiple(value, divisor),
        );
  });

  it("has a divisor with which every engine can decide", () => {
    expect(oddPart("0.75")).toBe("3");
    expect(isDecidable("0.0000000001", "float")).toBe(true);
    expect(isDecidable("0.00000000001", "float")).toBe(false);
    expect(isDecidable("10000000000000000000000", "float")).toBe(false);
    expect(isDecidable("8192", "float")).toBe(false);
    expect(isDecidable("4096", "float")).toBe(true);
    expect(isDecidable("99999999999999999999", "int")).toBe(false);
  });
});
