import { plural } from "../../diagnostics/format/summary.ts";
import { didYouMean } from "../../diagnostics/suggest.ts";
import { version } from "../../host/build.ts";
import { nodeHost } from "../../host/node.ts";
import { reasonOf } from "../../host/reason.ts";
import { type Conflict, type Scaffolded, scaffold } from "../../scaffold/scaffold.ts";
import { scaffoldFiles, type TemplateName, templateNames } from "../../scaffold/template.ts";
import { type Command, type CommandContext, exit } from "../command.ts";
import { complain } from "../complain.ts";
import { shown, shownForShell } from "../shown.ts";

/** `dex init [FOLDER]`. */
export const command: Command = {
  options: {
    template: {
      type: "string",
      value: "NAME",
      help: "minimal (default): a contract; batch: tables to a warehouse; stream: a topic to a lake",
    },
    force: { type: "boolean", help: "replace files that are there already" },
  },
  operands: "[FOLDER]",
  help: "Starts a project that compiles: a contract, a config, and the check for commits and CI.\nFOLDER is made when it is not there; by default it is the current one.",
  run,
};

async function run(context: CommandContext): Promise<number> {
  const { options, operands, terminal } = context;
  const template = options["template"] ?? "minimal";
  if (!isTemplate(template)) {
    const near = didYouMean(String(template), templateNames);
    return complain(
      context,
      `There is no template "${shown(String(template))}".${near} The templates are ${templateNames.join(", ")}.`,
    );
  }
  const [folder = ".", ...more] = operands;
  if (more.length > 0) return complain(context, "init takes one folder.");
  if (folder.trim() === "" || /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(folder))
    return complain(context, `"${shown(folder)}" is not a name for a folder. Choose one of visible characters.`);
  const host = nodeHost(folder.startsWith("/") ? folder : `${context.host.root}/${folder}`);
  try {
    const kind = (await host.stat("."))?.kind ?? "directory";
    if (kind !== "directory")
      return complain(context, `${shown(folder)} is ${kind === "symlink" ? "a link" : "a file"}, not a folder.`);
    const files = scaffoldFiles(template, host.root.slice(host.root.lastIndexOf("/") + 1));
    const done = await scaffold(host, files, options["force"] === true);
    terminal.err(done.conflicts.length > 0 ? refusal(done.conflicts) : advice(done, folder));
    return done.conflicts.length > 0 ? exit.refused : exit.done;
  } catch (error) {
    return complain(context, `Nothing was written into ${shown(folder)}: ${reasonOf(error)}.`);
  }
}

function isTemplate(name: unknown): name is TemplateName {
  return (templateNames as readonly unknown[]).includes(name);
}

function refusal(conflicts: readonly Conflict[]): string {
  const lines = conflicts.map(({ path, what }) => `  ${path}${what === "file" ? "" : ` (a ${what})`}\n`).join("");
  const files = conflicts.every(({ what }) => what === "file");
  const mend = files
    ? "Choose another folder, or replace them with dex init --force."
    : "Choose another folder, or move them away.";
  return `${plural(conflicts.length, "path")} ${conflicts.length === 1 ? "is" : "are"} there already, so nothing was written:\n${lines}\n${mend}\n`;
}

/** What was written, and what to do next. */
function advice({ written, kept }: Scaffolded, folder: string): string {
  const install = kept.includes("package.json")
    ? `npm install --save-dev --save-exact dex-compiler@${version()}`
    : "npm install";
  const steps = [
    ...(folder === "." ? [] : [[`cd ${shownForShell(folder)}`, ""]]),
    [install, ""],
    ["npx dex compile", "writes generated/; commit it too, CI compares it with the contracts"],
    ["npx dex coverage", "shows which promise is checked where"],
    ["pre-commit install", "has git check before each commit (https://pre-commit.com)"],
  ].map(([line = "", why = ""]) => `  ${why === "" ? line : `${line.padEnd(20)}# ${why}`}\n`);
  const left = kept.map((path) => `  ${path}  kept as it is${HINTS[path] ?? ""}\n`);
  return `${written.map((path) => `  ${path}\n`).join("")}${left.join("")}\n${plural(written.length, "file")} written. Next:\n\n${steps.join("")}`;
}

/** What a project's own file should say for dex. */
const HINTS: Readonly<Record<string, string>> = {
  ".gitignore": "; add .dex/, generated/.dex/ and generated/dbt/*/target/ to it",
  ".gitattributes": "; add generated/** linguist-generated text eol=lf to it",
  ".pre-commit-config.yaml": "; add a local hook that runs npx dex compile --check to it",
};
