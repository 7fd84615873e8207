import { Client } from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { makeProject, type Project } from "../cli/project.ts";
import { createStage, setUp } from "./dlt/machine.ts";
import { withoutPython } from "./needs.ts";

/** Tables with names, types and constraints of all kinds. */
const SCHEMA = `
create extension if not exists citext;
create extension if not exists hstore;
create type mood as enum ('good', 'bad');
create type pair as (a integer, b text);
create domain positive as numeric(10, 2) constraint above_zero check (value > 0);
create table "Order Lines" (
  id bigint primary key,
  quantity integer not null constraint quantity_range check (quantity >= 1 and quantity < 100),
  price positive,
  status text constraint known_status check (status in ('open', 'shut', 'it''s')),
  code varchar(12) constraint code_form check (code ~ '^[A-Z]{2}-[0-9]+$'),
  label text constraint label_length check (length(label) between 2 and 20),
  first_day date constraint first_day_min check (first_day >= date '2020-01-01'),
  seen_at timestamptz constraint seen_min check (seen_at >= timestamptz '2020-01-01 00:00:00+02'),
  last_day date,
  ratio double precision constraint ratio_min check (ratio >= 0),
  share double precision constraint share_range check (share >= 0 and share <= 1),
  email text constraint email_lower check (lower(email) = email),
  note text constraint note_like check (note like 'a%'),
  kind mood constraint kind_known check (kind = 'good'),
  constraint days check (first_day <= last_day or last_day is null)
);
alter table "Order Lines" add constraint later check (quantity <> 13) not valid;
insert into "Order Lines" (id, quantity, price, status, code, label, first_day, last_day, ratio, share, kind)
  values (1, 2, 3.5, 'open', 'AB-1', 'two', '2024-02-29', '2024-03-01', 'NaN', 1, 'good');
create table kinds (
  id integer primary key,
  open_number numeric,
  open_numbers numeric[],
  huge numeric(50, 45),
  tiny numeric(2, 4),
  rounded numeric(2, -3),
  search tsvector,
  address inet,
  network cidr,
  span int4range,
  days datemultirange,
  feeling mood,
  feelings mood[],
  coins money,
  bits bit(3),
  more_bits varbit(8),
  took interval,
  page xml,
  tags hstore,
  name citext,
  names citext[],
  fixed char(4),
  place point,
  both_of pair,
  pairs pair[],
  at_zone timetz,
  spans int4range[],
  addresses inet[],
  small_prices positive[],
  amounts numeric(6, 2)[],
  "Mixed" text
);
insert into kinds values (
  1, 1.5, '{1.25,null}', 1, 0.0012, 12000, 'a fat cat', '10.0.0.1/8', '10.0.0.0/8', '[1,5)', '{[2024-01-01,2024-02-01)}', 'good', '{good,bad}',
  12.5, b'101', b'10101', '1 day 2 hours', '<a/>', 'a=>1', 'Ada', '{Ada,Bob}', 'ab', '(1,2)', '(1,b)', array['(1,b)']::pair[], '12:00:00+02',
  '{"[1,2)"}', '{10.0.0.1}', '{1.5}', '{1.25,2}', 'x'
);
insert into kinds (id) values (2);
create view "Recent Orders" as select id, quantity, price from "Order Lines";
create materialized view totals as select count(*) as lines, sum(price) as price from "Order Lines";
`;

const CALL = ["generate", "--type", "airflow", "--source", "postgres", "--destination", "duckdb"];

