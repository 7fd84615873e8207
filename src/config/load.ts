import { createHash } from "node:crypto";
import type { Report } from "../diagnostics/diagnostic.ts";
import type { Outcome } from "../diagnostics/outcome.ts";
import type { ConfiguredEmitter } from "../emit/emitter.ts";
import type { Host } from "../host/host.ts";
import { importModule } from "../host/import-module.ts";
import { readPackageFile } from "../host/package-files.ts";
import { readingAdvice, reasonOf } from "../host/system-error.ts";
import { TimeLimitExceeded, withinTime } from "../host/time-limit.ts";
import type { ResolvedConfig } from "./config.ts";
import { diagnostics } from "./diagnostics.ts";
import { findConfig } from "./find.ts";
import { type ConfigContext, resolveConfig } from "./resolve.ts";
import { isSelfContained } from "./self-contained.ts";

// Much more than any config and any package.json.
const LARGEST = 4 * 1024 * 1024;
const SECONDS = 30;

/** Loads the project's config; without one, it has the defaults. `emitters` are the built-in ones with their default options. */
export async function loadConfig(
  host: Host,
  emitters: readonly ConfiguredEmitter[],
  seconds = SECONDS,
): Promise<Outcome<ResolvedConfig>> {
  const reports: Report[] = [];
  const path = await findConfig(host);
  const projectName = nameFromPackage(await readOrReport(host, "package.json", reports));
  const bytes = path === undefined ? undefined : await readOrReport(host, path, reports);
  if (path === undefined || bytes === undefined || reports.length > 0) {
    const { value, diagnostics: found } = resolveConfig({}, { projectName, emitters });
    return { value, diagnostics: [...reports, ...found] };
  }
  const hash = createHash("sha256").update(bytes).digest("hex");
  const context: ConfigContext = {
    source: { path, text: new TextDecoder().decode(bytes), hash },
    projectName,
    root: host.root,
    ...(host.home !== undefined && { home: host.home }),
    emitters,
    isCode: (code) => readPackageFile(`docs/diagnostics/${code}.md`) !== undefined,
  };
  const defaults = resolveConfig({}, context).value;
  const load = async () => {
    const config = (await importModule(host, path))["default"];
    if (typeof config === "object" && config !== null)
      return resolveConfig(config as Readonly<Record<string, unknown>>, context);
    return { value: defaults, diagnostics: [diagnostics.report("no-default-export", start(path), { path })] };
  };
  try {
    // Only a config that runs other code than dex's own can go on for ever.
    return await (isSelfContained(context.source?.text ?? "") ? load() : withinTime(seconds, load));
  } catch (error) {
    if (error instanceof TimeLimitExceeded)
      return {
        value: defaults,
        diagnostics: [diagnostics.report("time-limit", start(path), { path, seconds })],
      };
    const why = firstLine(error).replaceAll(host.root, ".");
    return { value: defaults, diagnostics: [diagnostics.report("not-loadable", start(path), { path, why })] };
  }
}

function start(path: string): { path: string; start: number; end: number } {
  return { path, start: 0, end: 0 };
}

function firstLine(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return (message.split("\n")[0] ?? "").replace(/\.$/, "");
}

async function readOrReport(host: Host, path: string, reports: Report[]): Promise<Uint8Array | undefined> {
  try {
    return await host.read(path, LARGEST);
  } catch (error) {
    const [why, advice] = [reasonOf(error), readingAdvice(error)];
    reports.push(diagnostics.report("unreadable", start(path), { path, why, advice }));
    return undefined;
  }
}

/** The project's name from package.json, as an identifier. The folder's name does not count: it differs from machine to machine. */
function nameFromPackage(bytes: Uint8Array | undefined): string {
  if (bytes === undefined) return "dex_project";
  try {
    const name: unknown = (JSON.parse(new TextDecoder().decode(bytes)) as { name?: unknown }).name;
    if (typeof name !== "string") return "dex_project";
    const identifier = name
      .replace(/^@[^/]*\//, "")
      .replace(/[^A-Za-z0-9_]+/g, "_")
      .replace(/^(?=[0-9])/, "_")
      .slice(0, 63);
    return identifier === "" ? "dex_project" : identifier;
  } catch {
    // npm reports a package.json that is not JSON; the name is the default then.
    return "dex_project";
  }
}
