import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { seeded } from "../demo/random.ts";
import { baseProjects } from "./bases.ts";
import { faultsOf, faultsOfRun, leftovers } from "./faults.ts";
import { type MutatedProject, mutate } from "./mutations.ts";
import { type Limits, Worker } from "./worker.ts";

// A busy machine may take long for a run; its processor time has a limit of its own.
const LIMITS: Limits = { seconds: 300, heap: 256 };
const CPU_SECONDS = 30;
const FORMATS = ["pretty", "pretty", "json", "github", "gitlab", "sarif"] as const;

/** The mutated projects of a seed. */
function* projects(count: number, seed: number): Generator<MutatedProject & { readonly format: string }> {
  const random = seeded(seed);
  const bases = baseProjects();
  const pool = [...new Set(bases)].flatMap((base) => Object.values(base));
  for (let made = 0; made < count; made++)
    yield { ...mutate(random.pick(bases), pool, random), format: random.pick(FORMATS) };
}

/** Puts a project on the disk; the file system may refuse some names. */
function put(root: string, { files, folders, links }: MutatedProject): void {
  const make = (path: string, work: (place: string) => void) => {
    try {
      const place = join(root, path);
      mkdirSync(dirname(place), { recursive: true });
      work(place);
    } catch (error) {
      // Two mutations may want one path to be a file and a folder.
      const { code = "" } = error as NodeJS.ErrnoException;
      if (!["EEXIST", "ENOTDIR", "EISDIR", "ENAMETOOLONG", "ELOOP"].includes(code)) throw error;
    }
  };
  for (const path of folders) make(path, (place) => mkdirSync(place));
  for (const { path, to } of links) make(path, (place) => symlinkSync(to, place));
  for (const [path, bytes] of Object.entries(files)) make(path, (place) => writeFileSync(place, bytes, { flag: "wx" }));
}

function inFolder<T>(work: (root: string) => T): T {
  return work(realpathSync(mkdtempSync(join(tmpdir(), "dex-mutated-"))));
}

interface Figures {
  readonly faults: unknown[];
  readonly codes: Record<number, number>;
  longest: number;
  peak: number;
  cpu: number;
}

/** Runs check, compile and compile --check of the built command line in each mutated project, in a process with limits of time and memory. */
export function testMutatedProjects(count: number, seed: number): void {
  describe(`${count} mutated projects`, () => {
    it("end with a documented exit code, in time, within the memory", async () => {
      const worker = new Worker(LIMITS);
      const figures: Figures = { faults: [], codes: {}, longest: 0, peak: 0, cpu: 0 };
      let number = 0;
      for (const project of projects(count, seed)) await runOne({ worker, figures, project, number: number++ });
      worker.stop();
      const { faults, codes, longest, peak, cpu } = figures;
      console.log(
        JSON.stringify({ count, seed, codes, longest, cpu, peak: Math.round(peak / 1e6), faults: faults.length }),
      );
      expect(faults).toEqual([]);
    }, 14_400_000);
  });
}

interface ToRun {
  readonly worker: Worker;
  readonly figures: Figures;
  readonly project: MutatedProject & { readonly format: string };
  readonly number: number;
}

async function runOne({ worker, figures, project, number }: ToRun): Promise<void> {
  const { format, edits } = project;
  const root = inFolder((folder) => folder);
  put(root, project);
  const run = await worker.run(root, [
    ["check", "--format", format],
    ["compile", "--format", format],
    ["compile", "--check"],
  ]);
  const hadOutput = Object.keys(project.files).some((path) => path.startsWith("generated"));
  const slow = "died" in run ? [] : run.runs.filter(({ cpu }) => cpu > CPU_SECONDS).map(({ cpu }) => `took ${cpu} s`);
  const faults = "died" in run ? [run.died] : [...faultsOf(root, run.runs, hadOutput), ...slow];
  if (faults.length > 0) figures.faults.push({ number, format, edits, faults });
  if (!("died" in run)) {
    const code = run.runs[1]?.code ?? -1;
    figures.codes[code] = (figures.codes[code] ?? 0) + 1;
    figures.longest = Math.max(figures.longest, ...run.runs.map(({ seconds }) => seconds));
    figures.cpu += run.runs.reduce((sum, { cpu }) => sum + cpu, 0);
    figures.peak = Math.max(figures.peak, run.peak);
  }
  if (faults.length === 0 || process.env["DEX_KEEP"] === undefined) rmSync(root, { recursive: true, force: true });
  else console.log(root, JSON.stringify({ number, format, edits, faults }));
}

/** Runs the program itself, as a user does, with a limited heap: check in every other project, compile in the rest. */
export function testMutatedProcesses(count: number, seed: number): void {
  describe(`dex as a process in ${count} mutated projects`, () => {
    it("ends with a documented exit code, in time, within the memory", () => {
      const faults: unknown[] = [];
      let number = 0;
      for (const project of projects(count, seed)) {
        const root = inFolder((folder) => folder);
        put(root, project);
        const command = number++ % 2 === 0 ? "check" : "compile";
        const { status, signal, stdout, stderr } = spawnSync(
          process.execPath,
          [`--max-old-space-size=${LIMITS.heap}`, resolve("dist/cli/main.js"), command, "--format", project.format],
          { cwd: root, encoding: "utf8", timeout: LIMITS.seconds * 1000, killSignal: "SIGKILL" },
        );
        const found =
          status === null ? [`ended by ${signal}`] : faultsOfRun({ code: status, out: stdout, err: stderr });
        const all = [...found, ...leftovers(root)];
        if (all.length > 0) faults.push({ number, command, edits: project.edits, faults: all });
        rmSync(root, { recursive: true, force: true });
      }
      expect(faults).toEqual([]);
    }, 3_600_000);
  });
}
