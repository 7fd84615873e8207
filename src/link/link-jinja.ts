import type { Place } from "../source/origin.ts";
import { type JinjaReading, type JinjaReference, readJinja } from "../sql/jinja-references.ts";
import type { ReferencePart } from "../sql/references.ts";
import { diagnostics } from "./diagnostics.ts";
import type { LinkedSql } from "./linked-project.ts";
import { stagedAs } from "./names.ts";
import { resolveReference, type SqlToLink } from "./resolve-reference.ts";

/** A model's SQL that is dbt's own. */
interface JinjaToLink extends SqlToLink {
  readonly text: string;
  readonly file: string;
}

/** Resolves the literal `ref` and `source` calls of Jinja, and `depends_on`. Everything else of the text stays as it is. */
export function linkJinja(job: JinjaToLink): LinkedSql | undefined {
  const { text, file, reports } = job;
  const placeOf = ({ start, end }: { readonly start: number; readonly end: number }): Place => ({
    path: file,
    start,
    end,
  });
  const reading = readJinja(text);
  if ("problem" in reading) {
    const { message } = reading.problem;
    reports.push(diagnostics.report("sql-jinja", placeOf(reading.problem), { problem: message }));
    return undefined;
  }
  reportUnknown(reading, job, placeOf);
  const parts: LinkedSql["parts"][number][] = [];
  const reads: string[] = [];
  let from = 0;
  for (const reference of reading.references) {
    const relation = resolved(reference, job, placeOf(reference));
    if (relation === undefined) continue;
    reads.push(relation);
    if (reference.kind === "source") continue;
    const { start, end } = reference.nameSpan;
    parts.push(textPart(text, from, start), { kind: "ref", name: reference.name, start, end, relation });
    from = end;
  }
  parts.push(textPart(text, from, text.length));
  const dependsOn = job.document.dependsOn.flatMap((name) => {
    const at = { path: job.pipeline.path, pointer: name.pointer };
    return resolveReference({ kind: "ref", name: name.value }, job, at) ?? [];
  });
  return { file, text, parts, jinja: { reads: [...reads, ...dependsOn], dependsOn } };
}

function textPart(text: string, start: number, end: number): ReferencePart {
  return { kind: "text", text: text.slice(start, end), start, end };
}

/** The relation that a reference names. A model of another package is not in the project. */
function resolved(reference: JinjaReference, job: JinjaToLink, at: Place): string | undefined {
  if (reference.kind === "source") return resolveReference(reference, job, at);
  const { package: owner, name } = reference;
  if (owner === undefined) return resolveReference({ kind: "ref", name }, job, at);
  const { byName, relations, pipeline } = job;
  return byName.has(name) ? name : stagedAs(relations, name, pipeline);
}

/** What dbt decides elsewhere, so that the spec would be wrong about the model. */
const DECIDED: readonly string[] = ["materialized", "contract", "alias", "schema", "database", "enabled"];

/** Reports what dex would have to know and cannot read. */
function reportUnknown(
  { dynamic, settings, names }: JinjaReading,
  { document, names: { macros }, reports }: JinjaToLink,
  placeOf: (span: { readonly start: number; readonly end: number }) => Place,
): void {
  for (const setting of settings) {
    if (DECIDED.includes(setting.name))
      reports.push(diagnostics.report("jinja-config", placeOf(setting), { name: setting.name }));
  }
  if (document.dependsOn.length > 0) return;
  for (const use of dynamic) reports.push(diagnostics.report("dynamic-reference", placeOf(use), {}));
  for (const { name, reads } of macros) {
    const use = reads ? names.get(name) : undefined;
    if (use !== undefined) reports.push(diagnostics.report("macro-reads", placeOf(use), { name }));
  }
}
