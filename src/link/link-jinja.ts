import type { Place } from "../source/origin.ts";
import { type JinjaReading, type JinjaReference, readJinja } from "../sql/jinja-references.ts";
import type { SqlSpan } from "../sql/problem.ts";
import type { ReferencePart } from "../sql/references.ts";
import { diagnostics } from "./diagnostics.ts";
import type { LinkedSql } from "./linked-project.ts";
import { relationNamed, resolveReference, type SqlToLink } from "./resolve-reference.ts";

/** The input for resolving the references of a model with `jinja: true`. */
interface JinjaToLink extends SqlToLink {
  readonly text: string;
  readonly file: string;
}

/** Resolves `depends_on` and the `ref` and `source` calls with literal names. Everything else in the file stays unchanged. */
export function linkJinja(job: JinjaToLink): LinkedSql | undefined {
  const { text, file, reports } = job;
  const placeOf = ({ start, end }: SqlSpan): Place => ({ path: file, start, end });
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

/** Returns the relation of a reference. Does not report a model of another dbt package, because it is not in the project. */
function resolved(reference: JinjaReference, job: JinjaToLink, at: Place): string | undefined {
  if (reference.kind === "source") return resolveReference(reference, job, at);
  const { package: owner, name } = reference;
  if (owner === undefined) return resolveReference({ kind: "ref", name }, job, at);
  return relationNamed(name, job);
}

/** The settings that the spec gives. In `config()` they would contradict it. */
const DECIDED: readonly string[] = [
  "materialized",
  "incremental_strategy",
  "contract",
  "alias",
  "schema",
  "database",
  "enabled",
];

/** Reports settings and references that dex needs to know and cannot read from the file. */
function reportUnknown(
  { dynamic, settings, names }: JinjaReading,
  { document, names: { macros }, reports }: JinjaToLink,
  placeOf: (span: SqlSpan) => Place,
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
