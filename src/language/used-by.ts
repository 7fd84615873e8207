/** An emitter or a command, by name. */
type ActorName =
  | "airflow"
  | "dbt"
  | "extract"
  | "great-expectations"
  | "json-schema"
  | "kafka"
  | "typescript"
  | "dex kafka";

/**
 * Who acts on a key. `compiler`: all targets of the document, because the key identifies, types or connects what they write; or none of them, because
 * it only decides findings. `documentation`: people, who read it in the document or in the descriptions of the output. A list: these emitters and
 * commands; an empty list: nobody yet.
 */
export type UsedBy = "compiler" | "documentation" | readonly ActorName[];

/** The emitters that check or describe single values. */
export const ROW_TARGETS: UsedBy = ["dbt", "great-expectations", "json-schema", "kafka", "typescript"];

/** The emitters that check whole tables. */
export const TABLE_TARGETS: UsedBy = ["dbt", "great-expectations"];