describe.skipIf(withoutPython())("a schema with names, types and constraints of all kinds", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  let project: Project;
  const here = () => machine as NonNullable<typeof machine>;
  beforeAll(async () => {
    machine = await setUp();
    project = makeProject({});
  });
  afterAll(async () => {
    project.remove();
    await machine?.tearDown();
  });

  it("is drafted, and the project compiles without an error", async () => {
    const { user, host, port } = here().server;
    const url = (database: string) => `postgresql://${user}@${host}:${port}/${database}`;
    const admin = new Client(url("postgres"));
    await admin.connect();
    await admin.query("create database drafts");
    await admin.end();
    const client = new Client(url("drafts"));
    await client.connect();
    await client.query(SCHEMA);
    await client.end();
    const environment = { SHOP_URL: url("drafts") };
    const { code, err } = project.dexWith(
      environment,
      ...CALL,
      "--connection-url",
      "env:SHOP_URL",
      "--save",
      "--output",
      "extract_source.py",
    );
    expect([code, err]).toEqual([0, expect.any(String)]);
    const reports = [
      ...err.matchAll(/^(?:info|warning)\[generate\/(left-out-check|missing-digits|left-out-column)\]: (.*)$/gm),
    ];
    expect(
      reports.map(
        ([, name, text = ""]) =>
          `generate/${name} ${text
            .match(/"[^"]*"/g)
            ?.slice(0, 2)
            .join(" ")}`,
      ),
    ).toEqual([
      'generate/left-out-check "Order Lines" "email_lower"',
      'generate/left-out-check "Order Lines" "later"',
      'generate/left-out-check "Order Lines" "note_like"',
      'generate/missing-digits "kinds" "huge"',
      'generate/missing-digits "kinds" "open_number"',
      'generate/missing-digits "kinds" "open_numbers"',
      'generate/missing-digits "totals" "price"',
    ]);
    expect(err).toContain('info[generate/other-type]: The draft of "kinds" has the column "address" as string. inet: ');
    const lines = project.read("contracts/Order_Lines.contract.yaml");
    expect(lines).toContain("  table: Order Lines\n");
    expect(lines.slice(lines.indexOf("quality:"))).toBe(RULES);
    expect(project.read("contracts/Recent_Orders.contract.yaml")).toContain("  kind: view\n  table: Recent Orders\n");
    expect(project.read("contracts/kinds.contract.yaml").split("properties:\n")[1]).toBe(KINDS);
    const compiled = project.dex("compile");
    expect(compiled.err.match(/^warning\[(?:check|extract).*$/gm)).toEqual(
      Array(3).fill(expect.stringContaining("[check/decimal-without-precision]: This decimal has no precision")),
    );
    expect(compiled.code).toBe(0);
  });

  it("is loaded, all of it", async () => {
    const files = Object.entries(project.tree()).map(([path, text]) => ({ path, text }));
    const play = {
      engine: "duckdb",
      name: "types",
      files,
      pipeline: "extract_source",
      connection: "postgres",
    } as const;
    const stage = await createStage(play, here());
    await stage.source.run(SCHEMA);
    const first = await stage.extract();
    expect(first).toEqual({
      status: 0,
      stdout: "Order_Lines: 1 row\nRecent_Orders: 1 row\nkinds: 2 rows\ntotals: 1 row\n",
      stderr: "",
    });
    const loaded = await stage.warehouse.query({
      lines: 'select id, quantity, cast(price as varchar) from raw."Order Lines"',
      recent: 'select id from raw."Recent Orders"',
      totals: "select lines from raw.totals",
      kinds: `select cast(tiny as varchar), cast(rounded as varchar), took, address, feelings, pairs, coins, "Mixed" from raw.kinds order by id`,
    });
    expect(loaded).toEqual({
      lines: [[1, 2, "3.50"]],
      recent: [[1]],
      totals: [[1]],
      kinds: [
        [".0012", "12000", "P1DT2H", "10.0.0.1/8", '["good","bad"]', '{"(1,b)"}', "$12.50", "x"],
        Array(8).fill(null),
      ],
    });
  });
});

describe.skipIf(withoutPython())("every table of that schema, without contracts", () => {
  it("is loaded, with the types that the warehouse has", async () => {
    const machine = await setUp();
    const project = makeProject({});
    try {
      expect(project.dex(...CALL, "--save", "--output", "extract_source.py").code).toBe(0);
      expect(project.dex("compile").code).toBe(0);
      const files = Object.entries(project.tree()).map(([path, text]) => ({ path, text }));
      const play = {
        engine: "duckdb",
        name: "bare",
        files,
        pipeline: "extract_source",
        connection: "postgres",
      } as const;
      const stage = await createStage(play, machine);
      await stage.source.run(SCHEMA);
      // DuckDB has no decimal of 50 digits.
      await stage.source.run("alter table kinds drop column huge");
      expect(await stage.extract()).toEqual({ status: 0, stdout: "Order Lines: 1 row\nkinds: 2 rows\n", stderr: "" });
    } finally {
      project.remove();
      await machine.tearDown();
    }
  });
});

