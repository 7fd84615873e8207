import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { printManifest, readManifest } from "../../src/write/manifest.ts";

const HASH = "a".repeat(64);
const ENTRY = { path: "b/x.sql", hash: HASH, emitter: "dbt", sources: ["contracts/orders.yaml"] };

const manifest = (files: readonly unknown[], more: object = {}) =>
  JSON.stringify({ manifestVersion: 1, dex: "1.0.0", files, ...more });

/** The first report on a text, as `code: why`. */
function problem(text: string): string {
  const { value, diagnostics } = readManifest(text, "out/.dex-manifest.json");
  expect(value).toBeUndefined();
  expect(diagnostics).toHaveLength(1);
  return `${diagnostics[0]?.code}: ${diagnostics[0]?.message}`;
}

describe("the manifest", () => {
  it("is sorted, one line per file, and reads back as it was", () => {
    const other = { ...ENTRY, path: "a.sql" };
    const text = printManifest("1.0.0", [ENTRY, other]);
    expect(text).toBe(printManifest("1.0.0", [other, ENTRY]));
    expect(text.split("\n")).toHaveLength(9);
    expect(text.endsWith("}\n")).toBe(true);
    expect(readManifest(text, "")).toEqual({
      value: { manifestVersion: 1, dex: "1.0.0", files: [other, ENTRY] },
      diagnostics: [],
    });
    expect(readManifest(printManifest("1.0.0", []), "").value?.files).toEqual([]);
  });

  it.each([
    ["", "corrupt-manifest", "not JSON"],
    ["[]", "corrupt-manifest", "not a JSON object"],
    ["{}", "corrupt-manifest", `"manifestVersion"`],
    [manifest([], { manifestVersion: 2 }), "newer-manifest", "version 2"],
    [manifest([], { dex: 1 }), "corrupt-manifest", `"dex"`],
    [manifest([], { files: {} }), "corrupt-manifest", `"files" is not a list`],
    [manifest([1]), "corrupt-manifest", "is not an object"],
    [manifest([{ ...ENTRY, path: 1 }]), "corrupt-manifest", "entry 1 of"],
    [
      manifest([ENTRY, { ...ENTRY, path: "../victim.txt" }]),
      "corrupt-manifest",
      `entry 2 of "files" has the path "../victim.txt"`,
    ],
    [manifest([{ ...ENTRY, path: ".git/config" }]), "corrupt-manifest", ".git"],
    [manifest([{ ...ENTRY, path: "/etc/passwd" }]), "corrupt-manifest", "empty part"],
    [manifest([ENTRY, ENTRY]), "corrupt-manifest", "twice"],
    [manifest([{ ...ENTRY, hash: "abc" }]), "corrupt-manifest", "hash"],
    [manifest([{ ...ENTRY, emitter: null }]), "corrupt-manifest", "emitter"],
    [manifest([{ ...ENTRY, sources: [1] }]), "corrupt-manifest", "sources"],
    ["<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> other\n", "conflicted-manifest", "--force"],
  ])("%s is refused", (text, code, why) => {
    expect(problem(text)).toContain(`write/${code}`);
    expect(problem(text)).toContain(why);
  });

  it("never throws on any JSON", () => {
    fc.assert(
      fc.property(fc.json(), fc.jsonValue(), (text, files) => {
        expect(readManifest(text, "m").diagnostics.length).toBeLessThan(2);
        expect(readManifest(manifest([files]), "m").value).toBeUndefined();
      }),
      { numRuns: 200 },
    );
  });
});
