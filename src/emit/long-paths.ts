import type { Report } from "../diagnostics/diagnostic.ts";
import type { Ir } from "../ir/ir.ts";
import { LONGEST_PATH, pathProblem } from "../text/path-problem.ts";
import { diagnostics } from "./diagnostics.ts";
import type { EmittedFile } from "./emitter.ts";

/**
 * Reports paths that some file systems do not support. A path consists of several names, and each of them is valid on its own, so the report lists the
 * keys of these names. Each document is reported once.
 */
export function longPaths(ir: Ir): (files: readonly EmittedFile[]) => readonly Report[] {
  const reported = new Set<string>();
  return (files) =>
    files.flatMap(({ path, sources: [origin] }) => {
      // The emitter alone chooses the path of a file without a document. The writer rejects it.
      if (origin === undefined || pathProblem(path) === undefined || reported.has(origin.path)) return [];
      reported.add(origin.path);
      const names = namesOf(ir, origin.path).filter(({ value }) => path.includes(value));
      const keys = names.map(({ key, value }) => `"${key}" (${value.length} characters)`).join(" or ");
      const shown = { path: shorten(path), length: path.length, limit: LONGEST_PATH };
      return [diagnostics.report("long-path", origin, { ...shown, keys: keys || `the names in ${origin.path}` })];
    });
}

/** True if a name is so long that a path with several such names may be too long. */
export function hasLongNames(ir: Ir): boolean {
  const names = [
    ...ir.contracts.flatMap(({ name, domain = "", dataset }) => [name, domain, dataset.topic?.name ?? ""]),
    ...ir.pipelines.flatMap((pipeline) => [
      pipeline.name,
      ...(pipeline.kind === "batch"
        ? [pipeline.source?.name ?? "", ...pipeline.models.map((model) => model.name)]
        : []),
    ]),
  ];
  return names.some((name) => name.length >= 40);
}

interface Named {
  readonly key: string;
  readonly value: string;
}

/** The names in a document that become parts of paths, longest first. */
function namesOf({ contracts, pipelines }: Ir, path: string): readonly Named[] {
  const found = [
    ...contracts
      .filter(({ origin }) => origin.path === path)
      .flatMap(({ name, domain, dataset }) => [
        { key: "name", value: name },
        { key: "domain", value: domain ?? "" },
        { key: "topic", value: dataset.topic?.name ?? "" },
      ]),
    ...pipelines
      .filter(({ origin }) => origin.path === path)
      .flatMap((pipeline) => [
        { key: "name", value: pipeline.name },
        { key: "source", value: pipeline.kind === "batch" ? (pipeline.source?.name ?? "") : "" },
        ...(pipeline.kind === "batch" ? pipeline.models.map(({ name }) => ({ key: "models", value: name })) : []),
      ]),
  ];
  return found
    .filter(({ value }) => value !== "")
    .sort((a, b) => b.value.length - a.value.length)
    .slice(0, 3);
}

/** Shortens a long path in the middle. */
function shorten(path: string): string {
  return path.length <= 80 ? path : `${path.slice(0, 40)}…${path.slice(-39)}`;
}
