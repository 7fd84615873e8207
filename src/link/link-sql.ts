import type { Place } from "../source/origin.ts";
import { splitReferences } from "../sql/references.ts";
import { diagnostics } from "./diagnostics.ts";
import { linkJinja } from "./link-jinja.ts";
import type { LinkedSql } from "./linked-project.ts";
import { resolveReference, type SqlToLink } from "./resolve-reference.ts";

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
  if (document.jinja) return file && linkJinja({ ...job, text: file.text, file: file.path });
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
    const relation = part.kind === "text" ? undefined : resolveReference(part, job, placeOf(part.start, part.end));
    return { ...part, ...(relation !== undefined && { relation }) };
  });
  return { text, parts, ...(file && { file: file.path }) };
}
