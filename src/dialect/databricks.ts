import { code } from "../text/quote/code.ts";
import type { Dialect } from "./dialect.ts";
import { spark } from "./spark.ts";

/** Databricks SQL: Spark in ANSI mode, with additions. */
export const databricks: Dialect = {
  ...spark,
  name: "databricks",
  epoch: (of, moment) =>
    moment === "local"
      ? // Without timestamp_ntz, the literal is in the time zone of the session.
        code`timestampdiff(second, timestamp_ntz '1970-01-01 00:00:00', ${of})`
      : spark.epoch(of, moment),
  itemsLength: (of) => code`size(${of})`,
  limits: { ...spark.limits, identifierLength: 255 },
  lexis: { ...spark.lexis, qualify: true },
};
