// The package, as the platform imports it.
export { createClient } from "#pressone-esim";
