import { afterAll, afterEach, describe, expect, it } from "vitest";
import { contractIr } from "../dbt/project.ts";
import { type Checked, install } from "./package.ts";
import { emitTypescript } from "./project.ts";

const installed = install(
  emitTypescript(
    contractIr(`schema:
  properties:
    small: {type: integer, bits: 32}
    wide: {type: bigint}
    ratio: {type: double}
    amount: {type: decimal, precision: 10, scale: 2}
    precise: {type: decimal, precision: 38, scale: 18}
    is_it: {type: boolean}
    day: {type: date}
    at: {type: time}
    instant: {type: timestamp}
    local: {type: timestamp_local}
    wait: {type: duration}
    id: {type: uuid}
    raw: {type: bytes}
    doc: {type: json}
    tags: {type: array, items: {type: string, nullable: true}}
    facts: {type: map, values: {type: bigint}}
    place: {type: object, properties: {city: {type: string}, since: {type: date}}}
    vector: {type: vector, dimensions: 2}
`),
  ).files,
);
afterAll(installed.remove);

type Adapter = (spec: unknown, row: object, options?: object) => Readonly<Record<string, unknown>>;
const module = await installed.load("contracts/orders.js");
const { check } = await installed.validator("orders", "Orders");
const adapterOf = async (driver: string, name: string) =>
  (await installed.load(`drivers/${driver}.js`))[name] as Adapter;
const adapters = {
  fromPg: await adapterOf("pg", "fromPg"),
  fromPostgres: await adapterOf("postgres", "fromPostgres"),
  fromMysql2: await adapterOf("mysql2", "fromMysql2"),
  fromDuckDB: await adapterOf("duckdb", "fromDuckDB"),
  fromJson: await adapterOf("json", "fromJson"),
};
type Name = keyof typeof adapters;

const zone = process.env["TZ"];
afterEach(() => {
  if (zone === undefined) delete process.env["TZ"];
  else process.env["TZ"] = zone;
});

function converted(name: Name, row: object, options?: object): Readonly<Record<string, unknown>> {
  return adapters[name](module["ordersSpec"], row, options);
}

/** The columns that violate the contract after the adapter; those that the row lacks do not count. */
function violations(name: Name, row: object, options?: object): readonly string[] {
  const checked: Checked = check(converted(name, row, options));
  return checked.ok
    ? []
    : checked.problems.flatMap(({ pointer, message }) => (message === "is missing" ? [] : pointer.slice(1)));
}

