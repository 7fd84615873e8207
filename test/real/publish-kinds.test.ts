import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AssertionKind } from "../../src/ir/assertion.ts";
import { emitDbt } from "../emit/dbt/project.ts";
import { isFull } from "../extent.ts";
import { createDatabase, type Engine } from "./dbt/engine.ts";
import { setUp } from "./dbt/machine.ts";
import { writeProject } from "./dbt/project.ts";
import { CREATE, kindsAt, kindsIr, loadScript, PLACES, type Place, PUBLISHED } from "./dbt/publish-kinds.ts";
import { runPipeline } from "./dbt/publishing.ts";
import { openSession, type Session } from "./dbt/session.ts";
import { withoutPython } from "./needs.ts";

/** The kinds that are tried at a place: all of them, or each at one of the places where it can be violated. */
function triedAt(place: Place): readonly AssertionKind[] {
  if (isFull) return kindsAt(place);
  return kindsAt(place).filter((kind, index) => {
    const places = PLACES.filter((one) => kindsAt(one).includes(kind));
    return places[index % places.length] === place;
  });
}

/** The end of the name of the node that refuses the row: the test, a model whose enforced contract refuses NULL, or the freshness of the source. */
function refusedBy(kind: AssertionKind, place: Place): RegExp {
  if (kind === "not_null" && place !== "source") return /_events$/;
  if (kind === "freshness" && place === "source") return /^events$/;
  return kind === "schema" ? /__schema/ : new RegExp(`__r_${kind}$`);
}

describe.skipIf(withoutPython())("a row that violates one rule", () => {
  let machine: Awaited<ReturnType<typeof setUp>> | undefined;
  beforeAll(async () => {
    machine = await setUp();
  });
  afterAll(() => machine?.tearDown());

  describe.each<Engine>(["duckdb", "postgres"])("on %s", (engine) => {
    describe.each(PLACES)("of the contract of a %s", (place) => {
      let session: Session | undefined;
      const here = () => session as Session;
      const ir = kindsIr(engine, place);
      let before: Readonly<Record<string, unknown>> = {};
      const published = () =>
        here().query(
          Object.fromEntries(
            Object.entries(PUBLISHED).map(([name, by]) => [name, `select * from analytics.${name} order by ${by}`]),
          ),
        );

      /** Runs the commands of the pipeline until one fails: the nodes that are not green. */
      const run = async (): Promise<readonly string[]> => {
        const { failed, bad, said } = await runPipeline(ir, here());
        const names = Object.keys(bad);
        return failed.length > 0 && names.length === 0 ? said.slice(-1) : names;
      };

      beforeAll(async () => {
        const { files, diagnostics } = emitDbt(ir, { adapters: [engine] });
        expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
        const { dbt, folder } = machine as NonNullable<typeof machine>;
        const cwd = writeProject(files, engine, join(folder, `kinds-${place}-${engine}`));
        const database = await createDatabase(engine, `kinds_${place}`, machine as NonNullable<typeof machine>);
        session = openSession(dbt, database, cwd);
        await here().script(CREATE);
        await here().script(loadScript());
        expect(await run()).toEqual([]);
        before = await published();
        expect(before).toMatchObject({ fct_events: { length: 5 }, dim_events: { length: 5 } });
      });
      afterAll(() => session?.close());

      it.each(triedAt(place))("changes nothing that is published: %s", async (kind) => {
        await here().script(loadScript(kind));
        const bad = await run();
        expect(bad).toHaveLength(1);
        expect(bad[0]).toMatch(refusedBy(kind, place));
        expect(await published()).toEqual(before);
      });

      it("is mended, and the run is green", async () => {
        await here().script(loadScript());
        expect(await run()).toEqual([]);
        const after = await published();
        expect(after).not.toEqual(before);
        expect(after).toMatchObject({ fct_events: { length: 5 }, dim_events: { length: 5 } });
      });
    });
  });
});
