import { connectionTable } from "../running/connection-module.ts";
import { connectionModule, connectionTemplate } from "../running/connection-template.ts";
import type { ConnectionUse } from "../running/environment.ts";
import type { EmittedFile } from "./emitter.ts";
import { header } from "./header.ts";
import type { Render } from "./render.ts";

/** The Python module with the settings of connections, for the scripts in a folder. */
export function connectionFile(folder: string, uses: readonly ConnectionUse[], render: Render): EmittedFile {
  return {
    path: `${folder}/${connectionModule}`,
    ...render(connectionTemplate, { header: header([], "the specs"), connections: connectionTable(uses) }),
    language: "python",
    sources: [],
  };
}
