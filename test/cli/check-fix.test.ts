import { expect, it } from "vitest";
import { makeProject } from "./project.ts";

const WRONG = `# The orders of the shop.
contract:
  name: orders
  version: 1.0
  owner: data@example.com  # who answers
dataset: { primary_key: [ordr_id] }
schema:
  properties:
    order_id: { type: varchar(20), requird: true }
    channel: { type: string }
`;

const RIGHT = `# The orders of the shop.
contract:
  name: orders
  version: "1.0.0"
  owner: data@example.com  # who answers
dataset: { primary_key: [order_id] }
schema:
  properties:
    order_id: { type: string, max_length: 20, required: true }
    channel: { type: string }
`;

it("dex check --fix corrects what has one likely correction, keeps comments, and checks again", async () => {
  const project = makeProject({
    "dex.config.ts": "export default { emitters: [] };\n",
    "contracts/orders.contract.yaml": WRONG,
  });
  const dry = await project.run("check", "--fix", "--dry-run");
  expect(project.read("contracts/orders.contract.yaml")).toBe(WRONG);
  expect(dry.code).toBe(1);
  expect(dry.err).toContain("would fix contracts/orders.contract.yaml:6: write order_id in place of ordr_id");
  const fixed = await project.run("check", "--fix");
  expect(project.read("contracts/orders.contract.yaml")).toBe(RIGHT);
  expect(fixed.code).toBe(0);
  project.remove();
});

it("prints the command that explains the first finding, once, and gives fix and docs in JSON", async () => {
  const project = makeProject({
    "dex.config.ts": "export default { emitters: [] };\n",
    "contracts/orders.contract.yaml": WRONG,
  });
  const { err } = await project.run("check");
  expect(err.match(/dex explain/g)).toHaveLength(1);
  const { diagnostics } = JSON.parse((await project.run("check", "--format", "json")).out);
  expect(diagnostics[0]).toMatchObject({
    docs: expect.stringContaining(".md"),
    fix: { edits: [{ text: expect.any(String) }] },
  });
  project.remove();
});

const NUMBERED = `contract: { name: events, version: "1.0.0", owner: data@example.com }
dataset: { kind: topic }
TOPIC
schema:
  properties:
    id: { type: uuid }
    status: { type: string, enum: [paid, sent] }
`;
const TOPIC = "partitions: 3, replication_factor: 1, format: protobuf";

it.each([
  [
    "topic:\n  name: events\n  partitions: 3\n  replication_factor: 1\n  format: protobuf # on the wire",
    'topic:\n  name: events\n  partitions: 3\n  replication_factor: 1\n  format: protobuf # on the wire\n  field_numbers: {id: 1, "status=paid": 1, "status=sent": 2, status: 2}',
  ],
  [
    `topic: { name: events, ${TOPIC} }`,
    `topic: { name: events, ${TOPIC}, field_numbers: {id: 1, "status=paid": 1, "status=sent": 2, status: 2} }`,
  ],
  [
    `topic: { name: events, ${TOPIC}, field_numbers: {id: 7} }`,
    `topic: { name: events, ${TOPIC}, field_numbers: {id: 7, "status=paid": 1, "status=sent": 2, status: 8} }`,
  ],
  [
    "topic:\n  name: events\n  partitions: 3\n  replication_factor: 1\n  format: protobuf\n  field_numbers:\n    id: 7",
    'topic:\n  name: events\n  partitions: 3\n  replication_factor: 1\n  format: protobuf\n  field_numbers:\n    id: 7\n    "status=paid": 1\n    "status=sent": 2\n    status: 8',
  ],
])("dex check --fix gives Protobuf fields their numbers: %j", async (topic, want) => {
  const project = makeProject({ "contracts/events.contract.yaml": NUMBERED.replace("TOPIC", topic) });
  const { code, err } = await project.run("check", "--fix");
  expect(project.read("contracts/events.contract.yaml")).toBe(NUMBERED.replace("TOPIC", want));
  expect([code, err.includes("kafka/unnumbered-field")]).toEqual([0, false]);
  project.remove();
});

it("dex check --fix keeps a byte order mark and CRLF", async () => {
  const sql = "\ufeffselect order_id\r\nfrom {{ ref('ORDERS') }}\r\n";
  const contract = `\ufeff${RIGHT.replaceAll("\n", "\r\n")}`;
  const project = makeProject({
    "dex.config.ts": "export default { emitters: [] };\n",
    "contracts/orders.contract.yaml": contract.replace("owner:", "ownr:"),
    "contracts/daily.pipeline.yaml": `pipeline: {name: daily, owner: data-team, schedule: "0 5 * * *", start_date: 2026-01-01}
source: {type: postgres, connection: shop, schema: public, tables: [orders], mode: full}
destination: {type: duckdb, connection: warehouse, database: analytics, schema: raw}
models: [{staging: orders}, {name: totals, kind: fact, sql: totals.sql}]
`,
    "contracts/totals.sql": sql.replace("ORDERS", "stg_shop__order"),
  });
  const { err } = await project.run("check", "--fix");
  expect(err).toContain("fixed contracts/totals.sql:2:");
  expect(project.read("contracts/totals.sql")).toBe(sql.replace("ORDERS", "stg_shop__orders"));
  expect(project.read("contracts/orders.contract.yaml")).toBe(contract);
  project.remove();
});
