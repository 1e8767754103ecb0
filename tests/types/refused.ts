// Mistakes that the types refuse. A missing error under `@ts-expect-error` is an error.
import { type Client, createClient } from "pressone-esim";
import { PressOneError, RateLimitedError } from "pressone-esim/errors";
import { createGateway, type GatewayPolicy } from "pressone-esim/gateway";
import {
  createClient as createPartner,
  type PartnerClient,
  type PartnerOptions,
} from "pressone-esim/partner";
import { memoryStore } from "pressone-esim/stores/memory";
import { postgresStore } from "pressone-esim/stores/postgres";
import { redisStore } from "pressone-esim/stores/redis";
import { sqliteStore } from "pressone-esim/stores/sqlite";

declare const page: Client;
declare const client: PartnerClient;
const iccid = "8944500102030405061";

// @ts-expect-error the options are required
createClient();
// @ts-expect-error the base URL is required
createClient({});
// @ts-expect-error the option is unknown
createClient({ baseUrl: "/", baseURL: "/" });
// @ts-expect-error the secret is required
createPartner({ baseUrl: "/", credentials: { client_id: "id" } });
// @ts-expect-error a page has no credentials of the partner
createClient({ baseUrl: "/", credentials: { client_id: "id", client_secret: "secret" } });
// @ts-expect-error a module is no number
createClient({ baseUrl: "/", module: 7 });
// @ts-expect-error a page has no store
createClient({ baseUrl: "/", store: memoryStore() });
// @ts-expect-error a database's path is no database
sqliteStore("shop.db");
// @ts-expect-error a server's address is no client
postgresStore("postgres://127.0.0.1");
// @ts-expect-error a server's address is no client
redisStore("redis://127.0.0.1");
// @ts-expect-error a module is no boolean
export const partnerOptions: Pick<PartnerOptions, "module"> = { module: true };
// @ts-expect-error the credentials are required
createPartner({ baseUrl: "https://api.example.com" });
// @ts-expect-error only the partner client reads the account of an order
page.getOrder(7, { include: ["user"] });
// @ts-expect-error only the partner client filters the eSIMs of all shoppers
page.getEsims({ iccid });
// @ts-expect-error only the partner client reads the page that shares an eSIM
page.getEsim(iccid, { include: ["share"] });
// @ts-expect-error the shop's hook chooses the parameters of PressOne's list
page.getAvailableNumbers({ country: "US" });
// @ts-expect-error only the partner client adds fields to a claim
page.claimNumber({ number: "+1", email: "ada@example.org", fields: {} });
// @ts-expect-error a verdict about a claim is no price
export const claims: GatewayPolicy["verifyClaim"] = () => ({ paid: true, price: 1 });
// @ts-expect-error only the partner client settles purchases
page.settlePurchase({ reference: "pay-1", outcome: "failed" });
// @ts-expect-error only the partner client names a shopper
page.getPurchase({ reference: "pay-1", shopper: "ada" });
// @ts-expect-error a token is a string
createClient({ baseUrl: "/", token: 7 });
// @ts-expect-error a storage has three methods
createClient({ baseUrl: "/", storage: { getItem: () => null } });
const storage = { getItem: async () => null, setItem() {}, removeItem() {} };
// @ts-expect-error a storage is synchronous
createClient({ baseUrl: "/", storage });
// @ts-expect-error a timeout is a number
createClient({ baseUrl: "/", timeoutMs: "1s" });

// @ts-expect-error an ICCID is required
client.getTopupPackages();
// @ts-expect-error an ICCID is a string
client.getTopupPackages(8944500102030405);
// @ts-expect-error the option is unknown
client.getTopupPackages(iccid, { timeout: 5 });
// @ts-expect-error a signal is an AbortSignal
client.getTopupPackages(iccid, { signal: new AbortController() });
// @ts-expect-error an ICCID is a string
client.getPackageHistory(7);

// @ts-expect-error the purchase is required
client.submitTopupOrder();
// @ts-expect-error the eSIM is required
client.submitTopupOrder({ package_id: "a" });
// @ts-expect-error the name is package_id
client.submitTopupOrder({ packageId: "a", iccid });
// @ts-expect-error a price is a number
client.submitTopupOrder({ package_id: "a", iccid, price: "10.00" });
// @ts-expect-error a reference that may be missing is a new purchase each time
client.submitTopupOrder({ package_id: "a", iccid, reference: undefined });
// @ts-expect-error the state is unknown
client.purchases({ state: "sending" });
// @ts-expect-error the outcome is required
client.settlePurchase({ reference: "pay-1" });
// @ts-expect-error a quantity is unknown
client.submitTopupOrder({ package_id: "a", iccid, quantity: 2 });
// @ts-expect-error a package is required
client.submitOrder({ quantity: 2 });
// @ts-expect-error a quantity is a number
client.submitOrder({ package_id: "a", quantity: "2" });
// @ts-expect-error an eSIM is shared as a link or a file
client.submitOrder({ package_id: "a", to_email: "a@b", sharing_option: ["mail"] });
// @ts-expect-error a new eSIM has no ICCID before the order
client.submitOrder({ package_id: "a", iccid });

// @ts-expect-error the include is unknown
client.getOrderList({ include: ["sim"] });
// @ts-expect-error include is an array
client.getOrderList({ include: "sims" });
// @ts-expect-error both days are required
client.getOrderList({ created_at: { from: "2026-01-01" } });
// @ts-expect-error the type is unknown
client.getOrderList({ type: "esim" });
// @ts-expect-error a page is a number
client.orders({ page: "2" });

// @ts-expect-error an order has an id
client.getOrder();
// @ts-expect-error the part is unknown
client.getOrder(7, { include: ["order"] });
// @ts-expect-error the part is unknown
client.getEsims({ include: ["sims"] });
// @ts-expect-error an ICCID is required
client.getEsim();
// @ts-expect-error remaining may be null
(await client.getUsage(iccid)).remaining.toFixed();
// @ts-expect-error the type is unknown
client.getPackages({ type: "sim" });
// @ts-expect-error PressOne documents no page of users
client.getUsers({ page: 2 });
// @ts-expect-error a page has no balance
page.getBalance();

// @ts-expect-error an email is required
client.renewNumber({});
// @ts-expect-error the argument is an object
client.renewNumber("ada@example.org");

// @ts-expect-error the field is unknown
(await client.getTopupPackages(iccid))[0]?.prize;
// @ts-expect-error remaining may be null
(await client.getPackageHistory(iccid)).packages[0]?.remaining.toFixed();
// @ts-expect-error the message is required
new RateLimitedError({ retryAfterMs: 5 });
// @ts-expect-error the kind is required
new PressOneError({ message: "text" });
// @ts-expect-error the detail is unknown
new RateLimitedError({ message: "text", retryAfter: 5 });
// @ts-expect-error the kind is unknown
(e: PressOneError) => e.kind === "notfound";
// @ts-expect-error the hook authorize is required
createGateway({ partner: client });
// @ts-expect-error the hook's answer is unknown
createGateway({ partner: client, authorize: () => null, verifyPayment: () => "price_changed" });
declare const webStorage: { getItem(key: string): string | null };
// @ts-expect-error a store has more than a storage
createPartner({ baseUrl: "https://api.example.com", store: webStorage });

// @ts-expect-error a lock needs a time to wait
memoryStore().lock("name", async () => {}, {});
// @ts-expect-error a window needs a length
memoryStore().increment("count");
// @ts-expect-error a value is text
memoryStore().put("c/1", 1);
