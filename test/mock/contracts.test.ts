import { describe, expect, it } from "vitest";
import { mock } from "../../src/mock/mock.ts";
import { MockRefusal, type MockRequest } from "../../src/mock/request.ts";
import { irOf } from "../ir-of.ts";

const NOW = Date.parse("2026-12-01T10:30:00Z");

/** A project of contracts, each given as YAML below its header. */
function projectOf(contracts: Readonly<Record<string, string>>) {
  const files = Object.entries(contracts).map(([name, text]) => {
    const header = `contract: {name: ${name}, version: "1.0.0", owner: a@example.com}\n`;
    return [`contracts/${name}.contract.yaml`, header + text] as const;
  });
  return irOf(Object.fromEntries(files));
}

function rowsOf(contracts: Readonly<Record<string, string>>, request: Partial<MockRequest> = {}) {
  const { tables } = mock(projectOf(contracts), { contracts: [], seed: 1, now: NOW, ...request });
  return Object.fromEntries(tables.map(({ contract, table }) => [contract.name, table.rows]));
}

const EMPLOYEES = `dataset: {primary_key: [id]}
schema:
  properties:
    id: {type: bigint}
    manager: {type: bigint, references: employees.id}
`;

describe("references", () => {
  it("to the contract itself name a row that exists", () => {
    const rows = rowsOf({ employees: EMPLOYEES })["employees"] ?? [];
    const ids = new Set(rows.map(([id]) => id));
    const managers = rows.map(([, manager]) => manager).filter((manager) => manager !== null);
    expect(managers.length).toBeGreaterThan(50);
    expect(managers.every((manager) => ids.has(manager ?? null))).toBe(true);
  });

  it("may be a cycle", () => {
    const contracts = {
      teams: `dataset: {primary_key: [id]}
schema: {properties: {id: {type: bigint}, lead: {type: bigint, not_null: true, references: people.id}}}
`,
      people: `dataset: {primary_key: [id]}
schema: {properties: {id: {type: bigint}, team: {type: bigint, not_null: true, references: teams.id}}}
`,
    };
    const { teams = [], people = [] } = rowsOf(contracts);
    expect([teams.length, people.length]).toEqual([100, 100]);
    expect(teams.every(([, lead]) => people.some(([id]) => id === lead))).toBe(true);
    expect(people.every(([, team]) => teams.some(([id]) => id === team))).toBe(true);
  });

  it("of two columns to each other are refused", () => {
    const side = (other: string) =>
      `schema: {properties: {id: {type: bigint, not_null: true, references: ${other}.id}}}\n`;
    expect(() => rowsOf({ a: side("b"), b: side("a") })).toThrow(/is in a cycle of references/);
  });

  it("have values that the other rules about the column allow", () => {
    const { orders = [], currencies = [] } = rowsOf({
      currencies:
        'dataset: {primary_key: [code]}\nschema: {properties: {code: {type: string, pattern: "^[A-Z]{3}$"}}}\n',
      orders:
        "schema: {properties: {currency: {type: string, not_null: true, enum: [EUR, XYZ], references: currencies.code}}}\n",
    });
    const known = new Set(currencies.map(([code]) => code));
    expect(orders.every(([currency]) => known.has(currency ?? null) && ["EUR", "XYZ"].includes(String(currency)))).toBe(
      true,
    );
  });

  it("with a condition depend on the row", () => {
    const parent = "dataset: {primary_key: [id]}\nschema: {properties: {id: {type: uuid}}}\n";
    const {
      notes = [],
      users = [],
      items = [],
    } = rowsOf({
      users: parent,
      items: parent,
      notes: `schema: {properties: {kind: {type: string, not_null: true, enum: [user, item]}, about: {type: uuid, not_null: true}}}
quality:
  - {rule: reference, field: about, to: users.id, where: "kind = 'user'", name: user}
  - {rule: reference, field: about, to: items.id, where: "kind = 'item'", name: item}
`,
    });
    const ids = { user: new Set(users.map(([id]) => id)), item: new Set(items.map(([id]) => id)) };
    expect(notes.every(([kind, about]) => ids[kind === "user" ? "user" : "item"].has(about ?? null))).toBe(true);
    expect(new Set(notes.map(([kind]) => kind)).size).toBe(2);
  });
});

