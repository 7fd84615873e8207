import type { Contract } from "../../../ir/contract.ts";
import { isMicrobatch } from "../../../running/interval.ts";
import type { Origin } from "../../../source/origin.ts";
import type { Materialization } from "../materialization.ts";
import type { Contracts, ModelNode, PipelineModel } from "./model-kind.ts";

/** What a kind decides about a model of a pipeline. */
interface OwnDecisions {
  readonly layer: "intermediate" | "marts";
  readonly materialized: Materialization;
  /** The contract whose rows it is made of. */
  readonly of?: Contract | undefined;
  readonly snapshot?: string | undefined;
  /** The file of its SQL. */
  readonly written?: Origin;
}

/** A model of a pipeline. Marts lie in a folder for each domain: that of the contract, else of the rows, else the pipeline. */
export function pipelineNode(
  { model, pipeline }: PipelineModel,
  contracts: Contracts,
  { layer, materialized, of, snapshot, written }: OwnDecisions,
): ModelNode {
  const contract = model.contract === undefined ? undefined : contracts.get(model.contract);
  const described = contract ?? of;
  const area = layer === "intermediate" ? pipeline.name : (contract?.domain ?? of?.domain ?? pipeline.name);
  const origins = [model.origin, written, contract?.origin, of?.origin];
  return {
    name: model.name,
    layer,
    folder: `models/${layer}/${area}`,
    materialized,
    owner: described?.owner ?? pipeline.owner,
    tags: [...new Set([...(contract?.tags ?? []), ...pipeline.tags, ...(model.settings?.tags ?? [])])],
    ...(contract && { contract }),
    ...(model.settings && { settings: model.settings }),
    ...(isMicrobatch(model) && { isMicrobatch: true }),
    ...(snapshot !== undefined && { snapshot }),
    ...(model.quarantine && { quarantine: model.quarantine }),
    ...(model.hasReturningRows && { hasReturningRows: true }),
    ...(pipeline.publish === "swap" && { swappedBy: pipeline.name }),
    origin: contract?.dataset.origin ?? model.origin,
    origins: origins.filter((origin) => origin !== undefined),
    from: {
      contracts: [contract, of].flatMap((one) => one?.id ?? []),
      pipelines: [pipeline.id],
    },
  };
}
