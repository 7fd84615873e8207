import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { EmittedFile } from "../../../src/emit/emitter.ts";

/** One problem that a validator finds. */
interface Problem {
  readonly pointer: string;
  readonly assertion: string;
  readonly message: string;
}

/** What checkX returns. */
export type Checked = (
  | { readonly ok: true; readonly row: Readonly<Record<string, unknown>> }
  | { readonly ok: false; readonly problems: readonly Problem[] }
) & { readonly warnings?: readonly Problem[] };

/** The functions that a contract's module has for one contract, without their names. */
interface Validator {
  readonly parse: (value: unknown) => unknown;
  readonly check: (value: unknown) => Checked;
  readonly is: (value: unknown) => boolean;
  readonly stringify: (row: unknown) => string;
}

/** A package on disk, beside the packages that it may want. */
export interface Installed {
  readonly root: string;
  readonly load: (path: string) => Promise<Readonly<Record<string, unknown>>>;
  readonly validator: (module: string, suffix: string) => Promise<Validator>;
  readonly remove: () => void;
}

/** Installs an emitted package as `shop-contracts` into a new folder; its root is the folder of a consumer. */
export function install(files: readonly EmittedFile[]): Installed {
  const root = mkdtempSync(join(tmpdir(), "dex-typescript-"));
  const home = join(root, "node_modules", "shop-contracts");
  for (const { path, text } of files) {
    const target = join(home, path.replace(/^typescript\//, ""));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, text);
  }
  for (const name of ["kysely", "zod", "@platformatic"])
    symlinkSync(resolve("node_modules", name), join(root, "node_modules", name));
  const load: Installed["load"] = async (path) =>
    (await import(pathToFileURL(join(home, path)).href)) as Readonly<Record<string, unknown>>;
  const validator: Installed["validator"] = async (module, suffix) => {
    const exported = await load(`contracts/${module}.js`);
    // The emitter names them after the contract; what they are is what the package's own types say.
    const named = (verb: string) => exported[`${verb}${suffix}`] as never;
    return { parse: named("parse"), check: named("check"), is: named("is"), stringify: named("stringify") };
  };
  return { root, load, validator, remove: () => rmSync(root, { recursive: true, force: true }) };
}