describe("the number of rows", () => {
  const contracts = {
    small: "schema: {properties: {flag: {type: boolean, not_null: true}}}\nquality: [{rule: row_count, max: 7}]\n",
    keyed:
      "dataset: {primary_key: [size, flag]}\nschema: {properties: {size: {type: string, enum: [s, m, l]}, flag: {type: boolean}}}\n",
    other: "schema: {properties: {id: {type: bigint}}}\nquality: [{rule: equal_row_count, dataset: small}]\n",
  };

  it("is what the contract allows", () => {
    const { small, keyed, other } = rowsOf(contracts);
    expect([small?.length, keyed?.length, other?.length]).toEqual([7, 6, 7]);
  });

  it("is that of the request for contracts without a limit", () => {
    expect(rowsOf(contracts, { rows: 4 })["small"]).toHaveLength(4);
    expect(rowsOf({ employees: EMPLOYEES }, { rows: 0 })["employees"]).toHaveLength(0);
  });

  it.each([
    ["small", 8, "--rows 8 is too many for small: small.row_count allows at most 7."],
    ["keyed", 7, "dex found no row 7 of keyed that satisfies keyed.size_flag.unique."],
  ])("is an error if %s does not allow it", (name, rows, message) => {
    expect(() => rowsOf(contracts, { contracts: [name], rows })).toThrow(MockRefusal);
    expect(() => rowsOf(contracts, { contracts: [name], rows })).toThrow(message);
  });

  it("of a day is within the limits, with the newest row of today", () => {
    const text = `dataset: {event_time: at}
schema: {properties: {at: {type: timestamp, not_null: true}}}
sla: {volume: {min_daily_records: 7, max_daily_records: 9}, freshness: {max_delay: 1h}}
`;
    const days = new Map<string, number>();
    for (const [at] of rowsOf({ events: text })["events"] ?? []) {
      const day = String(at).slice(0, 10);
      days.set(day, (days.get(day) ?? 0) + 1);
    }
    const complete = [...days].filter(([day]) => day < "2026-12-01").map(([, count]) => count);
    expect(complete.length).toBeGreaterThan(5);
    expect(complete.every((count) => count >= 7 && count <= 9)).toBe(true);
    expect(days.has("2026-12-01")).toBe(true);
  });
});

it("makes 10,000 rows of 20 columns within two seconds of CPU", () => {
  const columns = Array.from({ length: 6 }, (_, index) => [
    `    price_${index}: {type: decimal, precision: 10, scale: 2, minimum: 0, not_null: true}\n`,
    `    city_${index}: {type: string, max_length: 40}\n`,
    `    at_${index}: {type: timestamp}\n`,
  ]).flat();
  const text = `dataset: {primary_key: [id]}\nschema:\n  properties:\n    id: {type: uuid}\n    code: {type: string, unique: true, pattern: "^[A-Z]{3}-\\\\d{6}$"}\n${columns.join("")}`;
  const rules =
    "quality:\n  - {rule: expression, name: order, sql: at_0 <= at_1}\n  - {rule: expression, name: sum, sql: price_0 = price_1 + price_2}\n";
  const ir = projectOf({ wide: text + rules });
  const before = process.cpuUsage();
  const { tables } = mock(ir, { contracts: [], rows: 10_000, seed: 1, now: NOW });
  const { user } = process.cpuUsage(before);
  expect(tables[0]?.table.rows).toHaveLength(10_000);
  expect(tables[0]?.table.fields).toHaveLength(20);
  // Twice the aim, because other tests run beside this one.
  expect(user / 1000).toBeLessThan(4000);
});
