import { staticBases } from "../source/glob.ts";

/** True for a relative path that stays below the project's root and is not the root itself. */
export function isInside(path: string): boolean {
  return (
    /^[^/\\]/.test(path) &&
    !/^[A-Za-z]:|[\\\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(path) &&
    path.split("/").every((segment) => segment !== "" && !/[. ]$/.test(segment))
  );
}

/** The inputs of a project, which the output must not cover. */
interface Inputs {
  /** The absolute path of the project; undefined in tests without a disk. */
  readonly root: string | undefined;
  /** The home folder of the user who runs dex. */
  readonly home: string | undefined;
  readonly contracts: readonly string[];
  readonly templates: string;
  readonly macros?: string | undefined;
}

/** Why dex must not write into a folder of the project; undefined when it may. */
export function reservedFor(out: string, { root, home, contracts, templates, macros }: Inputs): string | undefined {
  // Some file systems ignore the case of letters.
  const segments = out.toLowerCase().split("/");
  for (const [folder, owner] of Object.entries(OWNERS)) if (segments.includes(folder)) return `belongs to ${owner}`;
  const covers = (folder: string) => `${folder}/`.toLowerCase().startsWith(`${out}/`.toLowerCase());
  const sources = staticBases(contracts).map((base) => base.replace(/\/$/, ""));
  if (sources.some(covers)) return "contains the contracts";
  if (covers(templates)) return "contains the templates";
  if (macros !== undefined && covers(macros)) return "contains the macros";
  if (root === undefined) return undefined;
  const path = `${root.replace(/\/$/, "")}/${out}`;
  if (/^\/[^/]+$/.test(path)) return "is a folder of the system";
  return home !== undefined && `${home}/`.startsWith(`${path}/`) ? "contains a home folder" : undefined;
}

const OWNERS: Readonly<Record<string, string>> = {
  ".git": "Git",
  ".hg": "Mercurial",
  ".svn": "Subversion",
  ".github": "GitHub",
  ".gitlab": "GitLab",
  node_modules: "npm",
  ".dex": "the caches of dex",
};
