import type { LiveTable } from "../engine/schema.ts";
import type { PipelineRequest } from "../generate/request.ts";
import type { GenerateContext } from "./generate-options.ts";

/** Reads the tables of the database of `--connection-url`. Undefined without that flag. */
export async function liveTables(
  { options, env }: GenerateContext,
  { source, schema = "public" }: PipelineRequest,
): Promise<readonly LiveTable[] | undefined | { readonly problem: string }> {
  const reference = options["connection-url"];
  if (reference === undefined) return undefined;
  const name = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(reference)?.[1];
  // The message does not repeat the value: it may be the URL itself, with its password.
  if (name === undefined)
    return {
      problem:
        "--connection-url must be the name of an environment variable, not the URL itself: --connection-url env:SHOP_URL.",
    };
  if (source !== "postgres")
    return {
      problem: `--connection-url can read only PostgreSQL, not ${source}. Remove it, or write --source postgres.`,
    };
  const url = env[name];
  if (url === undefined || url === "")
    return {
      problem: `--connection-url names the environment variable ${name}, which is not set. Set it: ${name}=postgresql://user:password@host/database.`,
    };
  if (!/^postgres(ql)?:\/\//.test(url))
    return {
      problem: `${name} is not the URL of a PostgreSQL database. Write postgresql://user:password@host/database.`,
    };
  const { readPostgres } = await import("../engine/postgres.ts");
  const read = await readPostgres(url, schema);
  if ("problem" in read) return { problem: `The database of ${name} cannot be read: ${read.problem}.` };
  if (read.tables.length === 0)
    return {
      problem: `The user in ${name} sees no table in the schema "${schema}". Name another schema with --schema, or grant the user select on its tables.`,
    };
  return read.tables;
}
