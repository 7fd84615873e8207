import { defineDiagnostics } from "../diagnostics/define.ts";
import { didYouMean } from "../diagnostics/suggest.ts";

/** A path that some file systems do not support, and the keys whose values it contains. */
interface LongPath {
  readonly path: string;
  readonly length: number;
  readonly limit: number;
  readonly keys: string;
}

/** Two files with the same path, or a path that is both a file and a folder. */
interface Collision {
  readonly path: string;
  readonly first: string;
  readonly second: string;
  readonly folder?: string | undefined;
}

interface Loss {
  readonly target: string;
  readonly types: readonly string[];
  readonly loss: string;
  readonly columns: readonly string[];
}

interface Limit {
  readonly column: string;
  readonly type: string;
  readonly why: string;
  readonly targets: string;
  readonly instead: string;
}

/** The diagnostics that apply to every emitter. */
export const diagnostics = defineDiagnostics("emit", {
  "unsupported-assertion": {
    severity: "warning",
    message: ({ assertion, target, why }: { assertion: string; target: string; why: string }) =>
      `${target} cannot check "${assertion}": ${why}. Invalid rows pass there. "dex coverage" shows which targets check it.`,
  },
  "type-loss": {
    severity: "info",
    message: ({ target, types, loss, columns }: Loss) =>
      `In ${target}, the form of ${types.join(", ")} ${loss}. Columns: ${listed(columns)}. docs/types.md lists the forms of all types.`,
  },
  "type-limit": {
    severity: "error",
    message: ({ column, type, why, targets, instead }: Limit) =>
      `The type of "${column}", ${type}, ${why} ${targets}. Write ${instead}`,
  },
  "length-limit": {
    severity: "warning",
    message: ({ column, targets, instead }: Limit) =>
      `"${column}" may have longer values than ${targets} can store. Write ${instead}`,
  },
  "unknown-template": {
    severity: "warning",
    message: ({ name, names }: { name: string; names: readonly string[] }) =>
      `No emitter has a template "${name}", so this file overrides nothing.${didYouMean(name, names)}`,
  },
  "broken-template": {
    severity: "error",
    message: ({ path, why }: { path: string; why: string }) =>
      `${path} cannot be rendered: ${why}. Fix the template, or remove the file to use the built-in template.`,
  },
  "unknown-target": {
    severity: "error",
    exit: "usage",
    message: ({ name, names }: { name: string; names: readonly string[] }) =>
      `The project has no target "${name}".${didYouMean(name, names)} Its targets are ${names.join(", ")}.`,
  },
  "long-path": {
    severity: "error",
    message: ({ path, length, limit, keys }: LongPath) =>
      `The path ${path} cannot be written on every system: it has ${length} characters (limit ${limit}, and 120 for a name). Shorten ${keys}.`,
  },
  "time-limit": {
    severity: "error",
    exit: "usage",
    message: ({ what, seconds }: { what: string; seconds: number }) =>
      `${what} did not end within ${seconds} s, so dex stopped it. Look for a loop that never ends.`,
  },
  "path-collision": {
    severity: "error",
    message: ({ path, first, second, folder }: Collision) =>
      folder === undefined
        ? `Both "${first}" and "${second}" write ${path}. Rename one of them.`
        : `${folder} is both a file and a folder, because of "${first}" and "${second}". Rename one of them.`,
  },
});

/** At most three names, and the number of the others. */
function listed(names: readonly string[]): string {
  const more = names.length - 3;
  return more > 0 ? `${names.slice(0, 3).join(", ")} and ${more} more` : names.join(", ");
}
