// Preloaded into a measured process: writes its peak resident memory (KiB) and its time on the processor (µs) to a file when it ends.
import { writeFileSync } from "node:fs";

const note = process.env.DEX_BENCH_NOTE;
if (note)
  process.on("exit", () => {
    const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
    writeFileSync(note, JSON.stringify({ kibibytes: maxRSS, microseconds: userCPUTime + systemCPUTime }));
  });
