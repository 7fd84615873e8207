import type { VerdictCase } from "./verdict-case.ts";

/** Strings, and strings in place of other types. */
export const STRINGS: readonly VerdictCase[] = [
  {
    field: 'type: uuid, enum: ["0A1B2C3D-0000-4000-8000-00000000000F"]',
    stored: "varchar",
    good: [["'0a1b2c3d-0000-4000-8000-00000000000f'", "0a1b2c3d-0000-4000-8000-00000000000f"]],
    bad: [
      ["'0a1b2c3d-0000-4000-8000-00000000000e'", "0a1b2c3d-0000-4000-8000-00000000000e"],
      ["'{0a1b2c3d-0000-4000-8000-00000000000f}'", "{0a1b2c3d-0000-4000-8000-00000000000f}"],
      ["' 0a1b2c3d-0000-4000-8000-00000000000f'", " 0a1b2c3d-0000-4000-8000-00000000000f"],
      ["''", ""],
    ],
  },
  {
    field: "type: string, min_length: 1",
    stored: "varchar",
    good: [
      ["' '", " "],
      ["'😀'", "😀"],
    ],
    bad: [["''", ""]],
  },
  {
    field: "type: string, max_length: 2",
    stored: "varchar",
    good: [
      ["'ab'", "ab"],
      ["'😀😀'", "😀😀"],
      ["'e\u0301'", "e\u0301"],
    ],
    bad: [
      ["'abc'", "abc"],
      ["'e\u0301x'", "e\u0301x"],
      ["'ab '", "ab "],
    ],
  },
  {
    field: 'type: string, pattern: "^[ab]+$"',
    stored: "varchar",
    good: [["'ab'", "ab"]],
    bad: [
      ["'ab\n'", "ab\n"],
      ["'\nab'", "\nab"],
      ["''", ""],
      ["'AB'", "AB"],
    ],
  },
  {
    field: 'type: string, pattern: "^\\\\w+\\\\s\\\\d$"',
    stored: "varchar",
    good: [
      ["'a 1'", "a 1"],
      ["'a\t1'", "a\t1"],
      ["'a\n1'", "a\n1"],
    ],
    bad: [
      ["'é 1'", "é 1"],
      ["'a\u00a01'", "a\u00a01"],
      ["'a ١'", "a ١"],
    ],
  },
  {
    field: 'type: string, enum: [a, "A ", "", "007"]',
    stored: "varchar",
    good: [
      ["'a'", "a"],
      ["'A '", "A "],
      ["''", ""],
      ["'007'", "007"],
    ],
    bad: [
      ["'A'", "A"],
      ["'a '", "a "],
      ["'7'", "7"],
      ["'á'", "á"],
    ],
  },
  {
    field: "type: string, format: email",
    stored: "varchar",
    good: [["'a@b.cc'", "a@b.cc"]],
    bad: [
      ["'a@b'", "a@b"],
      ["' a@b.cc'", " a@b.cc"],
      ["'a@b.cc\n'", "a@b.cc\n"],
    ],
  },
  {
    field: "type: string, format: date",
    stored: "varchar",
    good: [["'2024-02-29'", "2024-02-29"]],
    bad: [
      ["'2023-02-29'", "2023-02-29"],
      ["'0000-01-01'", "0000-01-01"],
      ["'2024-2-29'", "2024-2-29"],
    ],
  },
  {
    field: "type: string",
    quality: '{rule: expression, name: filled, sql: "length(trim(x)) > 0"}',
    stored: "varchar",
    good: [
      ["'a'", "a"],
      ["'\t'", "\t"],
      ["'\u00a0'", "\u00a0"],
      ["'\u3000\u2003'", "\u3000\u2003"],
    ],
    bad: [
      ["'   '", "   "],
      ["''", ""],
    ],
  },
  {
    field: "type: string",
    quality: `{rule: expression, name: like_it, sql: "x like 'a_%'"}`,
    stored: "varchar",
    good: [
      ["'a😀'", "a😀"],
      ["'a\nb'", "a\nb"],
      ["'a%'", "a%"],
    ],
    bad: [
      ["'a'", "a"],
      ["'Ab'", "Ab"],
      ["'ba'", "ba"],
    ],
  },
  {
    field: "type: string",
    quality: `{rule: expression, name: between_them, sql: "x between 'a' and 'b'"}`,
    stored: "varchar",
    good: [
      ["'a'", "a"],
      ["'aZ'", "aZ"],
      ["'b'", "b"],
    ],
    bad: [
      ["'B'", "B"],
      ["'ä'", "ä"],
      ["'ba'", "ba"],
      ["''", ""],
      ["'Z'", "Z"],
    ],
  },
  {
    field: "type: string",
    quality: `{rule: expression, name: lowered, sql: "lower(x) = 'ä'"}`,
    stored: "varchar",
    good: [
      ["'ä'", "ä"],
      ["'Ä'", "Ä"],
    ],
    bad: [
      ["'a'", "a"],
      ["'a\u0308'", "a\u0308"],
    ],
  },
  {
    field: "type: string",
    quality: `{rule: expression, name: joined, sql: "x || 'b' = 'ab'"}`,
    stored: "varchar",
    good: [["'a'", "a"]],
    bad: [
      ["''", ""],
      ["'a '", "a "],
    ],
  },
  {
    field: "type: integer",
    stored: "varchar",
    good: [],
    bad: [
      // In JSON, an integer of 64 bits may be a string.
      ["'10'"],
      ["' 10'", " 10"],
      ["''", ""],
    ],
  },
  { field: "type: string", stored: "bigint", good: [], bad: [["10", 10]] },
  { field: "type: date", stored: "varchar", good: [], bad: [["'2024-02-29'"]] },
  { field: "type: timestamp", stored: "varchar", good: [], bad: [["'2024-02-29T00:00:00Z'"]] },
  {
    field: "type: json",
    stored: "json",
    good: [
      ["'{\"a\": 1}'", { a: 1 }],
      ["'[]'", []],
      ["'\"\"'", ""],
      ["'0'", 0],
    ],
    bad: [],
  },
];
