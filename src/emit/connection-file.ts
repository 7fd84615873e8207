import type { Targets } from "../ir/target.ts";
import { connectionTable, targetTable } from "../running/connection-module.ts";
import { connectionModule, connectionTemplate } from "../running/connection-template.ts";
import type { ConnectionUse } from "../running/connection-use.ts";
import type { EmittedFile } from "./emitter.ts";
import { header } from "./header.ts";
import type { Render } from "./render.ts";

/** The Python module with the settings of connections, for the scripts in a folder. */
export function connectionFile(
  folder: string,
  uses: readonly ConnectionUse[],
  { render, targets }: { readonly render: Render; readonly targets: Targets | undefined },
): EmittedFile {
  const view = {
    header: header([], "the specs"),
    connections: connectionTable(uses),
    targets: targets && targetTable(uses, targets),
  };
  return {
    path: `${folder}/${connectionModule}`,
    ...render(connectionTemplate, view),
    language: "python",
    sources: [],
  };
}
