import { visible } from "../text/visible.ts";
import { exit } from "./exit-code.ts";
import { runProgram } from "./program.ts";
import { endAtSignals } from "./signals.ts";
import { guardStreams } from "./streams.ts";

// Node's own code when nothing is left to wait for, but something is still awaited.
const UNSETTLED = 13;
const { stdout, stderr } = process;
guardStreams([stdout, stderr]);
endAtSignals(stderr);
let hasEnded = false;
// A config may call process.exit, and CI must not take that for success.
process.on("exit", (code) => {
  if (hasEnded || (code !== 0 && code !== UNSETTLED)) return;
  stderr.write("dex: the config or a plug-in ended the process before dex had ended\n");
  process.exitCode = exit.usage;
});
// A promise that a config or a plug-in does not await may fail at any time.
process.on("unhandledRejection", (reason) => {
  const [line = ""] = (reason instanceof Error ? reason.message : String(reason)).split("\n");
  stderr.write(
    `dex: a promise that the config or a plug-in does not await has failed: ${visible(line.slice(0, 200))}\n`,
  );
  hasEnded = true;
  process.exit(exit.usage);
});
const code = await runProgram(process.argv.slice(2), { cwd: process.cwd(), env: process.env, stdout, stderr });
hasEnded = true;
// A config may have left a timer or a connection open, which would keep the process alive.
// An error of a stream is an event that comes a few ticks later than the callback of the next write.
stdout.write("", () => stderr.write("", () => setImmediate(() => process.exit(code))));
