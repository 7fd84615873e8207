import { join } from "node:path";
import { registryFolder } from "./java.ts";
import { freePorts, type Server, start } from "./process.ts";

/** A schema registry of a test: Apicurio, in memory, by Confluent's API. */
export interface TestRegistry extends Server {
  readonly url: string;
}

/** Starts a registry. */
export async function startRegistry(): Promise<TestRegistry> {
  const folder = registryFolder();
  const [port = 0, management = 0] = await freePorts(2);
  const url = `http://127.0.0.1:${port}/apis/ccompat/v7`;
  const listen = [`-Dquarkus.http.host=127.0.0.1`, `-Dquarkus.http.port=${port}`];
  const manage = [`-Dquarkus.management.host=127.0.0.1`, `-Dquarkus.management.port=${management}`];
  const jar = join(folder, "apicurio-registry-app-3.0.9-runner.jar");
  const isReady = () =>
    fetch(`${url}/subjects`).then(
      (response) => response.ok,
      () => false,
    );
  const server = await start(["-Xmx512m", ...listen, ...manage, "-jar", jar], folder, isReady);
  return { url, ...server };
}
