import { Pair } from "../text/layout.ts";
import { Code } from "../text/quote/code.ts";
import * as python from "../text/quote/python.ts";
import type { ConnectionUse } from "./environment.ts";

const CONSTANT = Code.trusted("CONNECTIONS");

/** The constant of the Python module with the settings of connections and their defaults, by type and name. */
export function connectionTable(uses: readonly ConnectionUse[]): Code {
  const table: Record<string, Record<string, Record<string, string | null>>> = {};
  for (const { connection, settings } of uses) {
    const { type, name } = connection;
    const named = table[type] ?? {};
    table[type] = named;
    const known = named[name];
    const own = Object.fromEntries(settings.map(({ key, otherwise = null }) => [key, otherwise]));
    // A connection with two databases has no default for its database.
    const kept = Object.entries(own).map(([key, value]) => [
      key,
      known === undefined || known[key] === value ? value : null,
    ]);
    named[name] = Object.fromEntries(kept) as Record<string, string | null>;
  }
  return python.value(new Pair(CONSTANT, " = ", python.layout(table)));
}
