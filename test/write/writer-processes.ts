import { type ChildProcess, spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { OwnedFile } from "../../src/emit/run.ts";
import { nodeHost } from "../../src/host/node.ts";
import { apply, applyAlone } from "../../src/write/apply.ts";
import { seeded } from "../demo/random.ts";
import { type Folder, temporaryFolder } from "./folder.ts";
import { emitted, planned } from "./project.ts";

const FILES = 120;
const SEED = 20_261_124;
const MINE = { "out/notes.md": "mine\n", "out/f1/mine.sql": "mine\n" };

/** 120 files: most differ between the states, some are the same, some are in one state only. */
function state(name: string): OwnedFile[] {
  const texts: Record<string, string> = {};
  for (let index = 0; index < FILES; index++) {
    if (index % 4 === 1 && (index % 8 === 1) !== (name === "a")) continue;
    const word = index % 4 === 2 ? "same" : name;
    texts[`f${index % 7}/g${index % 3}/file_${index}.sql`] = `${`${word} ${index}\n`.repeat(20 + index)}end\n`;
  }
  return emitted(texts);
}

const states = { a: state("a"), b: state("b") };

/** What `out` must hold in a state; the manifest apart. */
function wanted(name: "a" | "b"): Record<string, string> {
  const files = states[name].map(({ path, text }) => [path, text]);
  const mine = Object.entries(MINE).map(([path, text]) => [path.slice("out/".length), text]);
  return Object.fromEntries([...files, ...mine].sort(([x = ""], [y = ""]) => (x < y ? -1 : 1)));
}

function withoutManifest({ ".dex-manifest.json": _, ...files }: Record<string, string>): Record<string, string> {
  return files;
}

let folder: Folder;

function project(): Folder {
  folder = temporaryFolder({ ...MINE, "states.json": JSON.stringify(states) });
  return folder;
}

function start(...given: string[]): ChildProcess {
  return spawn(process.execPath, ["test/write/writer.mjs", folder.root, ...given], {
    stdio: ["ignore", "pipe", "pipe"],
  });
}

function ended(child: ChildProcess): Promise<{ code: number | null; errors: string }> {
  let errors = "";
  child.stderr?.on("data", (chunk) => {
    errors += String(chunk);
  });
  return new Promise((resolve) => child.on("close", (code) => resolve({ code, errors })));
}

/** Waits until a process has written this many states, and returns the time of the last write. The first state may already be on disk. */
async function lengthOfWrite({ stdout }: ChildProcess, writes: number): Promise<number> {
  let seen = 0;
  let before = 0;
  for await (const chunk of stdout?.iterator({ destroyOnReturn: false }) ?? []) {
    const now = performance.now();
    const count = String(chunk).split("written").length - 1;
    seen += count;
    if (seen >= writes) return count > 0 ? (now - before) / count : 0;
    if (count > 0) before = now;
  }
  return 0;
}

/** The number of kills and rounds of the tests. */
export interface Extent {
  readonly kills: number;
  /** The number of rounds with processes that write at the same time, and the number of processes in each. */
  readonly rounds: number;
  readonly writers: number;
  /** The number of rounds in which one of the processes is killed. */
  readonly killedRounds: number;
}

/** Tests the writer with processes that are killed, and with processes that write at the same time. */
export function testProcesses({ kills, rounds, writers, killedRounds }: Extent): void {
  afterEach(() => folder.remove());

  describe("a process that is killed while it writes", () => {
    it(`tears no file, loses none of the user's, and the next run completes its work: ${kills} kills`, async () => {
      const { root, tree, put } = project();
      const { next } = seeded(SEED);
      // Parts of the time of a write, spread evenly over it, in random order.
      const moments = Array.from({ length: kills }, (_, index) => (index + next()) / kills).sort(() => next() - 0.5);
      const texts = { a: wanted("a"), b: wanted("b") };
      let midway = 0;
      let edits = 0;
      for (let kill = 0; kill < kills; kill++) {
        const child = start("a", "b", "loop");
        const end = ended(child);
        const length = await lengthOfWrite(child, 2 + (kill % 2));
        await wait((moments[kill] ?? 0) * length);
        child.kill("SIGKILL");
        expect((await end).errors).toBe("");

        const left = withoutManifest(tree());
        for (const [path, text] of Object.entries(left)) expect([texts.a[path], texts.b[path]], path).toContain(text);
        for (const [path, text] of Object.entries(MINE)) expect(left[path.slice(4)]).toBe(text);
        if (existsSync(join(root, "out/.dex/stage"))) midway++;

        const name = kill % 2 === 0 ? "a" : "b";
        const edited = kill % 4 === 3 ? Object.keys(left)[Math.floor(next() * Object.keys(left).length)] : undefined;
        if (edited !== undefined && !(`out/${edited}` in MINE)) {
          // A user edits a file before dex runs again: dex completes the write without this file, and the next write reports it.
          put(`out/${edited}`, "edited\n");
          await applyAlone({ host: nodeHost(root), out: "out" }, async () => undefined);
          expect(tree()[edited]).toBe("edited\n");
          // If the interrupted write was about to remove the file, the completed manifest does not list it.
          const isListed = tree()[".dex-manifest.json"]?.includes(`"path":"${edited}"`);
          const code = isListed ? "write/edited" : "write/foreign";
          expect((await planned(nodeHost(root), states[name])).codes).toEqual([code]);
          edits++;
        }
        const { plan, codes } = await planned(nodeHost(root), states[name], { force: edited !== undefined });
        expect(codes).toEqual([]);
        const result = await apply({ host: nodeHost(root), out: "out" }, plan, { patience: 5_000 });
        expect(result).toMatchObject({ status: "done" });
        expect(withoutManifest(tree())).toEqual(texts[name]);
        expect(existsSync(join(root, "out/.dex/stage")) || existsSync(join(root, "out/.dex/journal.json"))).toBe(false);
      }
      // The test proves something only if it often kills in the middle of a write.
      expect(midway).toBeGreaterThan(kills / 4);
      expect(edits).toBeGreaterThan(kills / 8);
    }, 300_000);
  });

  describe("processes that write at the same time", () => {
    it("take turns, and end in one of the wanted states", async () => {
      const { root, tree } = project();
      for (let round = 0; round < rounds; round++) {
        const children = Array.from({ length: writers }, (_, index) =>
          start(...(index % 2 === 0 ? ["a", "b", "a"] : ["b", "a", "b"])),
        );
        const ends = await Promise.all(children.map(ended));
        expect(ends).toEqual(children.map(() => ({ code: 0, errors: "" })));
        const left = withoutManifest(tree());
        expect([wanted("a"), wanted("b")]).toContainEqual(left);
        expect(
          (await planned(nodeHost(root), states[left["f5/g2/file_5.sql"] ? "b" : "a"])).plan.manifest.changed,
        ).toBe(false);
      }
    }, 120_000);

    it("go on when one of them is killed", async () => {
      const { tree } = project();
      for (let round = 0; round < killedRounds; round++) {
        const doomed = start("a", "b", "loop");
        const others = ["a", "b", "a"].map((name) => start(name, "a"));
        const ends = others.map(ended);
        await wait(150 + (round * 160) / (killedRounds - 1));
        doomed.kill("SIGKILL");
        expect(await Promise.all(ends)).toEqual(others.map(() => ({ code: 0, errors: "" })));
        expect(withoutManifest(tree())).toEqual(wanted("a"));
      }
    }, 120_000);
  });
}
