import type { Report } from "../diagnostics/diagnostic.ts";
import type { Model } from "../link/model.ts";
import { checkBatches } from "./batch.ts";
import { checkColumns } from "./columns.ts";
import { checkFields } from "./fields.ts";
import { checkModelSql } from "./model-sql.ts";
import { checkRules } from "./rules.ts";
import { checkSharedStaging } from "./shared-staging.ts";
import { checkStreams } from "./streams.ts";
import { checkTopics } from "./topics.ts";

/** The semantic rules, a group per file. */
const CHECKS: readonly ((model: Model) => readonly Report[])[] = [
  checkFields,
  checkColumns,
  checkRules,
  checkTopics,
  checkBatches,
  checkSharedStaging,
  checkModelSql,
  checkStreams,
];

/** Everything that is wrong with the meaning of a linked project. */
export function check(model: Model): readonly Report[] {
  return CHECKS.flatMap((rule) => rule(model));
}
