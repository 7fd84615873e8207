import type { Report } from "../diagnostics/diagnostic.ts";
import type { LiveTable } from "../engine/schema.ts";
import type { Ir } from "../ir/ir.ts";
import { type NextName, uniqueNames } from "../text/unique.ts";
import { type ContractDraft, draftText } from "./draft.ts";
import { draftReports } from "./draft-reports.ts";
import type { PipelineRequest } from "./request.ts";
import { specText } from "./spec.ts";
import { type Chosen, chooseTables, tableReports } from "./tables.ts";

/** The input of `assemble`. */
export interface AssembleInput {
  readonly request: PipelineRequest;
  /** The project's Ir. Undefined for a project without documents. */
  readonly ir: Ir | undefined;
  readonly live: readonly LiveTable[] | undefined;
  /** The folder of the project's contracts, with a slash at the end. Empty for the root of the project. */
  readonly folder: string;
  /** The paths of the project's documents. */
  readonly taken: ReadonlySet<string>;
}

/** A pipeline spec, and drafts of the contracts that it needs: texts by path. */
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
  const drafts = draftsOf(chosen, { depth, watermark: request.watermark });
  for (const draft of drafts) files.set(paths.get(draft.name) ?? "", draftText(draft));
  const placeOf = (index: number) => ({
    path: specPath,
    pointer: index < 0 ? "/source/tables" : `/source/tables/${index}`,
  });
  const reports = [
    ...tableReports(chosen, { request, ir, live }, { placeOf, draftPath: (name) => paths.get(name) ?? "" }),
    ...draftReports(chosen, placeOf),
  ];
  return { specPath, files, reports };
}

function draftsOf(chosen: Chosen, shared: Pick<ContractDraft, "depth" | "watermark">): readonly ContractDraft[] {
  const byTable = new Map<string, ContractDraft>();
  if (chosen === "every table") return [];
  for (const { contract: name, draft } of chosen)
    if (draft !== undefined)
      byTable.set(draft.table, { ...shared, ...draft, name, contractOf: (table) => byTable.get(table) });
  return [...byTable.values()];
}

/** A free path for each draft, by the name of its contract. */
function draftPaths(chosen: Chosen, folder: string, taken: ReadonlySet<string>): ReadonlyMap<string, string> {
  if (chosen === "every table") return new Map();
  const numberedPath: NextName = (path, attempt) => path.replace(/(?=\.contract\.yaml$)/, `_${attempt}`);
  const free = uniqueNames(taken, { next: numberedPath });
  const drafts = chosen.filter(({ draft }) => draft !== undefined);
  return new Map(drafts.map(({ contract }) => [contract, free(`${folder}${contract}.contract.yaml`)]));
}
