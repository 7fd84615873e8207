import { afterAll, describe, expect, it } from "vitest";
import { type Checked, install } from "./package.ts";
import { emitTypescript, projectIr } from "./project.ts";
import { type Case, changed, eventCases, goodEvent, goodOrder, orderCases } from "./rows.ts";

const installed = install(emitTypescript(projectIr).files);
afterAll(installed.remove);
const orders = await installed.validator("orders", "Orders");
const events = await installed.validator("user_events", "UserEvents");
const customers = await installed.validator("customers", "Customers");

/** Each problem and warning as pointer and assertion. */
function problems(checked: Checked): readonly string[] {
  const found = [...(checked.ok ? [] : checked.problems), ...(checked.warnings ?? [])];
  return found.map(({ pointer, assertion }) => `${pointer} ${assertion}`);
}

function titled([what, change, ...expected]: Case) {
  return { what, change, expected };
}

describe("the validator", () => {
  it("takes good rows as they are", () => {
    expect(orders.check(goodOrder)).toEqual({ ok: true, row: goodOrder });
    expect(orders.is(goodOrder)).toBe(true);
    expect(orders.parse(goodOrder)).toBe(goodOrder);
    expect(problems(events.check(goodEvent))).toEqual([]);
  });

  it.each(orderCases.map(titled))("of orders: $what", ({ change, expected }) => {
    expect(problems(orders.check(changed(goodOrder, change)))).toEqual(expected);
  });

  it.each(eventCases.map(titled))("of user_events: $what", ({ change, expected }) => {
    expect(problems(events.check(changed(goodEvent, change)))).toEqual(expected);
  });

  it("breaks every promise about a row in one of these cases", () => {
    const { coverage } = emitTypescript(projectIr);
    const held = coverage.filter(({ how }) => how === "runtime").map(({ assertion }) => assertion);
    const broken = new Set(
      [...orderCases, ...eventCases].flatMap(([, , ...found]) => found.map((one) => one.split(" ")[1])),
    );
    // Each type's own not_null is alike; one of them is broken above, and another inside a struct.
    const untried = held.filter((id) => !broken.has(id) && !/^customers\.|\.not_null$/.test(id));
    expect(untried).toEqual(["user_events.event_id.format", "user_events.kind.in_set"]);
    expect(
      problems(events.check({ ...goodEvent, event_id: "x", kind: "y", sequence: null, happened_at: null })),
    ).toEqual([
      "/event_id user_events.event_id.format",
      "/kind user_events.kind.in_set",
      "/sequence user_events.sequence.not_null",
      "/happened_at user_events.happened_at.not_null",
    ]);
    const nothing = { customer_id: null, order_date: null, status: null, is_gift: null, updated_at: null };
    expect(problems(orders.check({ ...goodOrder, ...nothing })).length).toBe(5);
  });

  it("lets null into a column that some rows may leave empty", () => {
    expect(customers.is({ customer_id: "1", segment: null, joined_on: null })).toBe(true);
    expect(problems(customers.check({ customer_id: null, segment: "a", joined_on: null }))).toEqual([
      "/customer_id customers.customer_id.not_null",
    ]);
  });

  it.each([null, undefined, 1, "row", [goodOrder], new Map(), () => goodOrder])("refuses %s as a row", (value) => {
    const checked = orders.check(value);
    expect(checked.ok).toBe(false);
    expect(orders.is(value)).toBe(false);
  });

  it("reads no member that every object has", () => {
    expect(problems(events.check(Object.create({ ...goodEvent })))).toEqual([]);
    expect(events.check(Object.create(null)).ok).toBe(false);
  });

  it("reports at most a hundred problems", () => {
    const checked = events.check({ ...goodEvent, tags: Array(500).fill("long") });
    expect(checked.ok ? 0 : checked.problems.length).toBe(100);
  });
});

