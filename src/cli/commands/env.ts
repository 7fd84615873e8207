import { plural } from "../../diagnostics/format/summary.ts";
import { type ProjectVariable, projectNeeds, projectVariables } from "../../emit/connections.ts";
import type { PipelineNeed } from "../../emit/emitter.ts";
import type { BaseContext, OptionTable } from "../command.ts";
import { defineCommand } from "../define-command.ts";
import { exit } from "../exit-code.ts";
import { table } from "../table.ts";
import { withIr } from "../with-ir.ts";

const options = {
  format: {
    type: "string",
    value: "FORMAT",
    choices: ["pretty", "json", "dotenv"],
    help: "how to print the result: pretty (default), json, or dotenv: a template of a .env file, without values",
  },
} as const satisfies OptionTable;

/** `dex env`. */
export const command = defineCommand({
  help: "Lists the environment variables that the generated files read: the settings of each connection, the same for dlt, dbt and Great Expectations.\nIt shows whether a variable is set, and never its value. It also lists the pools, connections and variables of pipelines in the orchestrator.",
  options,
  run: (context) =>
    withIr(context, async ({ ir, config }) => {
      const variables = await projectVariables(ir, config.emitters);
      const needs = await projectNeeds(ir, config.emitters);
      const { out, note } = context.terminal;
      if (context.options.format === "json") out(asJson(variables, needs, context));
      else if (context.options.format === "dotenv") out(asTemplate(variables));
      else if (variables.length + needs.length === 0) note("The generated files read no environment variables.\n");
      else {
        if (variables.length > 0) out(asTable(variables, context));
        if (needs.length > 0) out(`${variables.length > 0 ? "\n" : ""}${needsTable(needs)}`);
        note(`\n${summary(variables, context)}\n`);
      }
      return exit.done;
    }),
});

function isSet({ name }: ProjectVariable, { env }: Pick<BaseContext, "env">): boolean {
  return (env[name] ?? "") !== "";
}

function asTable(variables: readonly ProjectVariable[], context: BaseContext): string {
  const rows = variables.map((variable) => {
    const { name, connection, usedBy } = variable;
    const set = isSet(variable, context) ? "yes" : "no";
    return [
      name,
      connection === undefined ? "all" : `${connection.name} (${connection.type})`,
      usedBy.join(", "),
      needOf(variable),
      set,
    ];
  });
  return table(["variable", "connection", "used by", "needed", "set"], rows);
}

/** What the pipelines use in the orchestrator. */
function needsTable(needs: readonly PipelineNeed[]): string {
  const rows = needs.map(({ kind, name, pipelines, about, command }) => [
    kind,
    name,
    pipelines.join(", "),
    command ?? about,
  ]);
  return table(["in the orchestrator", "name", "used by", "about"], rows);
}

function needOf({ otherwise, isAlternative, connection }: ProjectVariable): string {
  if (isAlternative && otherwise === undefined) return `on ${connection?.type}`;
  if (otherwise === undefined) return "yes";
  return otherwise === "" ? "no" : `default ${otherwise}`;
}

function summary(variables: readonly ProjectVariable[], context: BaseContext): string {
  const missing = variables.filter((one) => one.otherwise === undefined && !one.isAlternative && !isSet(one, context));
  if (missing.length === 0) return "Every needed variable is set.";
  return `${plural(missing.length, "needed variable")} not set. For a template of a .env file, run: dex env --format dotenv`;
}

function asJson(variables: readonly ProjectVariable[], needs: readonly PipelineNeed[], context: BaseContext): string {
  const listed = variables.map((variable) => ({
    name: variable.name,
    connection: variable.connection?.name ?? null,
    type: variable.connection?.type ?? null,
    about: variable.about,
    usedBy: variable.usedBy,
    isNeeded: variable.otherwise === undefined,
    isAlternative: variable.isAlternative,
    ...(variable.otherwise !== undefined && { default: variable.otherwise }),
    isSecret: variable.isSecret === true,
    isSet: isSet(variable, context),
  }));
  return `${JSON.stringify({ schemaVersion: 1, variables: listed, needs }, null, 2)}\n`;
}

/**
 * The template of a .env file. A variable with a default is a comment, so that a tool never reads it as empty. So are those of another type of
 * warehouse.
 */
function asTemplate(variables: readonly ProjectVariable[]): string {
  const sections = new Map<string, string[]>();
  for (const variable of variables) {
    const { name, about, usedBy, otherwise, isAlternative, connection } = variable;
    const title = titleOf(connection, isAlternative);
    const lines = sections.get(title) ?? [title];
    const remark = `# ${capital(about)}, for ${usedBy.join(", ")}${otherwise ? `; default: ${oneLine(otherwise)}` : ""}`;
    lines.push(remark, `${otherwise || isAlternative ? "# " : ""}${name}=`);
    sections.set(title, lines);
  }
  return [...sections.values()].map((lines) => `${lines.join("\n")}\n`).join("\n");
}

function titleOf(connection: ProjectVariable["connection"], isAlternative: boolean): string {
  if (connection === undefined) return "# All connections";
  return `# ${connection.name}${isAlternative ? ` on ${connection.type}` : ` (${connection.type})`}`;
}

function capital(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

/** A name of a database in a spec, as one visible line. */
function oneLine(text: string): string {
  return text.replace(/\p{Cc}/gu, " ");
}
