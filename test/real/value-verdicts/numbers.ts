import type { VerdictCase } from "./verdict-case.ts";

const MAX = "9223372036854775807";
/** Numbers at the borders of their types. */
export const NUMBERS: readonly VerdictCase[] = [
  {
    field: "type: smallint",
    stored: "smallint",
    good: [
      ["-32768", -32768],
      ["32767", 32767],
      ["0", 0],
    ],
    bad: [],
  },
  {
    field: "type: smallint",
    stored: "double precision",
    good: [
      ["'-0.0'", -0],
      ["5.0", 5],
    ],
    bad: [["32768", 32768], ["2.0000001", 2.0000001], ["'NaN'"], ["'-infinity'"], ["5e-324", 5e-324]],
  },
  {
    field: "type: bigint",
    stored: "numeric(30, 5)",
    good: [
      [`${MAX}.00000`, MAX],
      ["-9223372036854775808", "-9223372036854775808"],
    ],
    bad: [[`${MAX}.00001`], ["-9223372036854775809", "-9223372036854775809"]],
  },
  {
    field: "type: bigint",
    stored: "double precision",
    good: [
      ["9007199254740992", "9007199254740992"],
      ["-9223372036854775808", "-9223372036854775808"],
      ["1e15", 1e15],
    ],
    bad: [["9223372036854775808", 2 ** 63], ["1e300", 1e300], ["'infinity'"], ["'NaN'"], ["0.5", 0.5]],
  },
  {
    field: "type: decimal, precision: 20, scale: 0",
    stored: "double precision",
    good: [
      ["1e19", "10000000000000000000"],
      ["'-0.0'", "0"],
    ],
    bad: [["1e20", "100000000000000000000"], ["1e300"], ["'NaN'"], ["0.1", "0.1"]],
  },
  {
    field: "type: decimal, precision: 38, scale: 38",
    stored: "numeric(38, 38)",
    good: [["'0.99999999999999999999999999999999999999'", "0.99999999999999999999999999999999999999"]],
    bad: [],
  },
  {
    field: "type: decimal, precision: 5, scale: 2",
    stored: "numeric(10, 4)",
    good: [
      ["999.9900", "999.99"],
      ["-999.99", "-999.99"],
      ["0", "0"],
    ],
    bad: [
      ["1000", "1000"],
      ["0.001", "0.001"],
      ["999.9901", "999.9901"],
    ],
  },
  {
    field: "type: decimal, precision: 3, scale: 3",
    stored: "numeric(10, 3)",
    good: [
      ["0.999", "0.999"],
      ["-0.001", "-0.001"],
    ],
    bad: [
      ["1.000", "1.000"],
      ["-1", "-1"],
    ],
  },
  {
    field: "type: decimal, precision: 10, scale: 2",
    stored: "bigint",
    good: [["99999999", "99999999"]],
    bad: [
      ["100000000", "100000000"],
      [MAX, MAX],
    ],
  },
  {
    field: "type: float",
    stored: "double precision",
    good: [["0.1", 0.1], ["3.4e38", 3.4e38], ["'NaN'"]],
    bad: [["1e39"]],
  },
  {
    field: "type: integer, bits: 32, maximum: 10",
    stored: "double precision",
    good: [
      ["10.0", 10],
      ["-2147483648", -2147483648],
    ],
    bad: [
      ["10.5", 10.5],
      ["11", 11],
      ["-2147483649", -2147483649],
    ],
  },
  {
    field: "type: double, minimum: 0",
    stored: "double precision",
    good: [
      ["'-0.0'", -0],
      ["5e-324", 5e-324],
      ["1e300", 1e300],
    ],
    bad: [["-5e-324", -5e-324], ["'NaN'"], ["'-infinity'"]],
  },
  {
    field: "type: double, enum: [0, 1]",
    stored: "double precision",
    good: [
      ["'-0.0'", -0],
      ["1.0", 1],
    ],
    bad: [["1e-300", 1e-300], ["'NaN'"]],
  },
  {
    field: "type: double, multiple_of: 0.1",
    stored: "double precision",
    good: [
      ["0.3", 0.3],
      ["'-0.0'", -0],
      ["1e22", 1e22],
    ],
    bad: [["0.30000000000000004", 0.30000000000000004], ["'NaN'"], ["'infinity'"], ["5e-324", 5e-324]],
  },
  {
    field: "type: bigint, multiple_of: 3",
    stored: "bigint",
    good: [
      ["9223372036854775806", "9223372036854775806"],
      ["0", 0],
      ["-3", -3],
    ],
    bad: [
      [MAX, MAX],
      ["1", 1],
    ],
  },
  {
    field: 'type: decimal, precision: 38, scale: 0, maximum: "99999999999999999999999999999999999998"',
    stored: "numeric(38, 0)",
    good: [["99999999999999999999999999999999999998", "99999999999999999999999999999999999998"]],
    bad: [["99999999999999999999999999999999999999", "99999999999999999999999999999999999999"]],
  },
  {
    field: "type: smallint, exclusive_minimum: 0, exclusive_maximum: 3",
    stored: "numeric(5, 2)",
    good: [
      ["1.00", 1],
      ["2", 2],
    ],
    bad: [
      ["0", 0],
      ["3.00", 3],
      ["2.99", 2.99],
    ],
  },
  {
    field: "type: float, minimum: 0.1",
    stored: "real",
    good: [["0.1", 0.1]],
    bad: [["0.09999", 0.09999]],
  },
  {
    field: "type: float, maximum: 0.1",
    stored: "double precision",
    good: [["0.1", 0.1]],
    bad: [["0.1000001", 0.1000001]],
  },
  {
    field: `type: bigint, minimum: "9007199254740993"`,
    stored: "bigint",
    good: [["9007199254740993", "9007199254740993"]],
    bad: [["9007199254740992", "9007199254740992"]],
  },
  {
    field: "type: bigint",
    quality: '{rule: expression, name: more, sql: "x + 1 > x"}',
    stored: "bigint",
    good: [
      [MAX, MAX],
      ["-9223372036854775808", "-9223372036854775808"],
    ],
    bad: [],
  },
  {
    field: "type: smallint",
    quality: '{rule: expression, name: positive, sql: "abs(x) * 2 > 3"}',
    stored: "smallint",
    good: [
      ["-32768", -32768],
      ["32767", 32767],
      ["2", 2],
    ],
    bad: [
      ["-1", -1],
      ["0", 0],
    ],
  },
  {
    field: "type: double",
    quality: '{rule: expression, name: rounded, sql: "round(x, 0) in (3, -3)"}',
    stored: "double precision",
    good: [["2.5", 2.5], ["-2.5", -2.5], ["3.4999999999999996", 3.4999999999999996], ["'NaN'"]],
    bad: [
      ["2.4999999999999996", 2.4999999999999996],
      ["3.5", 3.5],
      ["1e300", 1e300],
    ],
  },
  {
    field: "type: decimal, precision: 10, scale: 3",
    quality: '{rule: expression, name: rounded, sql: "round(x, 2) = 1.01"}',
    stored: "numeric(10, 3)",
    good: [
      ["1.005", "1.005"],
      ["1.014", "1.014"],
    ],
    bad: [
      ["1.004", "1.004"],
      ["1.015", "1.015"],
    ],
  },
  {
    field: "type: boolean, enum: [true]",
    stored: "boolean",
    good: [["true", true]],
    bad: [["false", false]],
  },
  {
    field: "type: boolean",
    stored: "smallint",
    good: [],
    bad: [
      ["0", 0],
      ["1", 1],
    ],
  },
  {
    field: "type: decimal, precision: 10, scale: 2",
    stored: "varchar",
    good: [],
    bad: [
      ["'1e2'", "1e2"],
      ["''", ""],
    ],
  },
];
