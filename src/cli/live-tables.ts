import type { LiveTable } from "../engine/schema.ts";
import type { PipelineRequest } from "../generate/request.ts";
import type { GenerateContext } from "./generate-options.ts";

/** The tables of the database that `--connection-url` refers to; undefined when it was not given. */
export async function liveTables(
  { options, env }: GenerateContext,
  { source, schema = "public" }: PipelineRequest,
): Promise<readonly LiveTable[] | undefined | { readonly problem: string }> {
  const reference = options["connection-url"];
  if (reference === undefined) return undefined;
  const name = /^env:([A-Za-z_][A-Za-z0-9_]*)$/.exec(reference)?.[1];
  // What was given is not repeated: it may be the URL itself, with its password.
  if (name === undefined)
    return {
      problem:
        "--connection-url takes the name of an environment variable, never the URL itself: --connection-url env:SHOP_URL.",
    };
  if (source !== "postgres")
    return { problem: `--connection-url reads PostgreSQL alone, and the source is ${source}.` };
  const url = env[name];
  if (url === undefined || url === "")
    return {
      problem: `--connection-url names ${name}, and there is no such variable in the environment. Set it to postgresql://user:password@host/database.`,
    };
  if (!/^postgres(ql)?:\/\//.test(url))
    return { problem: `${name} is no URL of PostgreSQL. It begins with postgresql:// or postgres://.` };
  const { readPostgres } = await import("../engine/postgres.ts");
  const read = await readPostgres(url, schema);
  if ("problem" in read) return { problem: `The database of ${name} cannot be read: ${read.problem}.` };
  if (read.tables.length === 0)
    return {
      problem: `The database of ${name} shows no table in the schema "${schema}". Name another one with --schema, or let its user read the tables.`,
    };
  return read.tables;
}
