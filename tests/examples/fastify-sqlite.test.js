// The example `fastify-sqlite`, with a new file.
import { describeShop } from "./shop.js";

describeShop("fastify-sqlite", { hasWebhook: true });
