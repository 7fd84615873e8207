import { defineConfig } from "vitest/config";

// The fast tests share one process's modules; the tests of real tools (test/real) run after each other, since each of them takes all cores.
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
          testTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: "real",
          include: ["test/real/**/*.test.ts"],
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 900_000,
        },
      },
    ],
  },
});
