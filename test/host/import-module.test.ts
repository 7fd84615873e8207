import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { importModule } from "../../src/host/import-module.ts";
import { nodeHost } from "../../src/host/node.ts";

/** A project with a module, and a folder outside of it. */
function project() {
  const base = realpathSync(mkdtempSync(join(tmpdir(), "dex-import-")));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const [root, outside] = [join(base, "project"), join(base, "outside")];
  for (const folder of [root, outside]) mkdirSync(folder);
  writeFileSync(join(root, "dex.config.ts"), "export default { a: 1 as number };\n");
  const load = async () => (await importModule(nodeHost(root), "dex.config.ts"))["default"];
  return { root, outside, load };
}

const CACHE = "node_modules/.cache/dex/config";

it("caches the transpiled text of a module in the project", async () => {
  const { root, load } = project();
  mkdirSync(join(root, "node_modules"));
  expect(await load()).toEqual({ a: 1 });
  expect(readdirSync(join(root, CACHE))).toHaveLength(1);
});

it.each(["node_modules/.cache", "node_modules/.cache/dex", CACHE, ".dex", ".dex/cache", ".dex/cache/config"])(
  "writes nothing through a link at %s",
  async (path) => {
    const { root, outside, load } = project();
    if (path.startsWith("node_modules")) mkdirSync(join(root, "node_modules"));
    mkdirSync(join(root, path, ".."), { recursive: true });
    symlinkSync(outside, join(root, path));
    expect(await load()).toEqual({ a: 1 });
    expect(readdirSync(outside)).toEqual([]);
  },
);

it("writes nothing through a link in place of a cached file", async () => {
  const { root, outside, load } = project();
  mkdirSync(join(root, "node_modules"));
  await load();
  const [cached = ""] = readdirSync(join(root, CACHE));
  const target = join(outside, "target");
  writeFileSync(target, "mine");
  rmSync(join(root, CACHE, cached));
  symlinkSync(target, join(root, CACHE, cached));
  expect(await load()).toEqual({ a: 1 });
  expect(readFileSync(target, "utf8")).toBe("mine");
  expect(lstatSync(join(root, CACHE, cached)).isSymbolicLink()).toBe(true);
  expect(existsSync(join(root, ".dex"))).toBe(false);
});
