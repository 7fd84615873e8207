import type { Contract } from "../../ir/contract.ts";
import type { Asset, BatchPipeline } from "../../ir/pipeline.ts";
import { type IntervalUse, isBackfillable } from "../../running/interval.ts";
import type { RunningProject } from "../../running/run.ts";
import * as markdown from "../../text/quote/markdown.ts";
import { environmentItems } from "./environment.ts";
import type { Need } from "./needs.ts";
import type { AirflowOptions } from "./options.ts";
import { isRecent } from "./version.ts";

/** The input for the documentation of a DAG. */
export interface DocSubject {
  readonly contracts: ReadonlyMap<string, Contract>;
  readonly options: AirflowOptions;
  readonly running: RunningProject;
  readonly interval: IntervalUse;
  /** What must exist in Airflow. */
  readonly needs: readonly Need[];
}

/** The documentation of the DAG, as Markdown. It ends with a line break, since Airflow reads a string that ends with ".md" as a file name. */
export function docText(pipeline: BatchPipeline, subject: DocSubject): string {
  const { contracts, options, running, needs } = subject;
  const { description, steps, awaits, origin } = pipeline;
  const assets = steps.flatMap((step) => (step.kind === "publish" ? step.assets : []));
  const waits = pipeline.schedule === undefined && awaits.length > 0;
  const gated = steps.some(({ kind }) => kind === "gate" || kind === "freshness");
  const reads =
    options.connections === "airflow"
      ? "Tasks read Airflow Connections, as these variables:"
      : "Tasks read from the environment of their worker:";
  const item = (asset: Asset) => assetItem(asset, contracts);
  return [
    ...(description === undefined ? [] : [markdown.text(description).text, ""]),
    ...list("Runs when all of these have been published:", waits ? awaits.map(item) : []),
    ...list(gated ? "Publishes, once every check is green:" : "Publishes:", assets.map(item)),
    ...list("Needs in Airflow:", needs.map(needItem)),
    ...list(reads, environmentItems(pipeline, running)),
    ...backfillLines(pipeline, subject),
    `Written down in ${markdown.code(origin.path).text}.`,
    "",
  ].join("\n");
}

function list(title: string, items: readonly string[]): readonly string[] {
  return items.length === 0 ? [] : [title, "", ...items, ""];
}

function needItem({ kind, name, about, command }: Need): string {
  const create = command === undefined ? "" : `: ${markdown.code(command).text}`;
  return `- the ${kind} ${markdown.code(name).text}, ${about}${create}`;
}

/** What a backfill does, for a DAG with data intervals. */
function backfillLines(pipeline: BatchPipeline, { interval, options }: DocSubject): readonly string[] {
  const { schedule, name } = pipeline;
  if (schedule === undefined || schedule === "@once") return [];
  if (!isBackfillable(pipeline, interval)) {
    const consequence = isRecent(options.version) ? "Airflow refuses backfills" : "do not backfill";
    return [`Every run loads and builds the same, whatever its data interval, so ${consequence}.`, ""];
  }
  const { tables, models, batches, wholeTables, wholeModels } = interval;
  const names = (all: readonly string[]) => all.map((one) => markdown.code(one).text).join(", ");
  const part = (verb: string, all: readonly string[]) => (all.length === 0 ? [] : [`- ${verb}: ${names(all)}`]);
  return [
    "In a backfill, each run",
    "",
    ...part("loads the rows of its data interval", tables),
    ...part("reads the rows from the start of its data interval, less the lookback, into", models),
    ...part("builds the batches of its data interval in", batches),
    ...part("loads all rows", wholeTables),
    ...part("builds as a whole", wholeModels),
    "",
    `One run is active at a time: ${markdown.code(`airflow backfill create --dag-id ${name} --from-date 2026-01-01 --to-date 2026-01-31 --max-active-runs 1`).text}`,
    "",
  ];
}

function assetItem({ kind, name }: Asset, contracts: ReadonlyMap<string, Contract>): string {
  const contract = kind === "contract" ? contracts.get(name) : undefined;
  const version = contract === undefined ? "" : ` ${markdown.code(contract.version).text}`;
  const about = contract?.description === undefined ? "" : `: ${markdown.text(contract.description).text}`;
  return `- ${markdown.code(name).text}${version}${about}`;
}
