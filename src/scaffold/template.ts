import { readPackageFile } from "../host/package-files.ts";
import { Bug } from "../text/bug.ts";
import { withoutEnd } from "../text/trim.ts";

/** A file of a new project. */
export interface ScaffoldFile {
  readonly path: string;
  readonly text: string;
  /** A file that a project may have before dex: an existing one stays unchanged, and is not a conflict. */
  readonly common?: true;
}

/** The templates of a new project. */
export const templateNames = ["minimal", "batch", "stream"] as const;

/** The name of a template. */
export type TemplateName = (typeof templateNames)[number];

/** The files in the contracts folder of each template. The other files are the same in all templates, or are at its root. */
const CONTRACTS: Readonly<Record<TemplateName, readonly string[]>> = {
  minimal: ["orders.contract.yaml"],
  batch: [
    "customers.contract.yaml",
    "daily_orders.pipeline.yaml",
    "fct_orders.contract.yaml",
    "fct_orders.sql",
    "orders.contract.yaml",
  ],
  stream: ["user_events.contract.yaml", "user_events.pipeline.yaml"],
};

/** The files of a new project, sorted by path. `folder` is the name of its folder, which may be any text; `dependency` installs this dex. */
export function scaffoldFiles(template: TemplateName, folder: string, dependency: string): readonly ScaffoldFile[] {
  return [
    { path: ".gitattributes", text: packaged("shared/gitattributes"), common: true },
    { path: ".github/workflows/dex.yml", text: packaged("shared/workflow.yml") },
    { path: ".gitignore", text: packaged("shared/gitignore"), common: true },
    { path: ".pre-commit-config.yaml", text: packaged("shared/pre-commit-config.yaml"), common: true },
    ...CONTRACTS[template].map((name) => ({ path: `contracts/${name}`, text: packaged(`${template}/${name}`) })),
    { path: "dex.config.ts", text: packaged(`${template}/dex.config.ts`) },
    { path: "package.json", text: manifest(folder, dependency), common: true },
  ];
}

function packaged(name: string): string {
  const text = readPackageFile(`templates/init/${name}`);
  if (text === undefined) throw new Bug(`the package has no templates/init/${name}`);
  return text;
}

/** The dependency is exact: another version may write other files, and then the check fails for everyone who does not have it yet. */
function manifest(folder: string, dependency: string): string {
  const value = {
    name: packageName(folder),
    private: true,
    type: "module",
    scripts: { check: "dex check", compile: "dex compile" },
    devDependencies: { "dex-compiler": dependency },
  };
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** Names that npm reserves, and dex's own: a package cannot depend on itself. */
const TAKEN = ["node_modules", "favicon.ico", "dex-compiler"];

/** A name that npm accepts, similar to the folder's. */
function packageName(folder: string): string {
  const words = folder
    .toLowerCase()
    .replace(/[^a-z0-9._-]+/g, "-")
    .replace(/^[._-]+/, "");
  const name = withoutEnd(words.slice(0, 100), /[._-]/);
  return name === "" || TAKEN.includes(name) ? "dex-project" : name;
}
