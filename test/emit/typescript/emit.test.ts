import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { assertionsOf } from "../../../src/emit/coverage.ts";
import type { Emission } from "../../../src/emit/emitter.ts";
import { readOptions } from "../../../src/emit/typescript/options.ts";
import { templates } from "../../../src/emit/typescript/template-names.ts";
import { irOf } from "../../ir-of.ts";
import { contractIr, filesBelow } from "../dbt/project.ts";
import { install } from "./package.ts";
import { emitTypescript, projectIr } from "./project.ts";

const EXPECTED = "test/emit/typescript/expected";

function textOf({ files }: Emission, path: string): string {
  return files.find((file) => file.path === `typescript/${path}`)?.text ?? "";
}

/** The Ir of contracts with these names, each with one column. */
function named(...names: readonly string[]) {
  const contract = (name: string) =>
    `contract: {name: ${name}, version: "1.0.0", owner: a@example.com}\nschema:\n  properties:\n    id: {type: string}\n`;
  return irOf(Object.fromEntries(names.map((name, index) => [`contracts/c${index}.contract.yaml`, contract(name)])));
}

describe("the package", () => {
  const emission = emitTypescript(projectIr, { zod: true });
  // The scripts of the runtime are dex's own text; what is made from the contracts, and all types, are looked at here.
  const made = Object.fromEntries(
    emission.files.map(({ path, text }) => [path, text] as const).filter(([path]) => !/\/runtime\/.*\.js$/.test(path)),
  );

  it("is as accepted, file by file", () => {
    if (process.env["UPDATE_GOLDEN"]) writeExpected(made);
    expect(made).toEqual(filesBelow(EXPECTED));
    expect(emission.diagnostics).toEqual([]);
  });

  it("exports every contract, its types first", () => {
    const { exports, private: isPrivate, dependencies } = JSON.parse(textOf(emission, "package.json"));
    expect(Object.keys(exports)).toEqual([
      ".",
      "./kysely",
      "./drivers/duckdb",
      "./drivers/json",
      "./drivers/mysql2",
      "./drivers/pg",
      "./drivers/postgres",
      "./customers",
      "./orders",
      "./user_events",
      "./zod/customers",
      "./zod/orders",
      "./zod/user_events",
      "./package.json",
    ]);
    const paths = new Set(emission.files.map(({ path }) => path.replace("typescript/", "./")));
    for (const entry of Object.values(exports).filter((one) => typeof one === "object")) {
      expect(Object.keys(entry as object)).toEqual(["types", "default"]);
      for (const path of Object.values(entry as object)) expect(paths).toContain(path);
    }
    expect(isPrivate).toBe(true);
    expect(dependencies).toBeUndefined();
  });

  it("has only what its options ask for", () => {
    const bare = emitTypescript(projectIr, { kysely: false, packageName: "@shop/rows", version: "2.0.0" });
    expect(bare.files.filter(({ path }) => /zod|kysely/.test(path))).toEqual([]);
    const described = JSON.parse(textOf(bare, "package.json"));
    expect(described).toMatchObject({ name: "@shop/rows", version: "2.0.0" });
    expect([described.private, described.peerDependencies]).toEqual([undefined, undefined]);
  });

  it("traces lines to the nodes that say them", () => {
    const pointers = (path: string) => {
      const file = emission.files.find((one) => one.path === `typescript/${path}`);
      const lines = file?.text.split("\n") ?? [];
      const traced = file?.blocks?.map(({ start, end, origin }) => [
        origin.pointer,
        lines.slice(start - 1, end).join("\n"),
      ]);
      return new Map(traced as [string, string][]);
    };
    const script = pointers("contracts/orders.js");
    expect(script.get("/schema/properties/customer_id")).toBe(
      '    customer_id: $.required($.text, "orders.customer_id.not_null"),',
    );
    expect(script.get("/quality/3")).toMatch(/^ {4}\$\.holds\(\n[\s\S]*Ships in time[\s\S]*\n {4}\),$/);
    const types = pointers("contracts/user_events.d.ts");
    expect(types.get("/schema/properties/address")).toBe("  /** Where it goes. */\n  address: UserEventsAddress;");
    expect(types.get("/schema/properties/address/properties/city")).toBe(
      "  /** The city. */\n  city: UserEventsAddressCity;",
    );
    expect(types.get("/schema/properties/items/items/properties/sku")).toBe("  sku: string;");
  });

  it("ends every file in one newline and has no blanks before one", () => {
    for (const { path, text } of emission.files) {
      expect(text, path).toMatch(/[^\n]\n$/);
      expect(text, path).not.toMatch(/[ \t]\n/);
    }
  });

  it("has one coverage record for every assertion, and warns of none", () => {
    expect(emission.coverage.map(({ assertion }) => assertion)).toEqual(assertionsOf(projectIr).map(({ id }) => id));
    const others = emission.coverage.filter(({ how }) => how !== "runtime");
    expect(others.every(({ expected, why }) => expected === true && why !== undefined)).toBe(true);
    expect(others.map(({ how }) => how).sort()).toEqual([
      ...Array(2).fill("documented"),
      ...Array(7).fill("unsupported"),
    ]);
  });
});

