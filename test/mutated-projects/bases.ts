import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The files of a project, as bytes by path. */
export type ProjectFiles = Readonly<Record<string, Buffer>>;

const EMITTERS = "airflow, dbt, extract, greatExpectations, jsonSchema, kafka, typescript";

/** A config in the form whose value depends on its text alone, with every emitter. */
const CONFIG = `import { defineConfig } from "dex-compiler";
import { ${EMITTERS} } from "dex-compiler/emitters";

export default defineConfig({
  name: "shop",
  contracts: ["contracts/**/*.{yaml,yml,json}"],
  macros: "macros",
  templates: "templates",
  out: "generated",
  ignore: ["check/unused-key"],
  emitters: [
    airflow({ version: "3" }),
    dbt({ adapters: ["duckdb", "postgres", "snowflake"] }),
    extract(),
    greatExpectations(),
    jsonSchema(),
    kafka(),
    typescript({ kafka: true }),
  ],
});
`;

/** A config that runs code. */
const CODE = `${CONFIG.replace('"shop"', "name")}`.replace(
  "export default",
  'const name = ["sh", "op"].join("");\nexport default',
);

/** A contract in plain JSON Schema. */
const SCHEMA = `${JSON.stringify(
  {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "shipments",
    description: "Parcels: as the carrier reports them",
    type: "object",
    required: ["shipment_id", "weight"],
    properties: {
      shipment_id: { type: "string", format: "uuid" },
      weight: { type: "number", exclusiveMinimum: 0, multipleOf: 0.01 },
      state: { enum: ["new", "sent", null] },
      code: { type: "string", pattern: "^[A-Z]{2}[0-9]{1,8}$", maxLength: 10 },
      address: { $ref: "#/$defs/address" },
      parcels: { type: "array", minItems: 1, items: { type: "integer", minimum: 1 } },
    },
    additionalProperties: false,
    $defs: {
      address: { type: "object", properties: { city: { type: "string" }, zip: { type: ["string", "null"] } } },
    },
  },
  null,
  2,
)}\n`;

function filesBelow(folder: string, isWanted = (_: string) => true): Record<string, Buffer> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1)).sort();
  return Object.fromEntries(paths.filter(isWanted).map((path) => [path, readFileSync(join(folder, path))]));
}

function withConfig(files: ProjectFiles, config = CONFIG): ProjectFiles {
  return { "dex.config.ts": Buffer.from(config), ...files };
}

/** The projects to mutate: the shop, one with dbt's own means, JSON Schema and template overrides, those of emitters, and every fixture. */
export function baseProjects(): readonly ProjectFiles[] {
  const templates = ["dbt/staging.sql.njk", "airflow/dag.py.njk", "dbt/macros/dex_stored.sql.njk"].filter((path) =>
    readdirSync("templates", { recursive: true, encoding: "utf8" }).includes(path),
  );
  const team = {
    ...filesBelow("test/emit/dbt/jinja"),
    "contracts/shipments.json": Buffer.from(SCHEMA),
    ...Object.fromEntries(templates.map((path) => [`templates/${path}`, readFileSync(`templates/${path}`)])),
  };
  const shop = Object.fromEntries(
    Object.entries(filesBelow("contracts")).map(([path, text]) => [`contracts/${path}`, text]),
  );
  const main = [withConfig(shop), withConfig(shop, CODE), withConfig(team), withConfig(team)];
  const emitters = ["dbt", "airflow", "typescript"].map((name) => withConfig(filesBelow(`test/emit/${name}/project`)));
  const fixtures = readdirSync("test/fixtures").flatMap((group) =>
    readdirSync(`test/fixtures/${group}`).map((name) =>
      withConfig(filesBelow(`test/fixtures/${group}/${name}`, (path) => path !== "diagnostics.txt")),
    ),
  );
  // The large projects have every feature, and most fixtures have an error, so the large ones take three of four turns.
  const large = [...main, ...main, ...emitters];
  const turns = Math.ceil((3 * fixtures.length) / large.length);
  return [...Array.from({ length: turns }, () => large).flat(), ...fixtures];
}
