import { defineConfig } from "dex-compiler";
import { dbt } from "dex-compiler/emitters";

export default defineConfig({ name: "shop", macros: "macros", emitters: [dbt()] });
