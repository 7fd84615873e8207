import type { Report } from "../diagnostics/diagnostic.ts";
import type { LiveTable } from "../engine/schema.ts";
import type { Ir } from "../ir/ir.ts";
import { type Draft, draftText, namedColumns } from "./draft.ts";
import type { PipelineRequest } from "./request.ts";
import { specText } from "./spec.ts";
import { type Chosen, chooseTables, columnReports, tableReports } from "./tables.ts";

/** What a spec is assembled from. */
export interface AssembleInput {
  readonly request: PipelineRequest;
  /** What the project says; undefined when it says nothing yet. */
  readonly ir: Ir | undefined;
  readonly live: readonly LiveTable[] | undefined;
  /** The folder of the project's contracts, with a slash at the end; empty for the project's own. */
  readonly folder: string;
  /** The paths of the project's documents. */
  readonly taken: ReadonlySet<string>;
}

/** A spec, and the drafts of contracts that it needs: texts by path. */
export interface Assembled {
  readonly specPath: string;
  readonly files: ReadonlyMap<string, string>;
  readonly reports: readonly Report[];
}

/** Makes the pipeline spec that the flags describe. */
export function assemble({ request, ir, live, folder, taken }: AssembleInput): Assembled {
  const specPath = `${folder}${request.name}.pipeline.yaml`;
  const depth = folder.split("/").length - 1;
  const chosen = chooseTables({ request, ir, live });
  const paths = draftPaths(chosen, folder, taken);
  const files = new Map([[specPath, specText({ request, chosen, ir, depth })]]);
  const drafts = draftsOf(chosen, { depth, ...(request.watermark !== undefined && { watermark: request.watermark }) });
  for (const draft of drafts) files.set(paths.get(draft.name) ?? "", draftText(draft));
  const placeOf = (index: number) => ({
    path: specPath,
    pointer: index < 0 ? "/source/tables" : `/source/tables/${index}`,
  });
  const reports = [
    ...tableReports(chosen, { request, ir, live }, { placeOf, draftPath: (name) => paths.get(name) ?? "" }),
    ...columnReports(chosen, placeOf, namedColumns),
  ];
  return { specPath, files, reports };
}

function draftsOf(chosen: Chosen, shared: Pick<Draft, "depth"> & { readonly watermark?: string }): readonly Draft[] {
  const byTable = new Map<string, Draft>();
  if (chosen === "every table") return [];
  for (const { contract: name, draft } of chosen)
    if (draft !== undefined)
      byTable.set(draft.table, { ...shared, ...draft, name, contractOf: (table) => byTable.get(table) });
  return [...byTable.values()];
}

/** A path for each draft where no document of the project stands. */
function draftPaths(chosen: Chosen, folder: string, taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  if (chosen === "every table") return paths;
  for (const { contract, draft } of chosen) {
    if (draft === undefined) continue;
    let path = `${folder}${contract}.contract.yaml`;
    for (let count = 2; taken.has(path); count++) path = `${folder}${contract}_${count}.contract.yaml`;
    paths.set(contract, path);
  }
  return paths;
}
