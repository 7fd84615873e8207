import { expect, it } from "vitest";
import { replay } from "../author-schema/replay.ts";

// This test needs no other program, but much time. DEX_SEED selects other schemas.
it("a JSON Schema that is a contract accepts the same rows as the author's schema, for many random schemas", async () => {
  const { taken, refused, good, bad } = await replay(2_000, Number(process.env["DEX_SEED"] ?? 20_261_130));
  expect(Math.min(taken, refused)).toBeGreaterThan(700);
  expect(Math.min(good, bad)).toBeGreaterThan(20_000);
}, 300_000);
