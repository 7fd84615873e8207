import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { emitDbt } from "../emit/dbt/project.ts";
import { type BadStory, badStory } from "./dbt/bad-story.ts";
import type { Engine } from "./dbt/engine.ts";
import { type GoodStory, goodStory } from "./dbt/good-story.ts";
import { expectedFailures } from "./dbt/kinds.ts";
import { limitTests } from "./dbt/limits.ts";
import { setUp } from "./dbt/machine.ts";
import { troubles } from "./dbt/project.ts";
import { proofIr } from "./dbt/proof.ts";
import { plantedInRows, plantedKeys, rowAssertions, validatorKeys } from "./dbt/verdicts.ts";
import { withoutPython } from "./needs.ts";

const ENGINES: readonly Engine[] = ["duckdb", "postgres"];

describe.skipIf(withoutPython())("the dbt project on real engines", () => {
  const good = new Map<Engine, GoodStory>();
  const bad = new Map<Engine, BadStory>();
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;

  beforeAll(async () => {
    const here = await setUp();
    machine = here;
    const { files } = emitDbt(proofIr, { adapters: ENGINES });
    await Promise.all(
      ENGINES.map(async (engine) => {
        good.set(engine, await goodStory(engine, here, files));
        bad.set(engine, await badStory(engine, here, files));
      }),
    );
  });
  afterAll(() => machine?.tearDown());

  describe.each(ENGINES)("%s, good rows", (engine) => {
    const story = () => good.get(engine) as GoodStory;

    it("is green at the first build, at rows at the edge of every rule and at every tolerance used up", () => {
      const { first } = story();
      expect(troubles(first)).toEqual({});
      expect(first.status).toBe(0);
      expect(first.results.size).toBeGreaterThan(130);
    });

    it("is green when rows have changed, came and went", () => {
      expect(troubles(story().second)).toEqual({});
      expect(troubles(story().third)).toEqual({});
    });

    it("keeps a version for each change of a tracked column, and overwrites the others", () => {
      expect(story().afterSecond.dimension).toEqual([
        ["c1", "private", "Bonn", false, false],
        ["c1", "partner", "Bonn", true, true],
        ["c2", "it's business", "Oslo", true, true],
        ["c3", "partner", "Pisa", true, true],
        ["c4", "private", "Kyiv", true, true],
        ["c5", null, "Lima", false, false],
      ]);
      expect(story().afterSecond.every_change).toEqual([
        ["c1", "private", "Bonn", false],
        ["c1", "partner", "Bonn", true],
        ["c2", "it's business", "Rome", false],
        ["c2", "it's business", "Oslo", true],
        ["c3", "partner", "Pisa", true],
        ["c4", "private", "Kyiv", true],
        ["c5", null, "Lima", false],
      ]);
    });

    it("puts a late change where it belongs, and takes back what was gone, without overlaps", () => {
      const { afterSecond, afterThird } = story();
      expect(afterThird.dimension.filter(([customer]) => customer === "c4" || customer === "c5")).toEqual([
        ["c4", "partner", "Kyiv", true, true],
        ["c5", null, "Lima", false, false],
        ["c5", "private", "Lima", true, true],
      ]);
      expect([...afterSecond.overlaps, ...afterThird.overlaps]).toEqual([]);
      expect(afterThird.beginnings).toEqual([[0]]);
    });

    it("keeps rows as they first were, and as they are now", () => {
      const { as_first, as_now } = story().afterThird;
      expect(as_first.map(([customer, segment, city]) => [customer, segment, city])).toEqual([
        ["c1", "private", "Bonn"],
        ["c2", "it's business", "Rome"],
        ["c3", "partner", "Pisa"],
        ["c4", "private", "Kyiv"],
        ["c5", null, "Lima"],
      ]);
      expect(as_now.map(([customer, segment]) => [customer, segment])).toEqual([
        ["c1", "partner"],
        ["c2", "it's business"],
        ["c3", "partner"],
        ["c4", "partner"],
        ["c5", "private"],
      ]);
    });

    it("has the same facts after increments as after a full refresh", () => {
      const { afterSecond, afterFullRefresh, fullRefresh } = story();
      expect(troubles(fullRefresh)).toEqual({});
      expect(afterSecond.facts).toHaveLength(5);
      expect(afterSecond.facts).toEqual(afterFullRefresh.facts);
      expect(afterSecond.facts.map(([, , , amount]) => amount)).toContain("99.95");
    });

    it("breaks when a model's SQL does not keep its contract", () => {
      const { broken } = story();
      expect(broken.status).toBe(1);
      expect(broken.results.get("stg_shop__customers")).toMatchObject({ status: "error" });
      expect(broken.stdout).toMatch(/enforced contract that failed/);
      expect(broken.stdout).toMatch(/\| email +\|/);
    });
  });

  describe.each(ENGINES)("%s, rows with planted faults", (engine) => {
    const story = () => bad.get(engine) as BadStory;
    const found = (contract: string) =>
      Object.fromEntries(
        Object.entries(troubles(story().tests))
          .filter(([name]) => name.startsWith(`${contract}__`))
          .map(([name, trouble]) => [name.slice(contract.length + 2), trouble]),
      );

    it("is red in exactly the tests of the rules that rows break, with as many failures", () => {
      const expected = Object.entries(expectedFailures()).map(([name, failures]) => [name, `fail ${failures}`]);
      expect(found("kinds")).toEqual(Object.fromEntries(expected));
    });

    it("is red just past every tolerance, and only there", () => {
      expect(found("within")).toEqual({});
      const expected = Object.entries(limitTests).map(([name, { severity, rows }]) => [
        name,
        `${severity} ${rows?.length ?? 1}`,
      ]);
      expect(found("beyond")).toEqual(Object.fromEntries(expected));
    });

    it("is red where rows are missing", () => {
      expect(found("nothing")).toEqual({ freshness: "fail 1", row_count: "fail 1", volume: "fail 1" });
      expect(found("parents")).toEqual({});
    });

    it("is red in the shop, in the sources and below them", () => {
      expect(found("customers")).toEqual({
        city__length: "fail 1",
        email__format: "fail 1",
        freshness: "fail 1",
        homePage__format: "fail 1",
        segment__in_set: "fail 1",
      });
      expect(found("orders")).toEqual({
        big: "fail 1",
        customer_id__reference: "fail 1",
        freshness: "fail 1",
        note__in_set: "warn 1",
        paid: "warn 1",
        status__in_set: "fail 1",
        total_amount__multiple_of: "fail 1",
        total_amount__range: "fail 2",
        updated_at__range: "fail 1",
        volume: "fail 1",
      });
      expect(found("fct_orders")).toEqual({ total_amount__range: "fail 1" });
      expect(found("dim_customers")).toEqual({});
    });

    it("stops the build that a user runs", () => {
      const { build, tests } = story();
      expect(build.status).toBe(1);
      expect(tests.status).toBe(1);
      const staged = Object.entries(troubles(tests)).filter(([name]) => build.results.get(name)?.status !== "skipped");
      for (const [name, trouble] of staged) expect(troubles(build)[name], name).toBe(trouble);
      expect(build.results.get("fct_orders")).toMatchObject({ status: "skipped" });
    });

    it("tells stale sources", () => {
      const { freshness } = story();
      expect(freshness.status).toBe(1);
      const stale = [...freshness.stdout.matchAll(/ERROR STALE freshness of (\S+)/g)].map(([, name]) => name);
      expect(freshness.stdout).toMatch(/PASS freshness of proof\.within/);
      expect(stale.sort()).toEqual(["proof.beyond", "proof.nothing", "shop.customers", "shop.orders"]);
    });
  });

  it("finds the same on both engines", () => {
    expect(troubles((bad.get("duckdb") as BadStory).tests)).toEqual(troubles((bad.get("postgres") as BadStory).tests));
  });

  it.each(ENGINES)("%s finds the planted rows and no others, those past a tolerance too", (engine) => {
    expect((bad.get(engine) as BadStory).keys).toEqual(plantedKeys());
  });

  it("finds in each row what the generated validator finds in it", async () => {
    expect(await validatorKeys()).toEqual(plantedInRows());
    expect(rowAssertions.length).toBeGreaterThan(30);
  });

  it("has planted a fault in every kind of promise", () => {
    const red = new Set(Object.keys(troubles((bad.get("duckdb") as BadStory).tests)));
    const assertions = proofIr.contracts.flatMap(({ dataset }) => dataset.assertions);
    const kinds = new Set(assertions.map(({ rule }) => rule.kind));
    const caught = new Set(
      assertions.filter(({ id }) => red.has(id.replaceAll(".", "__"))).map(({ rule }) => rule.kind),
    );
    expect([...kinds].filter((kind) => !caught.has(kind))).toEqual([]);
    expect(kinds.size).toBe(16);
  });
});
