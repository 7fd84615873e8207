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
  constraint days check (first_day <= last_day or last_day is null),
  constraint later check (quantity <> 13) not valid
);
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
    const { code, err } = project.dexWith(environment, ...CALL, "--connection-url", "env:SHOP_URL", "--save", "--output", "extract_source.py");
    expect([code, err]).toEqual([0, expect.any(String)]);
    process.stdout.write(err);
    for (const path of ["Order_Lines", "kinds", "Recent_Orders", "totals"]) process.stdout.write(project.read(`contracts/${path}.contract.yaml`));
    const compiled = project.dex("compile");
    process.stdout.write(compiled.err);
    expect(compiled.code).toBe(0);
  });

  it("is loaded, all of it", async () => {
    const files = Object.entries(project.tree()).map(([path, text]) => ({ path, text }));
    const play = { engine: "duckdb", name: "types", files, pipeline: "extract_source", connection: "postgres" } as const;
    const stage = await createStage(play, here());
    await stage.source.run(SCHEMA);
    const first = await stage.extract();
    process.stdout.write(JSON.stringify(first, null, 1));
    expect(first.status).toBe(0);
  });
});
