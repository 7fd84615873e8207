import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, describe, expect, it } from "vitest";
import { makeProject } from "../cli/project.ts";
import { CONTRACT, HEADER } from "./hostile-files.ts";

const project = makeProject({ "orders.yaml": CONTRACT });
afterAll(() => project.remove());

interface Sample {
  readonly key: { readonly id?: string };
  readonly problem?: string;
  readonly file?: string;
  readonly line?: number;
  readonly row?: number;
}

async function samplesOf(path: string, most = 1000): Promise<readonly Sample[]> {
  const words = ["--schema", "orders.yaml", "--format", "json", "--samples", String(most)];
  const { out } = await project.run("validate", "--input", path, ...words, "--checks", "schema");
  return JSON.parse(out).datasets[0].checks.find(({ kind }: { kind: string }) => kind === "schema").samples;
}

const put = (path: string, content: string | Uint8Array) => writeFileSync(join(project.root, path), content);

/** Lines of CSV of every kind, the same ones for the same seed. Each bad row has its own line as its id. */
function randomCsv(seed: number, end: string): { text: string; wrong: number[]; unreadable: number[] } {
  let state = seed;
  const below = (most: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * most);
  };
  const wrong: number[] = [];
  const unreadable: number[] = [];
  const lines = [HEADER.trim()];
  for (let count = 0; count < 300; count += 1) {
    const id = lines.length + 1;
    const kind = below(9);
    if (kind === 0) lines.push("");
    else if (kind === 1) lines.push(`${id},"a`, "", 'b""c"  ,1');
    else if (kind === 2) {
      unreadable.push(id);
      lines.push([`${id},a`, `${id},a,1,2`, `${id},"a"b,1`][below(3)] ?? "");
    } else if (kind === 3) {
      wrong.push(id);
      lines.push(`${id},a"b,zz`);
    } else if (kind === 4) {
      wrong.push(id);
      lines.push(`${id}, "x,`, '",zz');
    } else lines.push(`${id},a,1`);
  }
  return { text: `${lines.join(end)}${end}`, wrong, unreadable };
}

describe("the place of a sample", () => {
  it.each(["\n", "\r\n", "\r"])("is the line where its record begins, with lines that end with %j", async (end) => {
    for (const seed of [1, 2]) {
      const { text, wrong, unreadable } = randomCsv(seed, end);
      const path = seed === 1 ? "random.csv" : "random.csv.gz";
      put(path, seed === 1 ? text : gzipSync(text));
      const samples = await samplesOf(path);
      const bad = samples.filter(({ problem }) => problem === undefined);
      expect(bad.map(({ key, line }) => [key.id, line])).toEqual(wrong.map((line) => [String(line), line]));
      expect(samples.filter(({ problem }) => problem !== undefined).map(({ line }) => line)).toEqual(unreadable);
    }
  });

  it("names the file of several, with lines of CSV and JSON, and with numbers of items", async () => {
    mkdirSync(join(project.root, "several"), { recursive: true });
    put("several/a.csv", `${HEADER}1,a,1\n2,a,zz\n`);
    put("several/b.csv", `${HEADER}3,"a\nb",1\n\n4,a,zz\n5,a\n`);
    put("several/c.csv", "name,id,amount\nx,6,zz\n");
    put("several/d.jsonl", '\n{"id":7}\nbroken\n{"id":8,"amount":"zz"}\n');
    put("several/e.json", '[{"id":9},\n{"id":10,"amount":"zz"}]');
    const places = (await samplesOf("several")).map(({ key, file, line, row, problem }) => [
      key.id ?? problem,
      file,
      line ?? row,
    ]);
    expect(places).toEqual([
      ["2", "several/a.csv", 3],
      ["4", "several/b.csv", 5],
      ["6", "several/c.csv", 2],
      ["8", "several/d.jsonl", 4],
      ["10", "several/e.json", 2],
      ["too few columns", "several/b.csv", 6],
    ]);
  });

  it("of a line that cannot be read has the reason and never the content", async () => {
    put("secret.csv", Buffer.from(`${HEADER}1,hunter2,1,2\n2,caf\xe9 hunter2,1\n3,"hunter2\n`, "latin1"));
    const samples = await samplesOf("secret.csv");
    expect(samples.map(({ problem, line }) => [line, problem])).toEqual([
      [2, "too many columns"],
      [3, "not UTF-8"],
      [4, "a quote without its end, or characters behind it"],
    ]);
    expect(JSON.stringify(samples)).not.toContain("hunter2");
  });
});

describe("a check with a query of its own", () => {
  // DuckDB has left out all rows behind a line with a fault in its quotes.
  it("reads the rows behind a line that cannot be read", async () => {
    put("behind.csv", `${HEADER}1,"a"b,1\n2,a,1\n2,a,1\n`);
    const words = ["--schema", "orders.yaml", "--format", "json", "--checks", "unique"];
    const { out } = await project.run("validate", "--input", "behind.csv", ...words);
    expect(JSON.parse(out).datasets[0].checks).toMatchObject([
      { id: "orders.schema", status: "fail", violations: 1 },
      { id: "orders.id.unique", status: "fail", violations: 1, violatingRows: 2 },
    ]);
  });
});
