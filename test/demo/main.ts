import { parseArgs } from "node:util";
import { demo } from "./story.ts";
import { terminalOf } from "./terminal.ts";

// npm run demo: from this repository's contracts, by generated code alone, from a shop's PostgreSQL to a warehouse that refuses a bad row.

// An interrupted demo takes its database server along, which hears of the end of this process.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(130));

const terminal = terminalOf(process.stdout, process.env);
try {
  const { values } = parseArgs({ options: { "no-postgres": { type: "boolean", default: false } } });
  await demo(terminal, { postgres: !values["no-postgres"] });
} catch (error) {
  terminal.print("", error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
