import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { type ConnectionType, settingsOf } from "../src/running/connection.ts";

const PAGE = "docs/connections.md";
const SECTION = /(?<=<!-- settings -->\n)[\s\S]*(?=<!-- end of settings -->)/;
const TYPES: Readonly<Record<ConnectionType, true>> = {
  postgres: true,
  mysql: true,
  redshift: true,
  snowflake: true,
  bigquery: true,
  databricks: true,
  duckdb: true,
  filesystem: true,
};

describe("docs/connections.md", () => {
  it("lists the settings of every type of connection", () => {
    const rows = (Object.keys(TYPES) as ConnectionType[]).flatMap((type) =>
      settingsOf({ name: "x", type }).map(({ key, about, otherwise }) => {
        const fallback = otherwise === undefined ? "" : otherwise === "" ? "empty" : `\`${otherwise}\``;
        return `| ${type} | \`${key.toUpperCase()}\` | ${about} | ${fallback} |\n`;
      }),
    );
    const table = `\n| type | setting | what it is | default |\n|---|---|---|---|\n${rows.join("")}\n`;
    const page = readFileSync(PAGE, "utf8");
    if (process.env["UPDATE_GOLDEN"])
      writeFileSync(
        PAGE,
        page.replace(SECTION, () => table),
      );
    expect(SECTION.exec(readFileSync(PAGE, "utf8"))?.[0]).toBe(table);
  });
});
