import type { Command } from "./command.ts";

/** A command before it is loaded: its line in the help, and its module. */
export interface CommandEntry {
  readonly summary: string;
  readonly load: () => Promise<{ readonly command: Command }>;
}

/** Every command, by name, in the order the help lists them. */
export const commands: Readonly<Record<string, CommandEntry>> = {
  init: { summary: "start a project that compiles", load: () => import("./commands/init.ts") },
  check: { summary: "find what is wrong with the contracts and specs", load: () => import("./commands/check.ts") },
  compile: { summary: "write everything the contracts imply", load: () => import("./commands/compile.ts") },
  generate: {
    summary: "make a pipeline and its orchestrator's file from flags",
    load: () => import("./commands/generate.ts"),
  },
  coverage: {
    summary: "show which target holds which assertion, and how",
    load: () => import("./commands/coverage.ts"),
  },
  trace: { summary: "show the contract lines a generated file came from", load: () => import("./commands/trace.ts") },
  kafka: {
    summary: "plan and apply topics and schemas on a broker, and find drift",
    load: () => import("./commands/kafka.ts"),
  },
  explain: { summary: "say what a diagnostic means and how to mend it", load: () => import("./commands/explain.ts") },
};
