import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// The fast tests share the modules of a process. The tests of real tools (test/real) run after them, two files at a time: most wait for one program.
export default defineConfig({
  test: {
    globalSetup: ["test/build.ts"],
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: ["test/real/**"],
          isolate: false,
          // One more than cores: some tests wait for other processes.
          maxWorkers: availableParallelism() + 1,
          sequence: { groupOrder: 0 },
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        extends: true,
        test: {
          name: "real",
          include: ["test/real/**/*.test.ts"],
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 600_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
