import type { Report } from "../diagnostics/diagnostic.ts";
import type { ContractDocument, FieldDocument } from "../language/contract/contract-document.ts";
import { unread } from "../language/faults.ts";
import type { Located } from "../language/located.ts";
import type { PipelineDocument, StreamPipelineDocument } from "../language/pipeline/pipeline-document.ts";
import { diagnostics } from "./diagnostics.ts";
import { type Edge, mayHave, splitReference } from "./linked-project.ts";
import { type Names, STEPS } from "./names.ts";

/** Checks the references of a contract to others, and returns them as edges. */
export function contractEdges(contract: ContractDocument, names: Names, reports: Report[]): Edge[] {
  const from = `contract:${contract.name.value}`;
  const uses = [
    ...allFields(contract.fields).flatMap((field) => (field.references ? [field.references] : [])),
    ...contract.quality.flatMap((rule) => (rule.rule === "reference" ? [rule.to] : [])),
  ];
  const edges = uses.flatMap((use): Edge[] => {
    const to = referenced(use, contract.path, { names, reports });
    return to === undefined
      ? []
      : [{ from, to: `contract:${to}`, kind: "references", at: { path: contract.path, pointer: use.pointer } }];
  });
  for (const rule of contract.quality) {
    if (rule.rule !== "equal_row_count" || !knownContract(rule.dataset, contract.path, { names, reports })) continue;
    edges.push({
      from,
      to: `contract:${rule.dataset.value}`,
      kind: "references",
      at: { path: contract.path, pointer: rule.dataset.pointer },
    });
  }
  return edges;
}

interface Linking {
  readonly names: Names;
  readonly reports: Report[];
}

/** The contract that `contract.column` names, after a check that both exist. */
function referenced(use: Located<string>, path: string, { names, reports }: Linking): string | undefined {
  const at = { path, pointer: use.pointer };
  const split = splitReference(use.value);
  if (split === undefined) {
    const column = names.contracts.get(use.value)?.fields[0]?.name;
    const example = column === undefined ? "customers.customer_id" : `${use.value}.${column}`;
    reports.push(diagnostics.report("bad-reference", at, { text: use.value, example }));
    return undefined;
  }
  if (!knownContract({ value: split.contract, pointer: use.pointer }, path, { names, reports })) return undefined;
  const target = names.contracts.get(split.contract);
  if (target !== undefined && !mayHave(target, [split.field])) {
    const known = target.fields.map((field) => field.name);
    reports.push(
      diagnostics.report("unknown-column", at, { contract: split.contract, name: split.field, names: known }),
    );
  }
  return split.contract;
}

function knownContract(use: Located<string>, path: string, { names, reports }: Linking): boolean {
  if (names.contracts.has(use.value)) return true;
  if (names.broken.has(use.value)) return false;
  const known = [...names.contracts.keys()];
  reports.push(
    diagnostics.report("unknown-contract", { path, pointer: use.pointer }, { name: use.value, names: known }),
  );
  return false;
}

/** Checks the contracts and steps that a pipeline names, and returns its dependencies as edges. */
export function pipelineEdges(pipeline: PipelineDocument, names: Names, reports: Report[]): Edge[] {
  if (pipeline.type === "streaming") return streamEdges(pipeline, names, reports);
  const from = `pipeline:${pipeline.name.value}`;
  const linking = { names, reports };
  const extracted = (pipeline.source?.tables ?? []).filter((table) => knownContract(table, pipeline.path, linking));
  const enforced = pipeline.models.flatMap((model) => {
    const uses = ["of" in model ? model.of : undefined, model.contract].filter((use) => use !== undefined);
    return uses.filter((use) => knownContract(use, pipeline.path, linking));
  });
  for (const task of pipeline.tasks) {
    const steps = [...STEPS, ...pipeline.tasks.map(({ id }) => id.value)];
    const unknown = unread(pipeline, "spec") ? [] : task.after.filter(({ value }) => !steps.includes(value));
    for (const { value, pointer } of unknown) {
      reports.push(diagnostics.report("unknown-task", { path: pipeline.path, pointer }, { name: value, names: steps }));
    }
  }
  const edge =
    (kind: Edge["kind"]) =>
    (use: Located<string>): Edge => ({
      from,
      to: `contract:${use.value}`,
      kind,
      at: { path: pipeline.path, pointer: use.pointer },
    });
  return [...extracted.map(edge("extracts")), ...enforced.map(edge("satisfies")), ...taskEdges(pipeline)];
}

function taskEdges(pipeline: Extract<PipelineDocument, { type: "batch" }>): Edge[] {
  const node = (id: string) => `task:${pipeline.name.value}.${id}`;
  const own = new Set(pipeline.tasks.map(({ id }) => id.value));
  return pipeline.tasks.flatMap((task) =>
    task.after
      .filter(({ value }) => own.has(value))
      .map(
        ({ value, pointer }): Edge => ({
          from: node(task.id.value),
          to: node(value),
          kind: "reads",
          at: { path: pipeline.path, pointer },
        }),
      ),
  );
}

function streamEdges(pipeline: StreamPipelineDocument, names: Names, reports: Report[]): Edge[] {
  const { topic } = pipeline.source;
  const at = { path: pipeline.path, pointer: topic.pointer };
  // The missing topic has its own report.
  if (topic.value === "") return [];
  const contract = topicContract(topic.value, names);
  if (contract === undefined) {
    if (!names.hasUnreadTopics) knownContract(topic, pipeline.path, { names, reports });
    return [];
  }
  if (contract.dataset.kind.value !== "topic" && !unread(contract, "dataset"))
    reports.push(diagnostics.report("not-a-topic", at, { name: contract.name.value }));
  return [{ from: `pipeline:${pipeline.name.value}`, to: `contract:${contract.name.value}`, kind: "consumes", at }];
}

/** The contract that a streaming pipeline names, by its own name or by that of its topic. */
export function topicContract(name: string, { contracts }: Pick<Names, "contracts">): ContractDocument | undefined {
  return contracts.get(name) ?? [...contracts.values()].find((contract) => contract.dataset.topic?.name.value === name);
}

/** Fields with the members of objects and the items of arrays. */
export function allFields(fields: readonly FieldDocument[]): readonly FieldDocument[] {
  return fields.flatMap((field) => [
    field,
    ...allFields(field.fields ?? []),
    ...(field.items ? allFields([field.items]) : []),
    ...(field.values ? allFields([field.values]) : []),
  ]);
}
