import type { CommandTable } from "./command.ts";

/** Every command, in the order in which the help lists them. */
export const commands: CommandTable = {
  init: { summary: "start a project that compiles", load: () => import("./commands/init.ts") },
  check: {
    summary: "report everything that is wrong with the contracts and specs",
    load: () => import("./commands/check.ts"),
  },
  compile: { summary: "write everything that the contracts imply", load: () => import("./commands/compile.ts") },
  generate: {
    summary: "make a pipeline spec and its orchestrator's file from options",
    load: () => import("./commands/generate.ts"),
  },
  validate: { summary: "check data against its contract", load: () => import("./commands/validate.ts") },
  mock: {
    summary: "make rows that satisfy the contracts, or violate one assertion each",
    load: () => import("./commands/mock.ts"),
  },
  coverage: {
    summary: "show which target enforces or checks which assertion",
    load: () => import("./commands/coverage.ts"),
  },
  trace: {
    summary: "show the contract lines that a generated file came from",
    load: () => import("./commands/trace.ts"),
  },
  env: {
    summary: "list the environment variables of connections, and which are set",
    load: () => import("./commands/env.ts"),
  },
  steps: {
    summary: "print the shell commands of a run of a pipeline",
    load: () => import("./commands/steps.ts"),
  },
  kafka: {
    summary: "plan and apply topics, access rights and schemas on a broker, and find drift",
    load: () => import("./commands/kafka/index.ts"),
  },
  explain: { summary: "print what a diagnostic means and how to fix it", load: () => import("./commands/explain.ts") },
};
