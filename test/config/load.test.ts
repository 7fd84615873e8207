import { describe, expect, it } from "vitest";
import { loadConfig } from "../../src/config/load.ts";
import type { Host } from "../../src/host/host.ts";
import { memoryHost } from "../../src/host/memory.ts";

async function nameOf(packageJson: string): Promise<string> {
  return (await loadConfig(memoryHost({ "package.json": packageJson }), [])).value.name;
}

describe("loadConfig without a config", () => {
  it.each([
    ['{"name": "shop"}', "shop"],
    ['{"name": "@company/data-shop"}', "data_shop"],
    ['{"name": "2024-shop"}', "_2024_shop"],
    ['{"name": "ünï"}', "_n_"],
    ['{"name": ""}', "dex_project"],
    ['{"name": 7}', "dex_project"],
    ["{}", "dex_project"],
    ["not JSON", "dex_project"],
  ])("names the project of %s %s", async (text, name) => {
    expect(await nameOf(text)).toBe(name);
  });

  it.each(["package.json", "dex.config.ts"])(
    "does not guess when it may not read %s: config/unreadable",
    async (path) => {
      const host = memoryHost({ "package.json": "{}", "dex.config.ts": "export default {};" });
      const read: Host["read"] = async (wanted) => {
        if (wanted === path) throw Object.assign(new Error(`EACCES: /memory/${path}`), { code: "EACCES" });
        return host.read(wanted);
      };
      const { diagnostics } = await loadConfig({ ...host, read }, []);
      expect(diagnostics).toMatchObject([
        {
          code: "config/unreadable",
          severity: "error",
          at: { path },
          message: expect.stringContaining(`${path} cannot be read (permission denied)`),
        },
      ]);
    },
  );
});
