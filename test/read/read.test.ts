import { describe, expect, it } from "vitest";
import type { Host } from "../../src/host/host.ts";
import { memoryHost } from "../../src/host/memory.ts";
import { read } from "../../src/read/read.ts";

const FROM = { contracts: ["contracts/**/*.{yaml,yml,json}"], templates: "templates", out: "generated" };

async function codes(host: Host): Promise<string[]> {
  return (await read(host, FROM)).diagnostics.map(({ code }) => code);
}

/** A host that gives these bytes for one path. */
function withBytes(path: string, bytes: Uint8Array): Host {
  const host = memoryHost({ [path]: "" });
  return { ...host, read: async (wanted) => (wanted === path ? bytes : host.read(wanted)) };
}

describe("read", () => {
  it("finds contracts, SQL beside them and template overrides, sorted by path", async () => {
    const { value, diagnostics } = await read(
      memoryHost({
        "contracts/b.yaml": "b",
        "contracts/a/z.json": "{}",
        "contracts/a/x.sql": "select 1",
        "contracts/notes.md": "",
        "templates/dbt/staging.sql.njk": "t",
        "generated/contracts/a.yaml": "",
        "elsewhere/c.yaml": "",
        "contracts/node_modules/x/contracts/d.yaml": "",
      }),
      FROM,
    );
    expect(diagnostics).toEqual([]);
    expect(value.files.map(({ path }) => path)).toEqual(["contracts/a/z.json", "contracts/b.yaml"]);
    expect(value.sql.map(({ path }) => path)).toEqual(["contracts/a/x.sql"]);
    expect(value.templates.map(({ path }) => path)).toEqual(["dbt/staging.sql.njk"]);
    expect(value.files[1]).toMatchObject({ text: "b", hash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });

  it("takes a file of 1 MiB, and refuses one byte more: read/too-large", async () => {
    expect(await codes(withBytes("contracts/a.yaml", new Uint8Array(1024 * 1024).fill(32)))).toEqual([]);
    expect(await codes(withBytes("contracts/a.yaml", new Uint8Array(1024 * 1024 + 1).fill(32)))).toEqual([
      "read/too-large",
    ]);
  });

  it.each([
    ["Latin-1", [0x6e, 0x61, 0xef, 0x76, 0x65]],
    ["UTF-16", [0xff, 0xfe, 0x61, 0x00]],
    ["a lone surrogate", [0xed, 0xa0, 0x80]],
    ["an overlong slash", [0xc0, 0xaf]],
    ["a cut character", [0xe2, 0x82]],
  ])("refuses %s: read/not-utf8", async (_, bytes) => {
    expect(await codes(withBytes("contracts/a.yaml", Uint8Array.from(bytes)))).toEqual(["read/not-utf8"]);
  });

  it.each([
    ["contracts/a\\b.yaml", "read/unusual-name", "a backslash"],
    ["contracts/a\nb.yaml", "read/unusual-name", "line break"],
    ["contracts/a\u202eb.yaml", "read/unusual-name", "invisible"],
    ["contracts/a\uFFFDb.yaml", "read/unusual-name", "not UTF-8"],
    ["../contracts/a.yaml", "read/outside-project", "outside"],
    ["/etc/contracts/a.yaml", "read/outside-project", "outside"],
  ])("refuses the path %j: %s", async (path, code, what) => {
    const host = memoryHost({ "contracts/b.yaml": "" });
    const { diagnostics } = await read({ ...host, glob: async () => [path] }, FROM);
    expect(diagnostics.map((one) => one.code)).toContain(code);
    expect(diagnostics[0]?.message).toContain(what);
    expect(diagnostics[0]?.message).toContain(JSON.stringify(path));
  });

  it("does not take a file that was removed meanwhile for one that never was: read/vanished", async () => {
    const host = memoryHost({ "contracts/a.yaml": "", "contracts/b.yaml": "" });
    const gone: Host = { ...host, read: async (path) => (path === "contracts/a.yaml" ? undefined : host.read(path)) };
    expect(await codes(gone)).toEqual(["read/vanished"]);
  });

  it.each([
    ["at the start", [0xff, 0x61], 0, 1],
    ["after lines", [0x61, 0x0a, 0x62, 0x0a, 0x63, 0xef, 0x76, 0x65], 5, 3],
    ["a character that is cut off by the end", [0x61, 0xe2, 0x82], 1, 1],
    ["after a byte order mark", [0xef, 0xbb, 0xbf, 0x61, 0xff], 4, 1],
  ])("says where a file is not UTF-8: %s", async (_, bytes, byte, line) => {
    const { diagnostics } = await read(withBytes("contracts/a.yaml", Uint8Array.from(bytes)), FROM);
    expect(diagnostics[0]?.message).toBe(
      `This file is not UTF-8 from byte ${byte} on, in line ${line}. Save it as UTF-8.`,
    );
  });

  it("goes on to the other files when one cannot be read", async () => {
    const host = memoryHost({ "contracts/a.yaml": "a", "contracts/b.yaml": "b" });
    const refuse = async (): Promise<never> => {
      throw Object.assign(new Error("EACCES: /memory/contracts/a.yaml"), { code: "EACCES" });
    };
    const broken: Host = { ...host, read: async (path) => (path === "contracts/a.yaml" ? refuse() : host.read(path)) };
    const { value, diagnostics } = await read(broken, FROM);
    expect(value.files.map(({ path }) => path)).toEqual(["contracts/b.yaml"]);
    expect(diagnostics).toMatchObject([
      {
        code: "read/unreadable",
        message: expect.stringMatching(/^contracts\/a\.yaml cannot be read \(permission denied\)/),
      },
    ]);
  });
});
