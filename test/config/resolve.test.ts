import { describe, expect, it } from "vitest";
import { keyPlace, resolveConfig } from "../../src/config/resolve.ts";
import { defineDiagnostics } from "../../src/diagnostics/define.ts";
import { defineEmitter } from "../../src/emit/emitter.ts";

const notes = defineEmitter<{ readonly heading: string }>({
  name: "notes",
  diagnostics: defineDiagnostics("notes", {}),
  readOptions: (given) => {
    const { heading = "Notes" } = given as { heading?: unknown };
    return typeof heading === "string"
      ? { value: { heading } }
      : { problems: [{ path: ["heading"], message: "it must be a string." }] };
  },
  load: async () => ({ emit: () => ({ files: [], coverage: [], diagnostics: [] }) }),
});

const context = {
  source: {
    path: "dex.config.ts",
    hash: "",
    text: 'export default defineConfig({\n  out: "gen",\n  emitters: [notes({})],\n});\n',
  },
  projectName: "shop",
  emitters: [notes()],
  isCode: (code: string) => code === "emit/unsupported-assertion",
};

function codes(given: Readonly<Record<string, unknown>>): string[] {
  return resolveConfig(given, context).diagnostics.map((report) => report.code);
}

describe("resolveConfig", () => {
  it.each([
    ["/", "usr", "is a folder of the system"],
    ["/home", "ann/work", undefined],
    ["/srv", "home/ann", undefined],
    ["/home/teams", "ann", "contains a home folder"],
  ])("in %s, the output folder %s is refused or not", (root, out, why) => {
    const { diagnostics } = resolveConfig({ out }, { ...context, root, home: "/home/teams/ann" });
    expect(diagnostics.map(({ message }) => message.includes(why ?? ""))).toEqual(why === undefined ? [] : [true]);
  });

  it("fills in every default", () => {
    const { value, diagnostics } = resolveConfig({}, context);
    expect(diagnostics).toEqual([]);
    expect(value).toMatchObject({
      name: "shop",
      out: "generated",
      templates: "templates",
      contracts: ["contracts/**/*.{yaml,yml,json}"],
    });
    expect(value.emitters.map(({ emitter, options }) => [emitter.name, options])).toEqual([
      ["notes", { heading: "Notes" }],
    ]);
  });

  it.each([
    [{ emiters: [] }, ["config/unknown-key"]],
    [{ out: "../elsewhere" }, ["config/bad-folder"]],
    [{ out: "/tmp" }, ["config/bad-folder"]],
    [{ out: "a\\b" }, ["config/bad-folder"]],
    [{ out: "gen\n" }, ["config/bad-folder"]],
    [{ out: "gen." }, ["config/bad-folder"]],
    [{ out: ".git" }, ["config/reserved-folder"]],
    [{ out: "x/.GIT/hooks" }, ["config/reserved-folder"]],
    [{ out: "node_modules/x" }, ["config/reserved-folder"]],
    [{ out: ".github/workflows" }, ["config/reserved-folder"]],
    [{ out: "contracts" }, ["config/reserved-folder"]],
    [{ out: "data", contracts: ["data/contracts/*.yaml"] }, ["config/reserved-folder"]],
    [{ out: "data/out", contracts: ["data/**/*.yaml"] }, []],
    [{ out: "Templates" }, ["config/reserved-folder"]],
    [{ contracts: ["../shared/*.yaml"] }, ["config/bad-glob"]],
    [{ contracts: ["{..,a}/*.yaml"] }, ["config/bad-glob"]],
    [{ contracts: ["\\.\\./*.yaml"] }, ["config/bad-glob"]],
    [{ contracts: ["/etc/*.yaml"] }, ["config/bad-glob"]],
    [{ contracts: ["C:/x/*.yaml"] }, ["config/bad-glob"]],
    [{ contracts: ["{1..99999999}/*.yaml"] }, ["config/bad-glob"]],
    [{ contracts: [`${"{a,b}".repeat(30)}/*.yaml`] }, ["config/bad-glob"]],
    [{ contracts: ["./contracts/**/*.{yaml,yml}", "!contracts/a..b/**"] }, []],
    [{ out: "a/../../b" }, ["config/bad-folder"]],
    [{ out: "." }, ["config/bad-folder"]],
    [{ contracts: "contracts" }, ["config/wrong-type"]],
    [{ name: "no spaces please" }, ["config/wrong-type"]],
    [{ emitters: [notes(), notes()] }, ["config/duplicate-emitter"]],
    [{ emitters: [notes({ heading: 1 as unknown as string })] }, ["config/emitter-options"]],
    [{ emitters: ["dbt"] }, ["config/wrong-type"]],
    [{ ignore: "check/unused-key" }, ["config/wrong-type"]],
    [{ ignore: ["emit"] }, ["config/wrong-type"]],
    [{ ignore: ["emit/no-such-code"] }, ["config/unknown-code"]],
    [{ ignore: ["emit/unsupported-assertion", "emit/unsupported-assertion snowflake"] }, []],
  ])("%j gives %j", (given, want) => {
    expect(codes(given)).toEqual(want);
  });

  it("points at the key in the file", () => {
    const at = keyPlace(context, "out");
    expect(context.source.text.slice(at.start, at.end)).toBe("out");
    const [report] = resolveConfig({ out: "../x" }, context).diagnostics;
    expect(report?.at).toEqual(at);
  });

  it("suggests the key that was meant", () => {
    const [report] = resolveConfig({ emiters: [] }, context).diagnostics;
    expect(report?.message).toContain('Did you mean "emitters"?');
  });
});
