// The package's partner client, as the platform imports it. Without a `store` it has one in memory.
export { createClient } from "#pressone-esim/partner";
