// The package's page client, as the platform imports it.
export { createClient } from "#pressone-esim";
