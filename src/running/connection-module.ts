import { Pair } from "../text/layout.ts";
import { Code } from "../text/quote/code.ts";
import * as python from "../text/quote/python.ts";
import type { ConnectionUse } from "./connection-use.ts";

type Defaults = Record<string, Record<string, Record<string, string | null>>>;

/** The constant of the Python module with the settings of connections and their defaults, by type and name. */
export function connectionTable(uses: readonly ConnectionUse[]): Code {
  const table: Defaults = {};
  for (const use of uses) {
    const { type, name } = use.connection;
    const named = table[type] ?? {};
    table[type] = named;
    const known = named[name] ?? {};
    const own = defaultsOf(use, undefined);
    // A connection with two databases has no default for its database.
    const kept = Object.entries(own).map(([key, value]) => [key, (known[key] ?? value) === value ? value : null]);
    named[name] = { ...known, ...(Object.fromEntries(kept) as Record<string, string | null>) };
  }
  return constant("CONNECTIONS", table);
}

/** The constant with the settings that have a variable of their own in a target, by target, type and name. */
export function targetTable(uses: readonly ConnectionUse[], targets: readonly { readonly name: string }[]): Code {
  const table: Record<string, Defaults> = Object.fromEntries(targets.map(({ name }) => [name, {}]));
  for (const use of uses) {
    const { target, connection } = use;
    const types = target === undefined ? undefined : table[target];
    if (types === undefined) continue;
    const own = defaultsOf(use, target);
    if (Object.keys(own).length > 0) types[connection.type] = { ...types[connection.type], [connection.name]: own };
  }
  return constant("TARGETS", table);
}

/** The settings of a use whose variable is for a target, or for all of them, with their defaults. */
function defaultsOf({ settings }: ConnectionUse, target: string | undefined): Record<string, string | null> {
  const own = settings.filter((setting) => setting.target === target);
  return Object.fromEntries(own.map(({ key, otherwise = null }) => [key, otherwise]));
}

function constant(name: string, table: python.PythonValue): Code {
  return python.value(new Pair(Code.trusted(name), " = ", python.layout(table)));
}