describe("an adapter", () => {
  it.each(Object.keys(adapters) as Name[])("%s leaves a bad value bad", (name) => {
    const values = {
      small: [2.5, "x", "", " 7", "0x10", "2.5", 3_000_000_000, Number.NaN, true, [], "٣"],
      wide: [2.5, 2 ** 53, "9223372036854775808", 2n ** 63n, "1e3", "007", "-"],
      ratio: [Number.NaN, Number.POSITIVE_INFINITY, "NaN", "-Infinity", "inf", "", "1,5", true],
      amount: [100.004, "100.004", 1e300, Number.NaN, "NaN", "", "1,50", "1e2", "100000000.00", 100_000_000],
      precise: [1.5e10, 0.1 + 0.2 + 1e9],
      is_it: [2, -1, "yes", "true", "1", 1n, Buffer.from([2]), Buffer.from([1, 0])],
      day: ["2023-02-29", "2024-02-29T00:00:00", "infinity", Number.POSITIVE_INFINITY, new Date(Number.NaN), 20240229],
      at: ["24:00:00", "838:59:59", "12:00:00+02", "12:00", 43_200],
      instant: ["2024-01-31", "2024-01-31 24:00:00+00", "2024-02-30 12:00:00+00", "infinity", new Date(Number.NaN), 0],
      local: ["2024-01-31", "2024-01-31 17:30:00+00", "2024-02-30 12:00:00", "infinity", new Date(Number.NaN), 0],
      wait: ["-1 days", "00:00:00.5", "1 fortnight", { days: -1 }, { days: 1, weeks: 2 }, {}, 7],
      id: ["6f1c9f7e", Buffer.from("too short"), 7],
      raw: ["\\x0", "\\xzz", "é", 7, { type: "Buffer", data: [256] }, { type: "Buffer" }],
      tags: ["{a", "a", { 0: "a" }, [1], 7],
      facts: ["{}}", [1], [{ key: "a" }], 7, { a: 2.5 }],
      place: ["x", [], { city: 7, since: "2024-02-29" }, { city: "Bonn", since: "2024-02-30" }],
      vector: [[1], [1, "x"], "1,2", [1, Number.NaN]],
    };
    for (const [column, bad] of Object.entries(values))
      for (const value of bad)
        expect(violations(name, { [column]: value }), `${column} ${String(value)}`).not.toEqual([]);
  });

  it.each(Object.keys(adapters) as Name[])("%s changes no row that is one of the contract", (name) => {
    const row = {
      small: -7,
      wide: "9223372036854775807",
      ratio: -0.5,
      amount: "12.50",
      precise: "0.000000000000000001",
      is_it: false,
      day: "2024-02-29",
      at: "12:00:00.5",
      instant: "2024-01-31T17:30:00.123456789+05:30",
      local: "2024-01-31T17:30:00.123456789",
      wait: "P1DT12H",
      id: "6F1C9F7E-1C1C-4C1C-8C1C-1C1C1C1C1C1C",
      doc: { a: [1, "2024-01-31 17:30:00", null] },
      tags: ["{a}", null, "NULL"],
      facts: { ["__proto__"]: "7", a: "1" },
      place: { city: "[1]", since: "2024-02-29" },
      vector: [1, 2],
    };
    expect(converted(name, row)).toEqual(row);
    expect(Object.keys(converted(name, row)["facts"] as object)).toEqual(["__proto__", "a"]);
    expect(converted(name, { small: null, doc: null, tags: null, other: 7 })).toEqual({
      small: null,
      doc: null,
      tags: null,
      other: 7,
    });
    expect(violations(name, row)).toEqual([]);
  });
});

describe("a Date of a clock that skips an hour", () => {
  it.each([
    ["America/New_York", "2024-03-10T06:59:59.999Z", "2024-03-10T01:59:59.999"],
    ["America/New_York", "2024-03-10T08:00:00Z", "2024-03-10T04:00:00"],
    ["America/New_York", "2024-11-03T05:30:00Z", "2024-11-03T01:30:00"],
    ["Asia/Kolkata", "2024-03-10T07:30:00Z", "2024-03-10T13:00:00"],
    ["Australia/Lord_Howe", "2024-10-05T16:00:00Z", "2024-10-06T03:00:00"],
  ])("in %s is the time that the clock showed: %s", (TZ, instant, local) => {
    process.env["TZ"] = TZ;
    expect(converted("fromPg", { local: new Date(instant) })).toEqual({ local });
  });

  it.each([
    ["America/New_York", new Date("2024-03-10T07:30:00Z"), { local: true, day: true }],
    ["Pacific/Apia", new Date("2011-12-30T10:00:00Z"), { local: true, day: true }],
    // The day starts at one o'clock, so its Date is the day, but not a time.
    ["America/Sao_Paulo", new Date("2018-11-04T03:00:00Z"), { local: true, day: false }],
  ])("in %s is not a time if two times have this Date", (TZ, date, stays) => {
    process.env["TZ"] = TZ;
    const row = converted("fromPg", { local: date, day: date });
    expect({ local: row["local"] === date, day: row["day"] === date }).toEqual(stays);
  });

  it("has the whole day of every date, in every zone", () => {
    for (const TZ of [
      "UTC",
      "America/New_York",
      "Asia/Kolkata",
      "Africa/Cairo",
      "America/Sao_Paulo",
      "Pacific/Kiritimati",
    ]) {
      process.env["TZ"] = TZ;
      for (let day = 1; day <= 365; day++) {
        const date = new Date(2018, 0, day);
        const text = new Date(Date.UTC(2018, 0, day)).toISOString().slice(0, 10);
        expect(converted("fromPg", { day: date }), TZ).toEqual({ day: text });
        expect(converted("fromPostgres", { day: new Date(text) }), TZ).toEqual({ day: text });
      }
    }
  });
});

