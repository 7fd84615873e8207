/** The value of a topic setting in a contract that leaves the setting to the broker. */
export const BROKER_DEFAULT = "default";

/** Changes of a topic that lose or reorder messages: `apply` needs an entry of "allow" for each. */
export const ACKNOWLEDGED_CHANGES = [
  "partition_increase",
  "replication_factor",
  "retention_cut",
  "cleanup_policy",
  "durability_cut",
  "schema_incompatible",
  "delete_topic",
] as const;
