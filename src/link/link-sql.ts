import type { Report } from "../diagnostics/diagnostic.ts";
import type { BatchPipelineDocument, ModelDocument } from "../language/pipeline/pipeline-document.ts";
import type { Place } from "../source/origin.ts";
import { type ReferencePart, splitReferences } from "../sql/references.ts";
import { diagnostics } from "./diagnostics.ts";
import type { LinkedSql, Relation } from "./linked-project.ts";
import { type Names, sourceName, stagedAs } from "./names.ts";

/** The input for resolving the references of one model's SQL. */
export interface SqlToLink {
  readonly pipeline: BatchPipelineDocument;
  readonly document: Extract<ModelDocument, { kind: "sql" }>;
  readonly names: Names;
  readonly relations: readonly Relation[];
  readonly byName: ReadonlyMap<string, Relation>;
  readonly reports: Report[];
}

/** Finds a model's SQL and resolves its `ref()` and `source()` calls. Returns undefined for missing or invalid SQL. */
export function linkSql(job: SqlToLink): LinkedSql | undefined {
  const { pipeline, document, names, reports } = job;
  const { value, pointer } = document.sql;
  const inSpec = { path: pipeline.path, pointer };
  const file = "file" in value ? names.sqlFiles.get(value.file) : undefined;
  if ("file" in value && file === undefined) {
    const paths = [...names.sqlFiles.keys()];
    reports.push(diagnostics.report("missing-sql-file", inSpec, { path: value.file, paths }));
    return undefined;
  }
  const text = file?.text ?? ("text" in value ? value.text : "");
  const placeOf = (start: number, end: number): Place =>
    file ? { path: file.path, start, end } : { ...inSpec, within: { start, end } };
  const split = splitReferences(text);
  if ("problem" in split) {
    const { message, start, end } = split.problem;
    reports.push(diagnostics.report("sql-jinja", placeOf(start, end), { problem: message }));
    return undefined;
  }
  const parts = split.parts.map((part) => {
    const relation = resolve(part, job, placeOf);
    return { ...part, ...(relation !== undefined && { relation }) };
  });
  return { text, parts, ...(file && { file: file.path }) };
}

function resolve(
  part: ReferencePart,
  job: SqlToLink,
  placeOf: (start: number, end: number) => Place,
): string | undefined {
  if (part.kind === "text") return undefined;
  const { byName, relations, names, pipeline, reports } = job;
  if (part.kind === "ref") {
    const found = byName.has(part.name) ? part.name : stagedAs(relations, part.name, pipeline);
    if (found === undefined && !names.hasUnreadSpecs && !names.broken.has(part.name)) {
      const known = [...byName.keys(), ...names.contracts.keys()];
      reports.push(
        diagnostics.report("unknown-model", placeOf(part.start, part.end), { name: part.name, names: known }),
      );
    }
    return found;
  }
  const wanted = `${part.source}.${part.table}`;
  const staged = relations.filter((relation) => relation.kind === "staging");
  const found = staged.find((relation) => `${relation.source}.${relation.contract}` === wanted);
  if (found === undefined && !names.hasUnreadSpecs && !names.broken.has(part.table)) {
    const known = [...new Set([sourceName(pipeline), ...staged.map((relation) => relation.source ?? "")])];
    const tables = staged.map((relation) => `${relation.source}.${relation.contract}`);
    reports.push(
      diagnostics.report("unknown-source", placeOf(part.start, part.end), {
        name: wanted,
        names: [...tables, ...known],
      }),
    );
  }
  return found?.name;
}
