import type { Report } from "../diagnostics/diagnostic.ts";
import type { LinkedProject } from "../link/linked-project.ts";
import { checkBatches } from "./batch/batch.ts";
import { checkSharedStaging } from "./batch/shared-staging.ts";
import { checkColumns } from "./columns/columns.ts";
import { checkFields } from "./fields/fields.ts";
import { checkModelSql } from "./models/model-sql.ts";
import { checkSessionDates } from "./models/session-dates.ts";
import { checkRules } from "./rules/rules.ts";
import { checkStreams } from "./streams/streams.ts";
import { checkTopics } from "./topics/topics.ts";

/** The semantic rules, one group per file. */
const CHECKS: readonly ((linked: LinkedProject) => readonly Report[])[] = [
  checkFields,
  checkColumns,
  checkRules,
  checkTopics,
  checkBatches,
  checkSharedStaging,
  checkModelSql,
  checkSessionDates,
  checkStreams,
];

/** Reports every semantic fault of a linked project. */
export function check(linked: LinkedProject): readonly Report[] {
  return CHECKS.flatMap((rule) => rule(linked));
}
