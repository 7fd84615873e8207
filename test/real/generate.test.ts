import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeProject, type Project } from "../cli/project.ts";
import { type PostgresServer, startPostgres } from "./postgres/server.ts";

let server: PostgresServer | undefined;
let project: Project;

const TABLES = `
create schema sales;
create type sales.status as enum ('open', 'it''s "shut"');
create domain sales.sku as varchar(12);
create table sales.customers (
  customer_id bigint primary key,
  email varchar(120) not null unique,
  invited_by bigint references sales.customers,
  updated_at timestamptz
);
create table sales.orders (
  order_id uuid primary key,
  customer_id bigint not null references sales.customers (customer_id),
  status sales.status not null,
  product sales.sku,
  total numeric(12, 2) not null,
  exact numeric,
  huge numeric(50, 45),
  pieces integer[],
  labels text[],
  note text,
  is_paid boolean,
  doc jsonb,
  raw bytea,
  at_home timestamp,
  took interval,
  day date,
  small smallint,
  ratio real,
  address inet,
  "Total Amount" money,
  updated_at timestamptz not null
);
create table sales.lines (order_id uuid, line integer, primary key (order_id, line), updated_at timestamptz);
create table sales."odd-name" (id integer primary key, updated_at timestamptz);
create table sales.parts (id integer, updated_at timestamptz) partition by range (id);
create table sales.parts_1 partition of sales.parts for values from (0) to (10);
create view sales.seen as select 1 as one;
create table sales.hidden (id integer);
comment on table sales.orders is 'One row per order: "quoted", #hash, { braces }.';
comment on column sales.orders.total is 'What is paid,
on two lines.';
create role reader login;
create role guarded login password 'right';
grant usage on schema sales to reader;
grant select on sales.customers, sales.orders, sales.lines, sales."odd-name", sales.parts to reader;
`;

/** From now on the server asks one of its users for a password. */
const GUARD = `
do $$ begin
  execute format(
    'copy (values (%L), (%L)) to %L',
    'host all guarded all scram-sha-256', 'host all all all trust', current_setting('hba_file')
  );
  perform pg_reload_conf();
end $$;
`;

beforeAll(async () => {
  server = await startPostgres();
  if (server === undefined) {
    if (process.env["CI"]) throw new Error("there is no PostgreSQL on this machine");
    process.stderr.write("dex generate is not tried on a database: there is no PostgreSQL on this machine.\n");
    return;
  }
  const client = new Client(url("postgres"));
  await client.connect();
  await client.query(TABLES);
  await client.query(GUARD);
  await client.end();
});
afterAll(() => server?.stop());

function url(user: string): string {
  return `postgresql://${user}@127.0.0.1:${server?.port}/postgres`;
}

const CALL = [
  "generate",
  "--type",
  "airflow",
  "--source",
  "postgres",
  "--schema",
  "sales",
  "--watermark",
  "updated_at",
];

function generate(...given: readonly string[]) {
  return project.dexWith({ SHOP_URL: url("reader") }, ...CALL, "--connection-url", "env:SHOP_URL", ...given);
}

