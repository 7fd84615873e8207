import { describe, expect, it } from "vitest";
import type { Host } from "../../src/host/host.ts";
import { memoryHost } from "../../src/host/memory.ts";
import { replaceFiles } from "../../src/host/replace-files.ts";

const OLD = { "a.yaml": "old a\n", "b.yaml": "old b\n", "c.yaml": "old c\n" };
const NEW = ["a.yaml", "b.yaml", "new.yaml", "c.yaml"].map((path) => ({ path, text: `new ${path}\n` }));

/** A disk on which the n-th create or rename fails, before or after it has done its work. */
function failing(n: number, works: boolean) {
  const host = memoryHost(OLD);
  let calls = 0;
  const guarded =
    <A extends readonly unknown[]>(call: (...given: A) => Promise<void>) =>
    async (...given: A) => {
      const fails = ++calls === n;
      if (!fails || works) await call(...given);
      if (fails) throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC" });
    };
  const disk: Host = { ...host, create: guarded(host.create), rename: guarded(host.rename) };
  return {
    disk,
    texts: () => Object.fromEntries([...host.files].map(([path, bytes]) => [path, new TextDecoder().decode(bytes)])),
  };
}

describe("several files that are replaced together", () => {
  it.each([false, true])("are all as before after a call that fails; it has done its work: %s", async (works) => {
    for (let n = 1; n <= 8; n++) {
      const { disk, texts } = failing(n, works);
      await expect(replaceFiles(NEW.map((file) => ({ host: disk, ...file })))).rejects.toThrow("ENOSPC");
      expect([n, texts()]).toEqual([n, OLD]);
    }
  });
});
