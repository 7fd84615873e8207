import type { Place } from "../source/origin.ts";
import { nearest } from "../text/nearest.ts";
import type { ExitReason, Report, Severity } from "./diagnostic.ts";

/** One diagnostic of a catalogue: its severity and the sentence made from typed parameters. */
export interface Entry<P> {
  readonly severity: Severity;
  readonly message: (parameters: P) => string;
  /** True when the text at the place is a secret: no printer shows it. */
  readonly secret?: true;
  /** What an error of this code means for the exit code of the command line; defaults to "findings". */
  readonly exit?: ExitReason;
}

/** The parameters that an entry's message takes. */
type Parameters<E> = E extends { readonly message: (parameters: infer P) => string } ? P : never;

/** A phase's diagnostics: the entries, their full codes, and the function that makes a report of one. Add related places and a fix with a spread. */
export interface Catalogue<Entries> {
  readonly phase: string;
  readonly entries: Entries;
  readonly codes: readonly string[];
  report<K extends keyof Entries & string>(name: K, at: Place, parameters: Parameters<Entries[K]>): Report;
}

/**
 * Declares the diagnostics of one phase or emitter. The full code is `phase/name`.
 * Each code has a page in `docs/diagnostics/` and a fixture or a test; a test checks both.
 */
export function defineDiagnostics<const Entries extends Readonly<Record<string, Entry<never>>>>(
  phase: string,
  entries: Entries,
): Catalogue<Entries> {
  return {
    phase,
    entries,
    codes: Object.keys(entries).map((name) => `${phase}/${name}`),
    report(name, at, parameters) {
      const entry = entries[name] as Entry<Parameters<Entries[typeof name]>>;
      return {
        code: `${phase}/${name}`,
        severity: entry.severity,
        message: entry.message(clipped(parameters)),
        at,
        related: [],
        ...unknownName(parameters),
        ...(entry.secret === true && { secret: true }),
        ...(entry.exit !== undefined && { exit: entry.exit }),
      };
    },
  };
}

const LONGEST_TEXT = 300;

/** Cuts long strings in parameters, because a message is one line and may quote the user's file. */
function clipped<P>(parameters: P): P {
  if (typeof parameters !== "object" || parameters === null) return parameters;
  const isLong = (value: unknown) => typeof value === "string" && value.length > LONGEST_TEXT;
  if (!Object.values(parameters).some(isLong)) return parameters;
  const clip = (value: unknown) => (isLong(value) ? `${String(value).slice(0, LONGEST_TEXT)}…` : value);
  // The same keys with values of the same types.
  return Object.fromEntries(Object.entries(parameters).map(([key, value]) => [key, clip(value)])) as P;
}

/** The unknown name of a report whose parameters have a `name` and the possible `names`. */
function unknownName(parameters: unknown): Pick<Report, "unknown" | "replacement"> {
  // The cast only declares members whose types are checked below.
  const { name, names, contract } = (parameters ?? {}) as { name?: unknown; names?: unknown; contract?: unknown };
  if (typeof name !== "string" || !Array.isArray(names)) return {};
  const near = nearest(name, names);
  if (near === undefined) return {};
  return {
    unknown: { name, near, ...(typeof contract === "string" && { contract }) },
    replacement: { from: name, to: near },
  };
}
