import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { Code } from "../../src/text/quote/code.ts";
import { at, string, write, type YamlMap } from "../../src/text/quote/yaml.ts";
import { anyText } from "../extent.ts";

const ORDERS = { path: "orders.contract.yaml", pointer: "" };
const ID = { path: "orders.contract.yaml", pointer: "/schema/properties/id" };

describe("a scalar", () => {
  it.each([
    ["orders", "orders"],
    ["One row per order, placed in the shop.", "One row per order, placed in the shop."],
    ["status <> 'cancelled' or total_amount >= 0", "status <> 'cancelled' or total_amount >= 0"],
    ["cast('2020-01-01' as date)", "cast('2020-01-01' as date)"],
    ["ref('stg_shop__orders')", "ref('stg_shop__orders')"],
    ["no", '"no"'],
    ["Off", '"Off"'],
    ["n", '"n"'],
    ["null", '"null"'],
    ["~", '"~"'],
    ["", '""'],
    ["1.0", '"1.0"'],
    ["2026-01-01", '"2026-01-01"'],
    ["12:30", '"12:30"'],
    ["a: b", '"a: b"'],
    ["a #b", '"a #b"'],
    ["- a", '"- a"'],
    ["trailing ", '"trailing "'],
    ["=", '"="'],
    ["<<", '"<<"'],
    ["a\nb", '"a\\nb"'],
    ['say "hi" \\', '"say \\"hi\\" \\\\"'],
    ["line\u2028separator", '"line\\u2028separator"'],
    ["next\u0085line", '"next\\u0085line"'],
    ["no\u00a0break", '"no\\u00A0break"'],
    ["bidi\u202e", '"bidi\\u202E"'],
    ["half \ud83d", '"half \\uD83D"'],
    ["Zürich 🚲", '"Zürich 🚲"'],
  ])("%j is written %s", (given, want) => {
    expect(string(given).text).toBe(want);
  });
});

describe("a document", () => {
  it("is laid out as people write it", () => {
    const { text } = write(
      {
        version: 2,
        models: [
          { name: "orders", config: { enabled: true, tags: ["a", "b"], none: undefined }, columns: [] },
          { name: "customers", meta: {}, "+docs": null },
        ],
      },
      { header: [Code.trusted("Generated.")] },
    );
    expect(text).toBe(
      [
        "# Generated.",
        "version: 2",
        "models:",
        "  - name: orders",
        "    config:",
        "      enabled: true",
        "      tags:",
        "        - a",
        "        - b",
        "    columns: []",
        "",
        "  - name: customers",
        "    meta: {}",
        "    +docs: null",
        "",
      ].join("\n"),
    );
  });

  it("returns the region of each mapping that has an origin, inner ones first", () => {
    const column = at({ name: "id", tests: ["unique"] }, ID);
    const { text, regions } = write({ models: [at({ name: "orders", columns: [column] }, ORDERS)] });
    expect(regions.map(({ start, end, origin }) => [text.slice(start, end), origin])).toEqual([
      ["      - name: id\n        tests:\n          - unique\n", ID],
      ["  - name: orders\n    columns:\n      - name: id\n        tests:\n          - unique\n", ORDERS],
    ]);
  });
});

/** Text made of what YAML readers stumble over, and of anything. */
const hostile = fc.oneof(
  fc.string({ unit: "grapheme" }),
  anyText(),
  fc
    .array(
      fc.constantFrom(
        "'",
        '"',
        "\\",
        "\n",
        "\r",
        "\t",
        ":",
        " ",
        "#",
        "-",
        "{",
        "%",
        "&",
        "*",
        "!",
        "|",
        ">",
        "\u2028",
        "\u0085",
        "\ufeff",
        "yes",
        "1e3",
        "0x1f",
        "1_000",
        "~",
        "a",
      ),
      { maxLength: 8 },
    )
    .map((parts) => parts.join("")),
);

const value: fc.Arbitrary<YamlMap> = fc.letrec<{ map: YamlMap; leaf: string | number | boolean | null }>((tie) => ({
  leaf: fc.oneof(hostile, fc.integer(), fc.boolean(), fc.constant(null)),
  map: fc.dictionary(
    hostile,
    fc.oneof({ maxDepth: 3 }, tie("leaf"), tie("map"), fc.array(fc.oneof(tie("leaf"), tie("map")), { maxLength: 4 })),
    { maxKeys: 5, noNullPrototype: true },
  ),
})).map;

describe("any value", () => {
  it.each(["1.1", "1.2"] as const)("reads back as it was in YAML %s", (version) => {
    fc.assert(
      fc.property(value, (given) => {
        const { text } = write(given);
        expect(parse(text, { version, schema: version === "1.1" ? "yaml-1.1" : "core" })).toEqual(given);
      }),
      { numRuns: 500, seed: 7 },
    );
  });

  it("reads back as it was in PyYAML, which dbt uses", ({ skip }) => {
    const probe = spawnSync("python3", ["-c", "import yaml"]);
    skip(probe.status !== 0, "python3 has no PyYAML here");
    const given = fc.sample(value, { numRuns: 500, seed: 11 });
    const script = [
      "import json, sys, yaml",
      "out = []",
      "for text in json.load(sys.stdin):",
      "    for loader in (yaml.SafeLoader, getattr(yaml, 'CSafeLoader', yaml.SafeLoader)):",
      "        out.append(yaml.load(text, Loader=loader))",
      "json.dump(out, sys.stdout)",
    ].join("\n");
    const input = JSON.stringify(given.map((map) => write(map).text));
    const { stdout, stderr } = spawnSync("python3", ["-c", script], { input, encoding: "utf8", maxBuffer: 1 << 26 });
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual(given.flatMap((map) => [map, map]));
  });
});
