import type { UserConfig } from "./config.ts";

/** Gives a config its type; returns it unchanged. */
export function defineConfig(config: UserConfig): UserConfig {
  return config;
}
