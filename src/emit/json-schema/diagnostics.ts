import { defineDiagnostics } from "../../diagnostics/define.ts";

/** This emitter has nothing to say of its own: what a schema cannot express is told by its coverage. */
export const diagnostics = defineDiagnostics("json-schema", {});
