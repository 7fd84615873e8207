import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { type Measured, measure, median } from "./measure.ts";
import { writeProject } from "./project.ts";

// Compiles seeded projects with the built command line and writes bench/results.md. Every ratio is of two figures of the same run.
const DEX = resolve("dist/cli/main.js");
const here = (name: string) => new URL(name, import.meta.url).pathname;
const counts = process.argv.slice(2).map(Number);

const sections = (counts.length > 0 ? counts : [1000, 10000]).map(section);
const head = `# Results\n\nNode ${process.version}, ${cpus().length} cores. Medians; wall clock of whole processes. \`npm run bench\` makes this page again.\n`;
writeFileSync(here("results.md"), `${head}\n${sections.join("\n")}`);
console.log(readFileSync(here("results.md"), "utf8"));

function section(count: number): string {
  const folder = mkdtempSync(join(tmpdir(), "dex-bench-"));
  const runs = count > 5000 ? 1 : 3;
  writeProject(folder, count);
  const fresh = () => {
    for (const name of ["generated", ".dex", "copy"]) rmSync(join(folder, name), { recursive: true, force: true });
  };
  const dex = (...args: string[]) => measure([DEX, ...args], folder);
  const cold = median(runs, () => dex("compile"), fresh);
  const copy = median(
    runs,
    () => measure([here("copy.mjs"), "contracts", "generated", "copy"], folder),
    () => rmSync(join(folder, "copy"), { recursive: true, force: true }),
  );
  const touched = median(
    runs,
    () => dex("compile"),
    () => touch(folder),
  );
  dex("compile", "--check");
  const unchanged = median(5, () => dex("compile", "--check"));
  const walk = median(5, () => measure([here("walk.mjs"), "contracts", "generated"], folder));
  const bare = median(5, () => measure(["-e", "0"], folder));
  rmSync(folder, { recursive: true });
  return table(
    count,
    {
      "node -e 0": bare,
      "read inputs, write outputs": copy,
      "compile, cold": cold,
      "compile, one contract changed": touched,
      "node, stat of every file": walk,
      "compile --check, unchanged": unchanged,
    },
    copy,
    walk,
  );
}

/** Changes one contract, so that nothing else has to be parsed again. */
function touch(folder: string): void {
  const path = join(folder, "contracts", "table_0.contract.yaml");
  writeFileSync(path, `${readFileSync(path, "utf8")}# changed\n`);
}

function table(count: number, rows: Readonly<Record<string, Measured>>, copy: Measured, walk: Measured): string {
  const times = (one: Measured, other: Measured) =>
    `${(one.milliseconds / other.milliseconds).toFixed(1)}x (processor ${(one.processor / other.processor).toFixed(1)}x)`;
  const against = (name: string, measured: Measured) => {
    if (name.startsWith("compile,")) return `${times(measured, copy)} the plain copy`;
    return name.startsWith("compile --check") ? `${times(measured, walk)} node and the walk` : "";
  };
  const lines = Object.entries(rows).map(
    ([name, measured]) =>
      `| ${name} | ${measured.milliseconds.toFixed(0)} ms | ${measured.processor.toFixed(0)} ms | ${measured.mebibytes.toFixed(0)} MiB | ${against(name, measured)} |`,
  );
  return `## ${count} contracts of 20 columns\n\n| what | time | processor | peak memory | ratio |\n|---|---|---|---|---|\n${lines.join("\n")}\n`;
}
