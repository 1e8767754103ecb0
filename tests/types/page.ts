// A page that uses every function of the page client. It compiles in strict mode.
import {
  type CallOptions,
  type Client,
  type ClientEvent,
  type ClientOptions,
  createClient,
  type Order,
  type OrderList,
  OutcomeUnknownError,
  type PackageHistory,
  type Purchase,
  type PurchaseList,
  type Renewal,
  type StorageAdapter,
  type TopupOrder,
  type TopupPackage,
} from "pressone-esim";
import { createClient as createInlineClient } from "pressone-esim/inline";

const memory = new Map<string, string>();
const storage: StorageAdapter = {
  getItem: (key) => memory.get(key) ?? null,
  setItem: (key, value) => memory.set(key, value),
  removeItem: (key) => memory.delete(key),
};

const options: ClientOptions = {
  baseUrl: "/api",
  headers: { "Accept-Language": "en" },
  token: async () => "text",
  storage,
  partition: "ada",
  fetch: (request: Request) => fetch(request),
  timeoutMs: 10_000,
  maxRetries: 3,
  onEvent: (event: ClientEvent) => {
    if (event.type === "retry") event.delayMs satisfies number;
    if (event.type === "cache") event.source satisfies "network" | "cache" | "stale";
  },
};
const client: Client = await createClient(options);
await createClient({ baseUrl: "/api/pressone" });
export const inline: Promise<Client> = createInlineClient({ baseUrl: "/api", token: "text" });

const call: CallOptions = { signal: new AbortController().signal, timeoutMs: 5 };
const iccid = "8944500102030405061";
// A method works without the object.
const { getTopupPackages } = client;
export const offers: TopupPackage[] = await getTopupPackages(iccid, call);
await client.getTopupPackages(iccid);
export const order: TopupOrder = await client.submitTopupOrder(
  { package_id: "a", iccid, description: "cart 7", price: 10, reference: "pay-1" },
  call,
);
export const history: PackageHistory = await client.getPackageHistory(iccid, call);
export const orders: OrderList = await client.getOrderList({ include: ["sims"], limit: 50 }, call);
for await (const each of client.orders({ type: "topup" }, call)) each satisfies Order;
export const renewal: Renewal = await client.renewNumber(
  { email: "ada@example.org", reference: "month-1" },
  call,
);
const purchase: Purchase = await client.getPurchase("pay-1", call);
purchase.state satisfies "none" | "open" | "done" | "failed" | "closed";
export const purchases: PurchaseList = await client.purchases({ state: "open", limit: 10 }, call);
await client.clearCache(call);
client.free();

export const isOpen = (error: unknown): boolean => error instanceof OutcomeUnknownError;
