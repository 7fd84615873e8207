import { expect, it } from "vitest";
import { compile } from "../../src/compile.ts";
import { memoryHost } from "../../src/host/memory.ts";

const CONFIG = 'name: "shop"\n';

/** What a compile finds: line, column and code. */
async function found(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const { diagnostics } = await compile(memoryHost({ "dex.config.yaml": CONFIG, ...files }));
  return diagnostics.map(({ at, code }) => `${at.path}:${at.start.line}:${at.start.column} ${code}`);
}

it("finds all faults of a project in one run, also those inside and behind others", async () => {
  const a = `contract: {name: a, version: "1.0.0"}
schema:
  propertis:
    id: {type: bigint, not_nul: true}
    b_id: {type: bigint, references: nowhere.id}
    c: {type: intger, minimum: 9, maximum: 3}
    x y: {type: string}
    l: {type: array, items: {type: object, properties: {q: {type: strin}}}}
quality:
  - {rule: expression, sql: "no_such > 1"}
  - {rule: range, feild: c, minimum: 0}
  - {rule: in_set, field: nothing, values: [1], nonsense: 1}
sla: {freshnes: {max_delay: 1 hour}}
`;
  const b = `contract: {name: b, version: "1.0.0"}
schema:
  properties:
    a_id: {type: bigint, references: a.id}
    typo: {type: bigint, references: a.di}
    c_id: {type: bigint, references: c.id}
`;
  expect(
    await found({ "contracts/a.yaml": a, "contracts/b.yaml": b, "contracts/c.yaml": "contract: {name: c" }),
  ).toEqual([
    "contracts/a.yaml:3:3 validate/unknown-key",
    "contracts/a.yaml:4:24 validate/unknown-key",
    "contracts/a.yaml:5:38 link/unknown-contract",
    "contracts/a.yaml:6:15 validate/not-one-of",
    "contracts/a.yaml:6:32 check/empty-range",
    "contracts/a.yaml:7:5 validate/bad-name",
    "contracts/a.yaml:8:67 validate/not-one-of",
    "contracts/a.yaml:10:30 check/unknown-column",
    "contracts/a.yaml:11:19 validate/unknown-key",
    "contracts/a.yaml:12:27 check/unknown-column",
    "contracts/a.yaml:12:49 validate/unknown-key",
    "contracts/a.yaml:13:7 check/freshness-without-column",
    "contracts/a.yaml:13:7 validate/unknown-key",
    "contracts/a.yaml:13:29 validate/bad-duration",
    "contracts/b.yaml:5:38 link/unknown-column",
    "contracts/c.yaml:1:11 parse/syntax",
  ]);
});

it("follows no guess that does not fit", async () => {
  const contract = (text: string) => `contract: {name: a, version: "1.0.0"}\n${text}\n`;
  const columns = "schema: {properties: {id: {type: bigint}}}";
  // "item" is nearly "items", but a text cannot be what is meant.
  const item = "schema: {properties: {id: {type: array, items: {type: string}, item: yes}}}";
  expect(await found({ "contracts/a.yaml": contract(item) })).toEqual(["contracts/a.yaml:2:64 validate/unknown-key"]);
  const text = "schema: {properties: {id: {type: json, item: yes}}}";
  expect(await found({ "contracts/a.yaml": contract(text) })).toEqual(["contracts/a.yaml:2:40 validate/unknown-key"]);
  // Another tool's file has a key that is nearly one of ours.
  const other = "scheme: {id: 1}\nname: x\nservices: {}\nnetworks: {}\n";
  expect(await found({ "contracts/a.yaml": contract(columns), "contracts/z.yaml": other })).toEqual([
    "contracts/z.yaml:1:1 validate/misspelled-document",
  ]);
});

it("says nothing of where rows go when a part of a spec could not be read", async () => {
  const spec = (name: string, destination: string) => `pipeline: {name: ${name}, type: batch, owner: data-team}
source: {type: postgres, connection: shop, tables: [a], mode: full}
destination: {type: duckdb, connection: ${destination}}
quality: {after: staging, engines: [dbt]}
`;
  const files = (other: string) => ({
    "contracts/a.yaml": 'contract: {name: a, version: "1.0.0"}\nschema: {properties: {id: {type: bigint}}}\n',
    "contracts/one.yaml": spec("one", "warehouse"),
    "contracts/two.yaml": spec("two", other),
  });
  expect(await found(files("other"))).toEqual(["contracts/two.yaml:2:53 check/shared-staging"]);
  expect(await found(files('"not a name"'))).toEqual(["contracts/two.yaml:3:41 validate/bad-connection"]);
});
