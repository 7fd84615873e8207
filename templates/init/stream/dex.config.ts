import { defineConfig } from "dex-compiler";
import { jsonSchema, kafka, typescript } from "dex-compiler/emitters";

export default defineConfig({
  // What is written from the contract of the topic; without this line, all that dex can write.
  emitters: [jsonSchema(), kafka(), typescript({ kafka: true })],
});
