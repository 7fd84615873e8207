import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { makeProject } from "../cli/project.ts";
import { isTried } from "../extent.ts";
import { CONTRACT, CSV, HEADER, JSON_FILES, OTHERS } from "./hostile-files.ts";

const project = makeProject({ "orders.yaml": CONTRACT });
afterAll(() => project.remove());

/** Checks a file. `said` is all that dex says is wrong: a message, or the reasons of checks. */
async function validate(input: string, ...more: readonly string[]) {
  const run = await project.run("validate", "--input", input, "--schema", "orders.yaml", "--format", "json", ...more);
  const checks: readonly { status: string; reason?: string }[] =
    run.out === "" ? [] : JSON.parse(run.out).datasets[0].checks;
  const said = [run.err, ...checks.map(({ reason }) => reason)].join("\n");
  return { code: run.code, said };
}

describe("a hostile file", () => {
  const files = [...CSV, ...JSON_FILES, ...OTHERS].filter((_, index) => isTried(index, 6));
  it.each(files.map((file) => [file.path, file] as const))(
    "has a result or one clear sentence: %s",
    async (path, { content, code, says }) => {
      writeFileSync(join(project.root, path), content);
      const run = await validate(path);
      expect([run.said, run.code]).toEqual([expect.stringContaining(says ?? ""), code]);
      if (code === 0) expect(run.said.trim()).toBe("");
      expect(run.said).not.toMatch(/Error:|\/tmp\//);
    },
  );
});

describe("a path", () => {
  const good = (path: string, id = 1) => writeFileSync(join(project.root, path), `${HEADER}${id},a,1\n`);

  it.each(["[x].csv", "*?.csv", `it's "q".csv`, "new\nline.csv", "ünï {a,b}.csv", "-x.csv", "a\\b.csv"])(
    "with marks of patterns, quotes and line ends means only itself: %j",
    async (path) => {
      // Another file that the pattern would match has another result.
      for (const other of ["x.csv", "yz.csv"]) writeFileSync(join(project.root, other), "other\n1\n");
      good(path);
      expect(await validate(`./${path}`)).toEqual({ code: 0, said: "\n\n\n" });
    },
  );

  it("may be a link to a file, and may have ..", async () => {
    good("target.csv");
    mkdirSync(join(project.root, "folder"), { recursive: true });
    symlinkSync("../target.csv", join(project.root, "folder", "link.csv"));
    expect(await validate("folder/../folder/link.csv")).toMatchObject({ code: 0 });
  });

  it.each([
    ["nowhere.csv", "There is no file nowhere.csv"],
    ["dangling.csv", "There is no file dangling.csv"],
    ["loop.csv", "loop.csv cannot be read: it is a symbolic link that leads back to itself"],
    ["/dev/zero", "/dev/zero is not a file"],
    ["nothing*.csv", "There is no file nothing*.csv"],
    ["empty-folder", "The folder empty-folder has no file of data"],
  ])("that is no file is a wrong call: %s", async (path, says) => {
    if (path === "dangling.csv") symlinkSync("nowhere.csv", join(project.root, path));
    if (path === "loop.csv") symlinkSync("loop.csv", join(project.root, path));
    mkdirSync(join(project.root, "empty-folder"), { recursive: true });
    expect(await validate(path)).toEqual({ code: 2, said: expect.stringContaining(says) });
  });

  it("of a folder leaves out links, special files and hidden files, and reads each header", async () => {
    for (const folder of ["many/.hidden", "many/deep"]) mkdirSync(join(project.root, folder), { recursive: true });
    good("many/a.csv");
    writeFileSync(join(project.root, "many/deep/b.csv"), "amount,id,name\n1,2,b\n");
    writeFileSync(join(project.root, "many/c.jsonl"), '{"id":3}\n');
    for (const hidden of ["many/.hidden/d.csv", "many/_d.csv", "many/notes.md"]) good(hidden);
    symlinkSync("/dev/zero", join(project.root, "many/zero.csv"));
    symlinkSync("..", join(project.root, "many/up"));
    expect(await validate("many")).toMatchObject({ code: 0 });
    // Two files whose lines with the same number cannot be read are two lines.
    writeFileSync(join(project.root, "many/a.csv"), `${HEADER}1,a\n`);
    writeFileSync(join(project.root, "many/deep/b.csv"), "amount,id,name\n1,2\n");
    expect(await validate("many")).toEqual({ code: 5, said: expect.stringContaining("2 lines cannot be read") });
  });
});
