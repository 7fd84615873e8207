// Preloaded into a measured process: writes its peak resident memory (KiB) to a file when it ends.
import { writeFileSync } from "node:fs";

const note = process.env.DEX_BENCH_RSS;
if (note) process.on("exit", () => writeFileSync(note, String(process.resourceUsage().maxRSS)));
