import type { Tool } from "./command.ts";
import type { Connection, Setting } from "./connection.ts";

/** The settings of a connection that a tool reads. */
export interface ConnectionUse {
  readonly connection: Connection;
  readonly tool: Tool;
  readonly settings: readonly Setting[];
  /** The target of dbt, if the project has targets and the connection is to a warehouse. */
  readonly target?: string;
}