describe("an assertion that JavaScript would decide otherwise", () => {
  it("is not decided, and the coverage says why", () => {
    const ir = contractIr(`schema:
  properties:
    a: {type: json}
    b: {type: json}
quality:
  - {rule: expression, sql: "a = b", name: same}
  - {rule: expression, sql: "a is null or b is not null", name: both}
`);
    const { coverage, files } = emitTypescript(ir);
    expect(coverage.filter(({ assertion }) => /same|both/.test(assertion))).toEqual([
      expect.objectContaining({ how: "unsupported", why: expect.stringContaining('compares "a"') }),
      expect.objectContaining({ how: "runtime" }),
    ]);
    // It stands in the metadata, as a value and as a type, and nowhere else.
    const text = files.map((file) => file.text).join("");
    expect(text.split('"orders.same"')).toHaveLength(3);
    expect(text.split('"orders.both"')).toHaveLength(4);
  });
});

describe("names", () => {
  it("that differ only by underscores, or meet another's function, are refused", () => {
    const codes = (...names: readonly string[]) => emitTypescript(named(...names)).diagnostics.map(({ code }) => code);
    expect(codes("order_items", "orderItems")).toEqual(["typescript/name-collision"]);
    expect(codes("orders", "parse_orders")).toEqual(["typescript/name-collision"]);
    expect(codes("orders", "order", "Orders2", "_")).toEqual([]);
    expect(codes("kysely")).toEqual(["typescript/reserved-name"]);
    expect(emitTypescript(named("kysely"), { kysely: false }).diagnostics).toEqual([]);
    expect(emitTypescript(named("a", "A")).files).toEqual([]);
  });

  it("that are words of the language, or of the runtime, are exported all the same", async () => {
    const names = [
      "class",
      "default",
      "await",
      "check",
      "sql",
      "text",
      "undefined",
      "_",
      "_1a",
      "value",
      "row",
      "error",
    ];
    const installed = install(emitTypescript(named(...names), { zod: true }).files);
    onTestFinished(installed.remove);
    const exported = await installed.load("index.js");
    const constants = Object.values(exported).flatMap((one) =>
      typeof one === "object" && one !== null && "name" in one ? [one.name] : [],
    );
    expect(constants.sort()).toEqual([...names].sort());
    for (const name of names) await installed.load(`zod/${name}.js`);
  });

  it("of enumerations and objects never meet", () => {
    const ir = contractIr(`schema:
  properties:
    row: {type: string, enum: [a]}
    a_b: {type: string, enum: [a]}
    aB: {type: object, properties: {c: {type: string, enum: [b]}}}
`);
    const types = textOf(emitTypescript(ir), "contracts/orders.d.ts");
    const declared = [...types.matchAll(/^export (?:interface|type|declare const|declare function) (\w+)/gm)].map(
      ([, name]) => name,
    );
    expect(new Set(declared).size).toBe(declared.length);
    expect(declared).toEqual(
      expect.arrayContaining(["OrdersRow", "OrdersRow_2", "OrdersAB", "OrdersAB_2", "OrdersABC"]),
    );
  });
});

describe("kysely.d.ts", () => {
  it("has a table once, however many contracts are about it, and any name", () => {
    const contract = (name: string, table: string) =>
      `contract: {name: ${name}, version: "1.0.0", owner: a@example.com}\ndataset: {table: ${JSON.stringify(table)}}\nschema:\n  properties:\n    id: {type: string}\n`;
    const ir = irOf({
      "contracts/a.contract.yaml": contract("a", "sales.Orders"),
      "contracts/b.contract.yaml": contract("b", "sales.Orders"),
      "contracts/c.contract.yaml": contract("c", 'it"s'),
    });
    const text = textOf(emitTypescript(ir), "kysely.d.ts");
    expect(text).toContain('export interface Database {\n  "sales.Orders": ATable;\n  \'it"s\': CTable;\n}');
  });
});

describe("the templates", () => {
  it("are all listed, and no other", () => {
    expect(Object.keys(filesBelow("templates/typescript")).sort()).toEqual([...templates].sort());
  });
});

describe("the options of typescript()", () => {
  it("have defaults", () => {
    expect(readOptions({})).toEqual({ value: { int64: "string", zod: false, kysely: true, kafka: false } });
    const given = {
      packageName: "@shop/contracts",
      version: "1.2.3-rc.1",
      int64: "bigint",
      zod: true,
      kysely: false,
      kafka: true,
    };
    expect(readOptions(given)).toEqual({ value: given });
  });

  it.each<[unknown, (string | number)[], string]>([
    [{ zodd: true }, ["zodd"], 'did you mean "zod"'],
    [{ zod: "yes" }, ["zod"], "true or false"],
    [{ kysely: 1 }, ["kysely"], "true or false"],
    [{ int64: "bigin" }, ["int64"], 'did you mean "bigint"'],
    [{ packageName: "Shop Contracts" }, ["packageName"], "lower case"],
    [{ packageName: "../x" }, ["packageName"], "lower case"],
    [{ version: "v1" }, ["version"], "a version"],
    [[], [], "an object"],
    [null, [], "an object"],
  ])("%j is refused", (given, path, message) => {
    const read = readOptions(given);
    expect("problems" in read && read.problems).toEqual([{ path, message: expect.stringContaining(message) }]);
  });
});

function writeExpected(files: Readonly<Record<string, string>>): void {
  rmSync(EXPECTED, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(EXPECTED, path)), { recursive: true });
    writeFileSync(join(EXPECTED, path), text);
  }
}