describe("a 64-bit integer", () => {
  it("is taken from a number that is exact, and is text in the row", () => {
    const given = { ...goodOrder, quantity: 7 };
    expect(orders.is(given)).toBe(false);
    expect(orders.parse(given)).toEqual({ ...goodOrder, quantity: "7" });
    expect(given.quantity).toBe(7);
  });

  it("is taken so inside lists, maps and objects, and only what changes is copied", () => {
    const given = { ...goodEvent, sequence: 1n, items: [{ sku: "AB", amount: 2 }], facts: { a: 3, ["__proto__"]: 4 } };
    const row = events.parse(given) as typeof goodEvent;
    expect(row.sequence).toBe("1");
    expect(row.items).toEqual([{ sku: "AB", amount: "2" }]);
    expect(Object.entries(row.facts)).toEqual([
      ["a", "3"],
      ["__proto__", "4"],
    ]);
    expect(row.address).toBe(given.address);
  });

  it("goes to JSON as an integer, whole, and back", () => {
    const text = orders.stringify(goodOrder);
    expect(text).toContain('"quantity":9007199254740993,');
    const small = { ...goodOrder, quantity: "12" };
    expect(orders.parse(JSON.parse(orders.stringify(small)))).toEqual(small);
    expect(orders.parse(JSON.parse(JSON.stringify(goodOrder)))).toEqual(goodOrder);
    expect(JSON.parse(events.stringify(goodEvent)).items[0]).toEqual({ sku: "AB", amount: 1 });
    expect(events.stringify({ kind: undefined, items: [undefined] })).toBe('{"items":[null]}');
  });

  it("that lost digits on its way is refused, and the message says why", () => {
    expect(() => orders.parse(JSON.parse(orders.stringify(goodOrder)))).toThrow(/beyond 2\^53 has lost digits/);
  });
});

describe.each([
  ["bigint", 7n, 9007199254740993n],
  ["number", 7, undefined],
] as const)("with int64: %s, a 64-bit integer", (int64, small, large) => {
  const other = install(emitTypescript(projectIr, { int64 }).files);
  afterAll(other.remove);

  it("is one in the row, whatever it came as", async () => {
    const { parse, check, stringify } = await other.validator("orders", "Orders");
    for (const quantity of [7, "7", 7n])
      expect(parse({ ...goodOrder, quantity })).toEqual({ ...goodOrder, quantity: small });
    expect(stringify({ ...goodOrder, quantity: small })).toContain('"quantity":7,');
    const checked = check(goodOrder);
    if (large === undefined) expect(problems(checked)).toEqual(["/quantity orders.schema"]);
    else expect(checked).toEqual({ ok: true, row: { ...goodOrder, quantity: large } });
  });
});

describe("a ContractError", () => {
  function errorOf(value: unknown): Error & { readonly contract: string; readonly problems: readonly unknown[] } {
    try {
      orders.parse(value);
    } catch (error) {
      return error as never;
    }
    throw new Error("nothing was thrown");
  }

  it("says what is wrong, where, and by which promise", () => {
    const error = errorOf({ ...goodOrder, status: "lost", lines: 9 });
    expect(error.name).toBe("ContractError");
    expect(error.contract).toBe("orders");
    expect(error.problems).toHaveLength(2);
    expect(error.message).toBe(
      [
        "orders is not kept:",
        "  /lines is 9: it is not one of 1, 2, 3 (orders.lines.in_set)",
        '  /status is "lost": it is not one of pending, shipped, it\'s "odd", cancelled (orders.status.in_set)',
      ].join("\n"),
    );
  });

  it("shows no personal value, and no other in a way that could harm a terminal or a log", () => {
    expect(errorOf({ ...goodOrder, email: "a secret" }).message).not.toContain("secret");
    expect(errorOf({ ...goodOrder, email: 123_456 }).message).not.toContain("123");
    const { message } = errorOf({ ...goodOrder, sku: `\u001b[31m\u202e${"x".repeat(500)}\n` });
    expect(message).toContain('is "\\u001b[31m\\u{202e}xxx');
    expect(message.length).toBeLessThan(300);
  });
});
