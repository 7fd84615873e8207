import { defineDiagnostics } from "../../diagnostics/define.ts";

/** This emitter has no diagnostics. Its coverage records list what a schema cannot express. */
export const diagnostics = defineDiagnostics("json-schema", {});
