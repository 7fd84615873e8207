/** The runtime files of every package. The templates are in `templates/typescript/`, with the extension `.njk`. */
export const RUNTIME = [
  "contract.d.ts",
  "contract.js",
  "runtime/check.js",
  "runtime/driver-bytes.js",
  "runtime/driver-duckdb.js",
  "runtime/driver-durations.js",
  "runtime/driver-json.js",
  "runtime/driver-moments.js",
  "runtime/driver-row.js",
  "runtime/driver-values.js",
  "runtime/expression.js",
  "runtime/fields.js",
  "runtime/index.js",
  "runtime/moments.js",
  "runtime/numbers.js",
  "runtime/texts.js",
  "runtime/values.js",
  "runtime/wire.js",
] as const;

/** The adapters of every package, one for each database driver. */
export const DRIVERS = ["duckdb", "json", "mysql2", "pg", "postgres"] as const;

/** The files of the adapters. */
export const DRIVER_FILES: readonly string[] = DRIVERS.flatMap((name) => [
  `drivers/${name}.js`,
  `drivers/${name}.d.ts`,
]);

/** The files of every package with zod schemas. */
export const ZOD_RUNTIME = ["runtime/zod.js", "runtime/zod.d.ts"] as const;

/** The files of every package with producers and consumers. */
export const KAFKA_RUNTIME = [
  "runtime/kafka.js",
  "runtime/kafka.d.ts",
  "runtime/kafka-consumer.js",
  "runtime/kafka-group.js",
  "runtime/kafka-letters.js",
  "runtime/kafka-messages.js",
  "runtime/kafka-partition.js",
  "runtime/kafka-producer.js",
  "runtime/kafka-reading.js",
  "runtime/kafka-sender.js",
] as const;

/** Every template of this emitter. */
export const templates: readonly string[] = [
  ...RUNTIME.map((name) => `${name}.njk`),
  ...DRIVER_FILES.map((name) => `${name}.njk`),
  ...ZOD_RUNTIME.map((name) => `${name}.njk`),
  ...KAFKA_RUNTIME.map((name) => `${name}.njk`),
  "README.md.njk",
  "contracts/module.d.ts.njk",
  "contracts/module.js.njk",
  "index.d.ts.njk",
  "index.js.njk",
  "kafka/module.d.ts.njk",
  "kafka/module.js.njk",
  "kysely.d.ts.njk",
  "kysely.js.njk",
  "zod/module.d.ts.njk",
  "zod/module.js.njk",
];
