import { describe, expect, it } from "vitest";
import { sqlDialects } from "../../src/dialect/registry.ts";
import { PARSERS } from "./parsers.ts";
import { statementsOf } from "./statements.ts";

describe.each(sqlDialects)("what dex writes for %s", (name) => {
  it("is read by a parser of the dialect", async () => {
    const { parse, beyond } = PARSERS[name];
    const statements = statementsOf(name);
    expect(statements.length).toBeGreaterThan(200);
    for (const { shows, sql } of statements) {
      const problem = await Promise.resolve(sql)
        .then(parse)
        .then(
          () => "read",
          (error: Error) => `refused: ${error.message.slice(0, 200)}`,
        );
      // Both ways, so that nothing is excused any longer than it must be.
      if (beyond?.test(sql)) expect(problem, `${shows}: ${sql}`).toMatch(/^refused/);
      else expect(problem, `${shows}: ${sql}`).toBe("read");
    }
  });
});
