import { type Connection, variableOf } from "../../running/connection.ts";
import type { YamlMap } from "../../text/quote/yaml.ts";

/** The `connection_string` of a data source in a file context. GX replaces each `${NAME}` with a variable, which must be set. */
export function connectionString(connection: Connection): string | YamlMap | undefined {
  const of = (key: string) => `\${${variableOf(connection, { key })}}`;
  const server = `${of("user")}:${of("password")}@${of("host")}:${of("port")}/${of("database")}`;
  switch (connection.type) {
    case "postgres":
      return `postgresql+psycopg2://${server}?options=-c%20timezone%3DUTC`;
    case "redshift":
      return `redshift+psycopg2://${server}`;
    case "snowflake": {
      const keys = ["account", "user", "password", "database", "schema", "warehouse", "role"];
      return Object.fromEntries(keys.map((key) => [key, of(key)]));
    }
    case "bigquery":
      return `bigquery://${of("project")}/${of("schema")}`;
    case "databricks":
      return `databricks://token:${of("token")}@${of("host")}?http_path=${of("http_path")}&catalog=${of("catalog")}&schema=${of("schema")}`;
    default:
      return undefined;
  }
}
