// A process that runs the built command line in one project after the other: for each message it runs the commands and answers with what they gave.
import { readFileSync, writeFileSync } from "node:fs";
import { runProgram } from "../../dist/cli/program.js";

/** Linux counts the highest use of memory from here on. */
function resetPeak() {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
  } catch {
    // Another system, or not allowed: the figure is the present use.
  }
}

function peak() {
  try {
    return Number(/VmHWM:\s*(\d+)/.exec(readFileSync("/proc/self/status", "utf8"))?.[1]) * 1024;
  } catch {
    return process.memoryUsage().rss;
  }
}

async function run(cwd, given) {
  const printed = { out: "", err: "" };
  const stream = (name) => ({
    write: (text) => {
      printed[name] += text;
    },
  });
  const start = { time: performance.now(), cpu: process.cpuUsage() };
  const view = { cwd, env: { DEX_DEBUG: "1" }, stdout: stream("out"), stderr: stream("err") };
  const code = await runProgram(given, view);
  const { user, system } = process.cpuUsage(start.cpu);
  return { code, ...printed, seconds: (performance.now() - start.time) / 1000, cpu: (user + system) / 1e6 };
}

process.on("message", async ({ root, commands }) => {
  resetPeak();
  const runs = [];
  for (const command of commands) {
    runs.push(await run(root, command));
    // The last command is about what the one before has written.
    if (runs.length === commands.length - 1 && runs.at(-1).code !== 0) break;
  }
  process.send({ runs, peak: peak() });
});
process.send({ runs: [], peak: peak() });
