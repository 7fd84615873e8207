import { dialects } from "../../dialect/registry.ts";
import { typeName } from "../../dialect/type-names.ts";
import type { Type } from "../../ir/field.ts";
import type { Code } from "../../text/quote/code.ts";
import type { Adapter } from "./options.ts";

/** The type of a column in a warehouse, as a cast names it. */
export function dataType(type: Type, adapter: Adapter): Code {
  return typeName(type, dialects[adapter].castTypes);
}