describe("text of PostgreSQL", () => {
  it.each([
    [{ instant: "2024-01-31 17:30:00.123456+00" }, { instant: "2024-01-31T17:30:00.123456Z" }],
    [{ instant: "2024-01-31 17:30:00-03:30" }, { instant: "2024-01-31T17:30:00-03:30" }],
    [{ instant: "1880-01-01 00:00:00.5+05:53:28" }, { instant: "1879-12-31T18:06:32.5Z" }],
    [{ instant: "1880-01-01 00:00:00-00:00:15" }, { instant: "1880-01-01T00:00:15Z" }],
    [{ local: "2024-01-31 17:30:00.1" }, { local: "2024-01-31T17:30:00.1" }],
    [{ wait: "1 year 2 mons 3 days 04:05:06" }, { wait: "P1Y2M3DT4H5M6S" }],
    [{ wait: "00:00:00" }, { wait: "PT0S" }],
    [{ raw: "\\x0001ff" }, { raw: "AAH/" }],
    [{ tags: '{a,NULL,"NULL","b\\"\\\\,{}"}' }, { tags: ["a", null, "NULL", 'b"\\,{}'] }],
    [{ tags: "[0:1]={a,b}" }, { tags: ["a", "b"] }],
    [{ tags: "{}" }, { tags: [] }],
    [{ vector: "[0.5,-1]" }, { vector: [0.5, -1] }],
    [
      { small: "7", wide: "7.000", ratio: "-1.5e3", amount: "12.5000" },
      { small: 7, wide: "7", ratio: -1500, amount: "12.50" },
    ],
  ])("%o is %o", (row, expected) => {
    expect(converted("fromPg", row)).toEqual(expected);
    expect(converted("fromPostgres", row)).toEqual(expected);
  });
});

// What its parsers make of each type, in lib/parsers/text_parser.js and lib/packets/packet.js.
describe("values of mysql2", () => {
  it("become those of a row, by the time zone of the connection", () => {
    const given = {
      small: 7,
      wide: 7,
      amount: "12.50",
      is_it: 1,
      at: "12:00:00",
      id: Buffer.from("6f1c9f7e1c1c4c1c8c1c1c1c1c1c1c1c", "hex"),
      raw: Buffer.from("hi"),
      doc: { a: 1 },
      tags: ["a"],
      facts: { a: 1 },
    };
    const expected = {
      ...given,
      wide: "7",
      is_it: true,
      id: "6f1c9f7e-1c1c-4c1c-8c1c-1c1c1c1c1c1c",
      raw: "aGk=",
      facts: { a: "1" },
    };
    expect(converted("fromMysql2", given)).toEqual(expected);
    expect(converted("fromMysql2", { is_it: Buffer.from([0]) })).toEqual({ is_it: false });
    process.env["TZ"] = "America/New_York";
    const [day, local] = [new Date(2024, 1, 29), new Date(2024, 0, 31, 17, 30)];
    const dates = { day, local, instant: new Date("2024-01-31T17:30:00.5Z") };
    const texts = { day: "2024-02-29", local: "2024-01-31T17:30:00", instant: "2024-01-31T17:30:00.500Z" };
    expect(converted("fromMysql2", dates)).toEqual(texts);
    const utc = { day: new Date("2024-02-29"), local: new Date("2024-01-31T17:30:00Z"), instant: dates.instant };
    expect(converted("fromMysql2", utc, { timezone: "Z" })).toEqual(texts);
    const east = {
      day: new Date("2024-02-28T18:30:00Z"),
      local: new Date("2024-01-31T12:00:00Z"),
      instant: dates.instant,
    };
    expect(converted("fromMysql2", east, { timezone: "+05:30" })).toEqual(texts);
  });

  it("keep microseconds as text, and text without an offset is an instant only in a known zone", () => {
    const text = { day: "2024-02-29", local: "2024-01-31 17:30:00.123456", instant: "2024-01-31 17:30:00.123456" };
    const local = "2024-01-31T17:30:00.123456";
    expect(converted("fromMysql2", text, { timezone: "Z" })).toEqual({ day: text.day, local, instant: `${local}Z` });
    expect(converted("fromMysql2", text, { timezone: "-03:30" })["instant"]).toBe(`${local}-03:30`);
    expect(violations("fromMysql2", text)).toEqual(["instant"]);
    expect(() => converted("fromMysql2", text, { timezone: "CET" })).toThrow("CET is not a time zone");
  });

  it("are read from JSON text with the option jsonStrings", () => {
    const row = { doc: '{"a":1}', tags: '["a"]', facts: '{"a":1}', place: '{"city":"Bonn","since":"2024-02-29"}' };
    const expected = { doc: { a: 1 }, tags: ["a"], facts: { a: "1" }, place: { city: "Bonn", since: "2024-02-29" } };
    expect(converted("fromMysql2", row, { jsonStrings: true })).toEqual(expected);
  });
});

