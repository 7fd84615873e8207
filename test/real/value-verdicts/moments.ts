import type { VerdictCase } from "./verdict-case.ts";

/** Dates, times and durations. */
export const MOMENTS: readonly VerdictCase[] = [
  {
    field: "type: date, minimum: 2024-02-29, maximum: 2024-02-29",
    stored: "date",
    good: [["'2024-02-29'", "2024-02-29"]],
    bad: [
      ["'2024-03-01'", "2024-03-01"],
      ["'2024-02-28'", "2024-02-28"],
    ],
  },
  {
    field: "type: date",
    stored: "timestamp",
    good: [["'2000-02-29 00:00:00'"], ["'9999-12-31 00:00:00'"]],
    bad: [["'2024-02-29 23:59:59.999999'"]],
  },
  {
    field: 'type: timestamp, minimum: "2024-03-31T01:00:00Z"',
    stored: "timestamptz",
    good: [
      ["'2024-03-31 03:00:00+02'", "2024-03-31T03:00:00+02:00"],
      ["'2024-03-31 01:00:00+00'", "2024-03-31T01:00:00Z"],
    ],
    bad: [
      ["'2024-03-31 00:59:59.999999+00'", "2024-03-31T00:59:59.999999Z"],
      ["'2024-03-31 02:59:59+02'", "2024-03-31T02:59:59+02:00"],
    ],
  },
  {
    field: 'type: timestamp_local, minimum: "2024-03-31T02:30:00"',
    stored: "timestamp",
    good: [["'2024-03-31 02:30:00'", "2024-03-31T02:30:00"]],
    bad: [["'2024-03-31 02:29:59.999999'", "2024-03-31T02:29:59.999999"]],
  },
  {
    field: "type: timestamp",
    quality: `{rule: expression, name: later, sql: "x >= timestamp '2024-10-27T01:00:00Z'"}`,
    stored: "timestamptz",
    good: [["'2024-10-27 02:00:00+01'", "2024-10-27T02:00:00+01:00"]],
    bad: [["'2024-10-27 02:59:59+02'", "2024-10-27T02:59:59+02:00"]],
  },
  {
    field: "type: time",
    stored: "time",
    good: [
      ["'23:59:59.999999'", "23:59:59.999999"],
      ["'00:00:00'", "00:00:00"],
    ],
    bad: [],
  },
  {
    field: "type: duration",
    stored: "varchar",
    good: [
      ["'PT0S'", "PT0S"],
      ["'P1W'", "P1W"],
      ["'P1Y2M3DT4H5M6S'", "P1Y2M3DT4H5M6S"],
    ],
    bad: [
      ["'P'", "P"],
      ["'PT'", "PT"],
      ["'-P1D'", "-P1D"],
      ["'PT1.5S'", "PT1.5S"],
      ["' PT1S'", " PT1S"],
      ["''", ""],
    ],
  },
];
