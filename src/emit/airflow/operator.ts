import type { Layout } from "../../text/layout.ts";
import type { ListConstant } from "./commands.ts";
import type { Imported } from "./imports.ts";
import { type Argument, call } from "./layout.ts";

/** A printed task, and the imports and constants that it needs. */
export interface Operator {
  /** The call. A comment follows its opening bracket. */
  readonly call: (remark?: string) => Layout;
  readonly imports: readonly Imported[];
  readonly lists: readonly ListConstant[];
  /** Whether the call refers to FULL_REFRESH. */
  readonly refreshes?: boolean;
  readonly folder?: "ROOT" | "DBT";
  /** The kind of notification, whose class the file defines. */
  readonly notice?: "slack" | "email";
}

/** A call of an operator. `callee` may be a class that the file itself defines. */
export function operator(
  callee: Imported | NoticeClass,
  given: readonly Argument[],
  more: Partial<Operator> = {},
): Operator {
  return {
    lists: [],
    ...more,
    call: (remark) => call(callee, given, remark),
    imports: [...(isImported(callee) ? [callee] : []), ...(more.imports ?? [])],
  };
}

/** A class that the DAG file defines. */
export type NoticeClass = (typeof noticeClasses)[number];

/** The classes that a DAG file may define. */
export const noticeClasses = ["Notice", "SlackNotice", "EmailNotice"] as const;

function isImported(callee: Imported | NoticeClass): callee is Imported {
  return !(noticeClasses as readonly string[]).includes(callee);
}
