import { dialects } from "../../dialect/registry.ts";
import { typeLimits } from "../../dialect/type-limits.ts";
import { type Coverage, limitedBy } from "../../ir/coverage.ts";
import type { Ir } from "../../ir/ir.ts";
import type { ConnectionUse } from "../../running/connection-use.ts";
import { extractFolder, scriptPath } from "../../running/dlt.ts";
import { extractUses } from "../../running/environment.ts";
import { inTargets, projectTargets } from "../../running/target.ts";
import { connectionFile } from "../connection-file.ts";
import type { DivideWork, Emission, EmitInput, EmittedFile, Findings, Language } from "../emitter.ts";
import { fixedHeader } from "../header.ts";
import { allInputs, inParts, NOTHING, part } from "../parts.ts";
import type { TargetTypes } from "../type-losses.ts";
import { alterView, changesView } from "./changes.ts";
import { destinations } from "./endpoints.ts";
import type { ExtractOptions } from "./options.ts";
import { type ExtractPlan, isExtracting, planExtract } from "./plan.ts";
import { hintLosses, loadLimits } from "./types.ts";
import { requirementsView, scriptView } from "./views.ts";

const FOLDER = extractFolder;

/** A script per batch pipeline, and the modules that the scripts share. */
export const parts: DivideWork<ExtractOptions> = function* divide({ ir }) {
  for (const pipeline of ir.pipelines) {
    if (!isExtracting(pipeline)) continue;
    const inputs = { ...allInputs, pipelines: [pipeline.id], contracts: pipeline.source.tables, templates: [SCRIPT] };
    yield part(pipeline.id, inputs, { emit: emitScript, find: findReports });
  }
  yield part("shared", { ...allInputs, options: [] }, { emit: emitShared, find: () => NOTHING });
};

/** Writes a script per batch pipeline, and the modules that the scripts share. */
export const emit = inParts(parts);

type Input = EmitInput<ExtractOptions>;

const SCRIPT = `${FOLDER}/pipeline.py.njk`;

function planned(ir: Ir) {
  const made = ir.pipelines.flatMap((pipeline) => (isExtracting(pipeline) ? [planExtract(pipeline, ir)] : []));
  return { plans: made.flatMap(({ plan }) => plan ?? []), reports: made.flatMap(({ reports }) => reports) };
}

function emitScript({ ir, options, render }: Input): Emission {
  const { plans, reports } = planned(ir);
  const files = plans.map((plan) => ({
    path: scriptPath(plan.pipeline),
    ...render(SCRIPT, scriptView(plan, options)),
    language: "python" as const,
    sources: [plan.pipeline.origin, ...plan.tables.map(({ contract }) => contract.origin)],
  }));
  return { files, coverage: [], diagnostics: reports };
}

function findReports({ ir }: Pick<Input, "ir">): Findings {
  return { coverage: [], diagnostics: planned(ir).reports };
}

function emitShared({ ir, render }: Input): Emission {
  const { plans } = planned(ir);
  const coverage = coverageOf(ir, plans);
  if (plans.length === 0) return { files: [], coverage, diagnostics: [] };
  const file = (name: string, language: Language, view: Parameters<typeof render>[1]): EmittedFile => ({
    path: `${FOLDER}/${name}`,
    ...render(`${FOLDER}/${name}.njk`, view),
    language,
    sources: [],
  });
  const renames = plans.some(({ pipeline }) => destinations[pipeline.destination.type]?.naming !== "direct");
  const isPostgres = plans.some(({ pipeline }) => pipeline.destination.type === "postgres");
  const files = [
    connectionFile(FOLDER, inTargets(usesOf(plans), projectTargets(ir)), { render, targets: ir.targets }),
    file("dex_extract.py", "python", { header: fixedHeader, hasTargets: ir.targets !== undefined }),
    file("dex_alter.py", "python", alterView()),
    file("dex_changes.py", "python", changesView()),
    file("dex_copy.py", "python", { header: fixedHeader }),
    file("dex_problems.py", "python", { header: fixedHeader }),
    ...(isPostgres ? [file("dex_postgres.py", "python", { header: fixedHeader })] : []),
    ...(renames ? [file("dex_names.py", "python", { header: fixedHeader })] : []),
    file("requirements.txt", "text", requirementsView(plans)),
  ];
  return { files, coverage, diagnostics: [] };
}

function usesOf(plans: readonly ExtractPlan[]): readonly ConnectionUse[] {
  return plans.flatMap(({ pipeline }) => extractUses(pipeline));
}

/** The connection settings that the scripts read. */
export function connections(_: ExtractOptions, ir: Ir): readonly ConnectionUse[] {
  return inTargets(usesOf(planned(ir).plans), projectTargets(ir));
}

/** One record per assertion. A script compares the columns before it reads rows. It does not check values. */
function coverageOf(ir: Ir, plans: readonly ExtractPlan[]): readonly Coverage[] {
  const files = new Map(
    plans.flatMap(({ pipeline, tables }) =>
      tables.map(({ contract }): [string, string] => [contract.id, scriptPath(pipeline)]),
    ),
  );
  return ir.contracts.flatMap(({ id, dataset }) =>
    dataset.assertions.map((assertion): Coverage => {
      const file = files.get(id);
      const record = { assertion: assertion.id, target: FOLDER };
      if (file === undefined)
        return { ...record, how: "unsupported", why: "no extract script loads it", expected: true };
      if (assertion.rule.kind !== "schema") {
        const why = "an extract script loads rows as they are; the tests in the warehouse check them";
        return { ...record, how: "unsupported", why, expected: true };
      }
      return {
        ...record,
        how: "runtime",
        ...limitedBy(["columns are compared by name; a type that differs from that of the source is only reported"]),
        file,
      };
    }),
  );
}

/** The hints of dlt, for the tables that the scripts load, and the limits of each destination. */
export function types(_: ExtractOptions, ir: Ir): readonly TargetTypes[] {
  const { plans } = planned(ir);
  const loaded = (into: readonly ExtractPlan[]): TargetTypes["has"] => {
    const ids = new Set(into.flatMap(({ tables }) => tables.map(({ contract }) => contract.id)));
    return ({ id }) => ids.has(id);
  };
  const typesOf = [...new Set(plans.map(({ pipeline }) => pipeline.destination.type))];
  return [
    { target: "dlt", losses: hintLosses, has: loaded(plans) },
    ...typesOf.flatMap((type): readonly TargetTypes[] => {
      const has = loaded(plans.filter(({ pipeline }) => pipeline.destination.type === type));
      const engine = type === "filesystem" ? {} : typeLimits(dialects[type]);
      return [
        { target: type, limits: engine, has },
        { target: `dlt on ${type}`, limits: loadLimits[type] ?? {}, has },
      ];
    }),
  ];
}
