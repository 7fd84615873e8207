import { plural } from "../../diagnostics/format/summary.ts";
import { version } from "../../host/build.ts";
import { type Installed, installedFrom } from "../../host/installed-from.ts";
import { nodeHost } from "../../host/node.ts";
import { reasonOf } from "../../host/system-error.ts";
import { type Conflict, type Scaffolded, scaffold } from "../../scaffold/scaffold.ts";
import { scaffoldFiles, templateNames } from "../../scaffold/template.ts";
import { visible } from "../../text/visible.ts";
import { defineCommand } from "../define-command.ts";
import { exit } from "../exit-code.ts";
import { shellWord } from "../shell-word.ts";
import { usageError } from "../usage-error.ts";

/** `dex init [FOLDER]`. */
export const command = defineCommand({
  help: "Starts a project that compiles: a contract, a config, and the check for commits and CI.\ndex creates FOLDER when it does not exist; it defaults to the current folder.",
  options: {
    template: {
      type: "string",
      value: "NAME",
      choices: templateNames,
      help: "minimal (default): a contract; batch: tables to a warehouse; stream: a topic to a lake",
    },
    force: { type: "boolean", help: "replace existing files" },
  },
  operands: "[FOLDER]",
  inProject: false,
  run: async (context) => {
    const { options, operands, terminal } = context;
    const { template = "minimal", force } = options;
    const [folder = ".", ...more] = operands;
    if (more.length > 0) return usageError(context, "Give one folder: dex init shop.");
    if (folder.trim() === "" || /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(folder))
      return usageError(context, `"${visible(folder)}" is not a folder name. Use visible characters: dex init shop.`);
    const host = nodeHost(folder, context.host.root);
    try {
      const kind = (await host.stat("."))?.kind ?? "directory";
      if (kind !== "directory")
        return usageError(context, `${visible(folder)} is ${kind === "symlink" ? "a link" : "a file"}, not a folder.`);
      const dex = installedFrom(host.root, version());
      const files = scaffoldFiles(template, host.root.slice(host.root.lastIndexOf("/") + 1), dex.spec);
      const done = await scaffold(host, files, force);
      if (done.conflicts.length > 0) {
        terminal.err(refusal(done.conflicts));
        return exit.refused;
      }
      terminal.note(advice(done, folder, dex));
      return exit.done;
    } catch (error) {
      return usageError(context, `Nothing was written into ${visible(folder)}: ${reasonOf(error)}.`);
    }
  },
});

function refusal(conflicts: readonly Conflict[]): string {
  const lines = conflicts.map(({ path, what }) => `  ${path}${what === "file" ? "" : ` (a ${what})`}\n`).join("");
  const files = conflicts.every(({ what }) => what === "file");
  const fix = files
    ? "Choose another folder, or replace them with dex init --force."
    : "Choose another folder, or move them.";
  return `${plural(conflicts.length, "path")} ${conflicts.length === 1 ? "exists" : "exist"} already, so nothing was written:\n${lines}\n${fix}\n`;
}

/** What was written, and what to do next. */
function advice({ written, kept }: Scaffolded, folder: string, { spec, isLocal }: Installed): string {
  const install = kept.includes("package.json")
    ? `npm install --save-dev --save-exact ${shellWord(isLocal ? spec.slice("file:".length) : `dex-compiler@${spec}`)}`
    : "npm install";
  const steps = [
    ...(folder === "." ? [] : [[`cd ${shellWord(folder)}`, ""]]),
    [install, ""],
    ["npx dex compile", "writes generated/; commit it too, CI compares it with the contracts"],
    ["npx dex coverage", "shows which target checks which assertion"],
    ["pre-commit install", "has git check before each commit (https://pre-commit.com)"],
  ].map(([line = "", why = ""]) => `  ${why === "" ? line : `${line.padEnd(20)}# ${why}`}\n`);
  const left = kept.map((path) => `  ${path}  unchanged${HINTS[path] ?? ""}\n`);
  return `${written.map((path) => `  ${path}\n`).join("")}${left.join("")}\n${plural(written.length, "file")} written. Next:\n\n${steps.join("")}${isLocal ? LOCAL : ""}`;
}

const LOCAL =
  "\nThe dependency dex-compiler is a path on this machine. For CI, put the package into the repository or into a registry, and name it in package.json.\n";

/** What to add to an existing file of the project. */
const HINTS: Readonly<Record<string, string>> = {
  ".gitignore": "; add .dex/, generated/.dex/ and generated/dbt/*/target/ to it",
  ".gitattributes": "; add generated/** linguist-generated text eol=lf to it",
  ".pre-commit-config.yaml": "; add a local hook that runs npx dex compile --check to it",
};