describe("a row from JSON", () => {
  it("has the values of to_jsonb", () => {
    const row = {
      wide: 7,
      amount: 12.5,
      ratio: 1,
      precise: 0.001,
      raw: "\\x6869",
      instant: "2024-01-31T17:30:00.1+00:00",
      facts: { a: 7 },
    };
    const expected = {
      ...row,
      wide: "7",
      amount: "12.5",
      precise: "0.001",
      raw: "aGk=",
      instant: "2024-01-31T17:30:00.1Z",
      facts: { a: "7" },
    };
    expect(converted("fromJson", row)).toEqual(expected);
    expect(converted("fromJson", { raw: "6869" }, { bytes: "hex" })).toEqual({ raw: "aGk=" });
    expect(converted("fromJson", { raw: { type: "Buffer", data: [104, 105] } })).toEqual({ raw: "aGk=" });
  });

  it("has no number that JSON.parse may have rounded", () => {
    expect(violations("fromJson", { precise: 0.001, amount: 1.5 })).toEqual([]);
    expect(violations("fromJson", { precise: 12_345.5, wide: 2 ** 53 })).toEqual(["wide", "precise"]);
  });

  it("has every digit of a number in JSON text", () => {
    const text = `{"wide": 9223372036854775807, "precise": -12345678901234567890.123456789012345678, "amount": 1.5e1, "small": 7,
      "ratio": 0.1234567890123456789, "doc": {"a": [12345678901234567890, "x\\"1"], "b": {}}, "facts": {"__proto__": 9007199254740993}}`;
    const row = converted("fromJson", text as never);
    expect(row).toEqual({
      wide: "9223372036854775807",
      precise: "-12345678901234567890.123456789012345678",
      amount: "15",
      small: 7,
      ratio: 0.12345678901234568,
      doc: { a: [12345678901234567000, 'x"1'], b: {} },
      facts: JSON.parse('{"__proto__": "9007199254740993"}'),
    });
    expect(violations("fromJson", text as never)).toEqual([]);
    expect(
      violations("fromJson", '{"wide": 9223372036854775808, "small": 1e999, "precise": 1e99999999999}' as never),
    ).toEqual(["small", "wide", "precise"]);
    expect(() => converted("fromJson", '{"wide": 7' as never)).toThrow(SyntaxError);
  });

  it("has decimals with the digits of their type", () => {
    const texts = [".5", "-.50", "1.500", "1.00000", "12", "1.005", "-0.00", ""];
    expect(texts.map((amount) => converted("fromDuckDB", { amount })["amount"])).toEqual([
      "0.5",
      "-0.50",
      "1.50",
      "1.00",
      "12",
      "1.005",
      "-0.00",
      "",
    ]);
  });

  it("has a Date of a column without zone only if the zone is known", () => {
    process.env["TZ"] = "Asia/Kolkata";
    const row = JSON.parse(
      JSON.stringify({ day: new Date(2024, 1, 29), local: new Date(2024, 0, 31, 17, 30), instant: new Date(0) }),
    );
    expect(violations("fromJson", row)).toEqual(["day", "local"]);
    const expected = { day: "2024-02-29", local: "2024-01-31T17:30:00", instant: "1970-01-01T00:00:00.000Z" };
    expect(converted("fromJson", row, { timezone: "local" })).toEqual({
      ...expected,
      instant: "1970-01-01T00:00:00.000Z",
    });
    expect(converted("fromJson", row, { timezone: "+05:30" })).toEqual({
      ...expected,
      instant: "1970-01-01T00:00:00.000Z",
    });
  });
});
