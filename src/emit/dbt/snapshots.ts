import * as sql from "../../dialect/quote.ts";
import * as jinja from "../../text/quote/jinja.ts";
import type { YamlMap } from "../../text/quote/yaml.ts";
import type { Dimension } from "./dimension.ts";
import { contractMeta } from "./provenance.ts";
import type { Target } from "./target.ts";

/**
 * The snapshot that keeps the versions of a dimension's rows. Where the columns to track are named, only their change opens a version;
 * else every change does, which the time of the last change tells, or, without one, a comparison of all columns.
 */
export function snapshotEntry({ snapshot, reads, of, key, model }: Dimension, { adapter }: Target): YamlMap {
  const names = (columns: readonly string[]) => columns.map((name) => sql.identifier(name, adapter).text);
  const { updatedAt } = of.dataset;
  const keys = names(key);
  const byTime = model.tracked.length === 0 && updatedAt !== undefined;
  return {
    name: snapshot,
    description: `The versions of the rows of ${of.name}.`,
    relation: jinja.bareCall("ref", reads),
    config: {
      strategy: byTime ? "timestamp" : "check",
      unique_key: keys.length === 1 ? keys[0] : keys,
      updated_at: updatedAt === undefined ? undefined : sql.identifier(updatedAt, adapter).text,
      check_cols: byTime ? undefined : model.tracked.length > 0 ? names(model.tracked) : "all",
      // A row that is gone from the source has no current version.
      hard_deletes: "invalidate",
      meta: contractMeta(of, of.dataset.origin.pointer),
    },
  };
}
