import type { Ir } from "../../ir/ir.ts";
import type { BatchPipeline } from "../../ir/pipeline.ts";
import { auditSuffix } from "../../running/dbt.ts";
import { auditFolder, suiteSources, suitesFolder } from "../../running/great-expectations.ts";
import * as json from "../../text/quote/json.ts";
import type { EmitInput, EmittedFile, Part } from "../emitter.ts";
import { filesOnly, noInputs, part } from "../parts.ts";
import { contextOf } from "./context.ts";
import { type Location, namedBy } from "./location.ts";
import type { GreatExpectationsOptions, Source } from "./options.ts";
import { suiteOf } from "./views.ts";

/** A suite that a gate runs on models before they are published: the pipeline, the contract, and where its rows and those it refers to are then. */
export interface AuditedSuite {
  readonly pipeline: string;
  readonly contract: string;
  readonly source: Source;
  readonly locations: Readonly<Record<string, Location>>;
}

/** The suites that read audit tables, for the gates of pipelines that swap their models. */
export function auditedSuites(
  { contracts, pipelines }: Ir,
  { sources }: Pick<GreatExpectationsOptions, "sources">,
  locations: ReadonlyMap<string, Location>,
): readonly AuditedSuite[] {
  return pipelines.flatMap((pipeline) => {
    if (pipeline.kind !== "batch") return [];
    const source = suiteSources[pipeline.destination.type];
    const checked = new Set(pipeline.steps.flatMap((step) => (isAudit(step) ? step.contracts : [])));
    if (source === undefined || !sources.includes(source) || checked.size === 0) return [];
    const built = new Set(
      pipeline.models.flatMap(({ kind, contract }) => (kind === "staging" ? [] : (contract ?? []))),
    );
    return contracts.flatMap((contract): AuditedSuite[] => {
      if (!checked.has(contract.name)) return [];
      const named = [...namedBy(contract)];
      if (!named.some((one) => built.has(one) && locations.has(one))) return [];
      const found = named.flatMap((one): [string, Location][] => {
        const location = locations.get(one);
        if (location === undefined) return [];
        return [[one, built.has(one) ? audited(location) : location]];
      });
      return [{ pipeline: pipeline.name, contract: contract.id, source, locations: Object.fromEntries(found) }];
    });
  });
}

function audited({ table, judged, ...location }: Location): Location {
  return {
    ...location,
    table: table + auditSuffix,
    ...(judged && {
      judged: { ...judged, table: judged.table + auditSuffix, moved: judged.moved + auditSuffix },
    }),
  };
}

type GateStep = Extract<BatchPipeline["steps"][number], { kind: "gate" }>;

function isAudit(step: BatchPipeline["steps"][number]): step is GateStep {
  return step.kind === "gate" && step.engine === "great_expectations" && step.isAudit;
}

/** The part of such a suite. */
export function auditPart(audited: AuditedSuite): Part<GreatExpectationsOptions> {
  const { pipeline, contract } = audited;
  const inputs = { ...noInputs, contracts: [contract], facts: audited };
  return part(`${auditFolder}/${pipeline}/${contract}`, inputs, filesOnly(auditFiles));
}

function auditFiles(
  { ir }: EmitInput<GreatExpectationsOptions>,
  { pipeline, source, locations }: AuditedSuite,
): readonly EmittedFile[] {
  return ir.contracts.map((contract) => {
    const context = contextOf(contract, { source, locations: new Map(Object.entries(locations)) });
    const { name, json: suite } = suiteOf(contract, ir.project, context);
    return {
      path: `${suitesFolder}/${source}/${auditFolder}/${pipeline}/${name}.json`,
      text: json.write(suite),
      language: "json",
      sources: [contract.origin],
    };
  });
}