describe("dex generate with a live database", () => {
  it("drafts columns, keys and comments of what its user may read, and the project compiles", ({ skip }) => {
    if (server === undefined) skip();
    project = makeProject({});
    const { code, err } = generate("--tables", "orders,customers,lines,odd-name,parts", "--save", "--output", "x.py");
    expect([code, err.match(/(error|warning)\[.*?\]/g)]).toEqual([
      0,
      [
        "warning[generate/left-out-column]",
        ...Array(2).fill("warning[generate/missing-digits]"),
        "warning[check/decimal-without-precision]",
      ],
    ]);
    expect(err).toContain('info[generate/read-from-database]: There is no contract "orders"');
    expect(err).toContain('The draft of "orders" does not contain the column "Total Amount"');
    expect(project.read("contracts/orders.contract.yaml")).toBe(ORDERS);
    expect(project.read("contracts/customers.contract.yaml")).toContain(`    email:
      type: string
      max_length: 120
      not_null: true
      unique: true
    invited_by:
      type: bigint
      references: customers.customer_id
    updated_at:
      type: timestamp
`);
    expect(project.read("contracts/lines.contract.yaml")).toContain("  primary_key:\n    - order_id\n    - line\n");
    expect(project.read("contracts/odd_name.contract.yaml")).toContain("  table: odd-name\n");
    expect(project.read("contracts/x.pipeline.yaml")).toContain("    - odd_name\n    - parts\n");
    // `dex check` includes the findings of the targets: dlt does not load a table of the draft as specified.
    const checked = project.dex("check");
    expect([checked.code, checked.err.match(/(error|warning)\[.*?\]/g)]).toEqual([
      0,
      ["warning[check/decimal-without-precision]", "warning[extract/read-in-full]"],
    ]);
    expect(project.dex("compile")).toMatchObject({ code: 0, out: "" });
    project.remove();
  });

  it("takes every table that there is by name, so that one that is added later is not loaded unseen", ({ skip }) => {
    if (server === undefined) skip();
    project = makeProject({});
    const { code, out } = generate();
    expect(code).toBe(0);
    expect([...out.matchAll(/--table (\w+)/g)].map(([, name]) => name)).toEqual([
      "customers",
      "lines",
      "odd_name",
      "orders",
      "parts",
    ]);
    project.remove();
  });

  it("takes a table that has a contract from it, and finds what no one has", ({ skip }) => {
    if (server === undefined) skip();
    project = makeProject({
      "contracts/orders.contract.yaml":
        "contract: {name: orders, version: 1.0.0}\nschema: {properties: {updated_at: {type: timestamp}}}\n",
    });
    const fine = generate("--tables", "orders");
    expect([fine.code, fine.err]).toEqual([0, expect.not.stringContaining("read-from-database")]);
    const wrong = generate("--tables", "orders,custmers,hidden");
    expect([wrong.code, wrong.out]).toEqual([1, ""]);
    expect(wrong.err).toContain(
      'error[generate/unknown-table]: The schema "sales" of the database has no table "custmers". Did you mean "customers"?',
    );
    expect(wrong.err).toContain('has no table "hidden". Its tables are customers, lines, odd-name, orders, parts.');
    expect(generate("--tables", "customers", "--watermark", "changed_at").err).toContain(
      'error[check/unknown-watermark]: The watermark "changed_at" is not a column of the table "customers".',
    );
    project.remove();
  });

  it("says when the schema shows nothing, and what the server refuses", ({ skip }) => {
    if (server === undefined) skip();
    project = makeProject({});
    const run = (name: string, ...given: readonly string[]) =>
      project.dexWith({ SHOP_URL: name }, ...CALL, "--connection-url", "env:SHOP_URL", ...given);
    expect(run(url("reader"), "--schema", "nowhere")).toEqual({
      code: 2,
      out: "",
      err: 'dex: The user in SHOP_URL sees no table in the schema "nowhere". Name another schema with --schema, or grant the user select on its tables.\n',
    });
    const guarded = (password: string) => run(url(`guarded:${password}`));
    expect(guarded("wr0ng").err).toBe(
      "dex: The database of SHOP_URL cannot be read: the user or the password is wrong.\n",
    );
    expect(guarded("right").err).toContain('sees no table in the schema "sales"');
    expect(run(url("nobody")).err).toBe("dex: The database of SHOP_URL cannot be read: the server rejects the user.\n");
    expect(run(url("reader").replace(/postgres$/, "gone")).err).toBe(
      "dex: The database of SHOP_URL cannot be read: there is no such database.\n",
    );
    project.remove();
  });
});

const ORDERS = `# yaml-language-server: $schema=../node_modules/dex-compiler/schemas/contract.json
# A draft by dex generate, from the columns in the database. Add the owner and the constraints.
contract:
  name: orders
  version: "0.1.0"
  status: draft
  description: "One row per order: \\"quoted\\", #hash, { braces }."
dataset:
  primary_key:
    - order_id
  updated_at: updated_at
schema:
  properties:
    order_id:
      type: uuid
    customer_id:
      type: bigint
      not_null: true
      references: customers.customer_id
    status:
      type: string
      enum:
        - open
        - "it's \\"shut\\""
      not_null: true
    product:
      type: string
      max_length: 12
    total:
      type: decimal
      precision: 12
      scale: 2
      not_null: true
      description: "What is paid,\\non two lines."
    exact:
      type: decimal # numeric has no precision: fill in precision and scale
    huge:
      type: decimal # numeric(50,45) has more digits than a decimal, which has 38
      precision: 38
      scale: 33
    pieces:
      type: array
      items:
        type: integer
        bits: 32
        nullable: true
    labels:
      type: array
      items:
        type: string
        nullable: true
    note:
      type: string
    is_paid:
      type: boolean
    doc:
      type: json
    raw:
      type: bytes
    at_home:
      type: timestamp_local
    took:
      type: duration # interval: an interval may be negative or have parts of a second, which a duration does not
    day:
      type: date
    small:
      type: smallint
    ratio:
      type: float
    address:
      type: string # inet: the language does not have this type; its text is loaded
    updated_at:
      type: timestamp
      not_null: true
`;