const RULES = `quality:
  - rule: matches
    name: code_form
    field: code
    pattern: "^[A-Z]{2}-[0-9]+$"

  - rule: expression
    name: days
    sql: "(first_day <= last_day) or (last_day is null)"

  - rule: range
    name: first_day_min
    field: first_day
    minimum: "2020-01-01"

  - rule: in_set
    name: kind_known
    field: kind
    values:
      - good

  - rule: in_set
    name: known_status
    field: status
    values:
      - open
      - shut
      - it's

  - rule: length
    name: label_length
    field: label
    min: 2
    max: 20

  - rule: range
    name: price_above_zero
    field: price
    exclusive_minimum: 0

  - rule: range
    name: quantity_range
    field: quantity
    minimum: 1
    exclusive_maximum: 100

  - rule: expression
    name: ratio_min
    sql: ratio >= 0

  - rule: range
    name: seen_min
    field: seen_at
    minimum: "2019-12-31T22:00:00Z"

  - rule: range
    name: share_range
    field: share
    minimum: 0
    maximum: 1
`;
const KINDS = `    id:
      type: integer
      bits: 32
    open_number:
      type: decimal # numeric has no precision: fill in precision and scale
    open_numbers:
      type: array
      items:
        type: decimal # numeric[] has no precision: fill in precision and scale
        nullable: true
    huge:
      type: decimal # numeric(50,45) has more digits than a decimal, which has 38
      precision: 38
      scale: 33
    tiny:
      type: decimal
      precision: 4
      scale: 4
      exclusive_minimum: -0.01
      exclusive_maximum: 0.01
    rounded:
      type: decimal
      precision: 5
      scale: 0
      multiple_of: 1000
    search:
      type: string # tsvector: the language does not have this type; its text is loaded
    address:
      type: string # inet: the language does not have this type; its text is loaded
    network:
      type: string # cidr: the language does not have this type; its text is loaded
    span:
      type: string # int4range: the language does not have this type; its text is loaded
    days:
      type: string # datemultirange: the language does not have this type; its text is loaded
    feeling:
      type: string
      enum:
        - good
        - bad
    feelings:
      type: array
      items:
        type: string
        enum:
          - good
          - bad
        nullable: true
    coins:
      type: string # money: the language does not have this type; its text is loaded
    bits:
      type: string # bit(3): the language does not have this type; its text is loaded
    more_bits:
      type: string # bit varying(8): the language does not have this type; its text is loaded
    took:
      type: duration # interval: an interval may be negative or have parts of a second, which a duration does not
    page:
      type: string # xml: the language does not have this type; its text is loaded
    tags:
      type: string # hstore: the language does not have this type; its text is loaded
    name:
      type: string # citext: PostgreSQL ignores upper and lower case when it compares, and dex does not
    names:
      type: array
      items:
        type: string # citext[]: PostgreSQL ignores upper and lower case when it compares, and dex does not
        nullable: true
    fixed:
      type: string # character(4): PostgreSQL ignores blanks at the end when it compares, and dex does not
      max_length: 4
    place:
      type: string # point: the language does not have this type; its text is loaded
    both_of:
      type: string # pair: the language does not have this type; its text is loaded
    pairs:
      type: string # pair[]: the language does not have this type; its text is loaded
    at_zone:
      type: string # time with time zone: the language does not have this type; its text is loaded
    spans:
      type: array
      items:
        type: string # int4range[]: the language does not have this type; its text is loaded
        nullable: true
    addresses:
      type: array
      items:
        type: string # inet[]: the language does not have this type; its text is loaded
        nullable: true
    small_prices:
      type: array
      items:
        type: decimal
        precision: 10
        scale: 2
        nullable: true
    amounts:
      type: array
      items:
        type: decimal
        precision: 6
        scale: 2
        nullable: true
    Mixed:
      type: string
`;
