import type { Report } from "../diagnostics/diagnostic.ts";
import type { Outcome } from "../diagnostics/outcome.ts";
import type { ContractDocument } from "../language/contract/contract-document.ts";
import type { Document } from "../language/document.ts";
import { type Part, unread } from "../language/faults.ts";
import type { BatchPipelineDocument, PipelineDocument } from "../language/pipeline/pipeline-document.ts";
import type { NodePlace } from "../source/origin.ts";
import type { SourceFile } from "../source/source-file.ts";
import { by } from "../text/compare.ts";
import { withColumns } from "./columns.ts";
import { diagnostics } from "./diagnostics.ts";
import { cycleReports, orderOf } from "./graph.ts";
import type { Edge, LinkedProject, Relation } from "./linked-project.ts";
import { readMacros } from "./macros.ts";
import type { Names } from "./names.ts";
import { contractEdges, pipelineEdges } from "./references.ts";
import { linkRelations } from "./relations.ts";

/** Resolves names to documents, reports unknown names, duplicates and cycles, and sorts the graph of the project. */
export function link(
  documents: readonly Document[],
  sql: readonly SourceFile[],
  macroFiles: readonly SourceFile[] = [],
): Outcome<LinkedProject> {
  const reports: Report[] = [];
  const contracts = unique(documents.filter(isContract), "duplicate-contract", reports);
  const pipelines = unique(documents.filter(isPipeline), "duplicate-pipeline", reports);
  const broken = documents.filter((document) => document.kind === "broken");
  const brokenNames = [
    ...broken.map(({ name, path }) => name?.value ?? nameOfFile(path)),
    // A contract with a duplicate name probably should have the name of its file.
    ...documents.filter((one) => isContract(one) && !contracts.includes(one)).map(({ path }) => nameOfFile(path)),
  ];
  const names: Names = {
    contracts: new Map(contracts.map((contract) => [contract.name.value, contract])),
    batches: pipelines.filter((pipeline): pipeline is BatchPipelineDocument => pipeline.type === "batch"),
    broken: new Set(brokenNames),
    hasUnreadTopics:
      broken.some(({ was }) => was !== "pipeline") ||
      contracts.some((contract) => contract.dataset.topic === undefined && unread(contract, "dataset")),
    hasUnreadSpecs:
      broken.some(({ was }) => was !== "contract") || pipelines.some((pipeline) => unread(pipeline, "spec")),
    sqlFiles: new Map(sql.map((file) => [file.path, file])),
    macros: readMacros(macroFiles, reports),
  };
  const relations = linkRelations(names, reports);
  const edges = [
    ...contracts.flatMap((contract) => contractEdges(contract, names, reports)),
    ...pipelines.flatMap((pipeline) => pipelineEdges(pipeline, names, reports)),
    ...relations.flatMap(relationEdges),
  ];
  const nodes = [
    ...contracts.map(({ name }) => `contract:${name.value}`),
    ...pipelines.map(({ name }) => `pipeline:${name.value}`),
    ...names.batches.flatMap((batch) => batch.tasks.map(({ id }) => `task:${batch.name.value}.${id.value}`)),
    ...relations.map(({ name }) => `model:${name}`),
  ];
  reports.push(...cycleReports(nodes, edges));
  const order = orderOf(nodes, edges);
  const position = new Map(order.map((node, index) => [node, index]));
  const placeOf = ({ name }: Relation) => position.get(`model:${name}`) ?? 0;
  const sorted = [...relations].sort((a, b) => placeOf(a) - placeOf(b));
  const value: LinkedProject = {
    contracts,
    contractsByName: Object.fromEntries(names.contracts),
    pipelines,
    sqlFiles: Object.fromEntries(names.sqlFiles),
    macroFiles,
    relations: withColumns(sorted, names),
    edges,
    order,
  };
  return { value, diagnostics: reports };
}

/** The likely name of a document that cannot be read: `orders` for `contracts/orders.contract.yaml`. */
function nameOfFile(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\..*/s, "");
}

function isContract(document: Document): document is ContractDocument {
  return document.kind === "contract";
}

function isPipeline(document: Document): document is PipelineDocument {
  return document.kind === "pipeline";
}

const EVERY_PART: ReadonlySet<Part> = new Set<Part>(["columns", "dataset", "rules", "sla", "spec"]);

/** Sorts the documents by name. Of documents with the same name, keeps the one with the name of its file, or else the first, and reports the others. */
function unique<T extends ContractDocument | PipelineDocument>(
  documents: readonly T[],
  code: "duplicate-contract" | "duplicate-pipeline",
  reports: Report[],
): readonly T[] {
  const found = new Map<string, T>();
  const place = ({ path, name }: T): NodePlace => ({ path, pointer: name.pointer });
  const hasNameOfFile = ({ path, name }: T) => name.value === nameOfFile(path);
  const sorted = [...documents].sort(by(({ path }) => path));
  // A document whose name differs from its file is more likely to have the mistake.
  for (const document of [...sorted.filter(hasNameOfFile), ...sorted.filter((one) => !hasNameOfFile(one))]) {
    const name = document.name.value;
    const first = found.get(name);
    if (first === undefined) found.set(name, document);
    else {
      // A reference may mean either document, so nothing is reported as missing in the one that stays.
      found.set(name, { ...first, faults: { respelled: first.faults?.respelled ?? [], unread: EVERY_PART } });
      reports.push({
        ...diagnostics.report(code, place(document), { name }),
        related: [{ at: place(first), message: "first here" }],
      });
    }
  }
  return [...found.values()].sort(by(({ name }) => name.value));
}

function relationEdges(relation: Relation): Edge[] {
  return relation.reads.map((to) => ({
    from: `model:${relation.name}`,
    to: `model:${to}`,
    kind: "reads",
    at: relation.at,
  }));
}
