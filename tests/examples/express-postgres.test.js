// The example `express-postgres`, with a server of PostgreSQL.
import { startPostgres } from "../stores/servers/postgres.js";
import { describeShop } from "./shop.js";

describeShop("express-postgres", {
  build: [["npm", "run", "setup"]],
  hasWebhook: true,
  open: async () => {
    const { url, close } = await startPostgres();
    return { env: { DATABASE_URL: url }, close };
  },
});
