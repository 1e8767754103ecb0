// A page that uses every function of the page client. It compiles in strict mode.
import {
  type AvailableNumberList,
  type CallOptions,
  type Claim,
  type Client,
  type ClientEvent,
  type ClientOptions,
  type CompatibleDeviceList,
  createClient,
  type Esim,
  type EsimList,
  type Installation,
  type ModuleSource,
  type Order,
  type OrderDetails,
  type OrderList,
  OutcomeUnknownError,
  type Package,
  type PackageHistory,
  type PackageList,
  type Purchase,
  type PurchaseList,
  type Renewal,
  type StorageAdapter,
  type TopupOrder,
  type TopupPackage,
  type Usage,
} from "pressone-esim";
import { createClient as createInlineClient } from "pressone-esim/inline";

const memory = new Map<string, string>();
const storage: StorageAdapter = {
  getItem: (key) => memory.get(key) ?? null,
  setItem: (key, value) => memory.set(key, value),
  removeItem: (key) => memory.delete(key),
};

declare const response: Response;
export const modules: ModuleSource[] = [
  new ArrayBuffer(8),
  new Uint8Array(8),
  new DataView(new ArrayBuffer(8)),
  response,
  new URL("https://cdn.example.com/page.wasm"),
  "/page.wasm",
];

const options: ClientOptions = {
  module: Promise.resolve(response),
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
const esimOrder = await client.submitOrder(
  { package_id: "a", quantity: 2, country: "SE", type: "local", price: 10, reference: "pay-2" },
  call,
);
esimOrder.sims?.[0]?.iccid satisfies string | null | undefined;
export const history: PackageHistory = await client.getPackageHistory(iccid, call);
export const orders: OrderList = await client.getOrderList({ include: ["sims"], limit: 50 }, call);
for await (const each of client.orders({ type: "topup" }, call)) each satisfies Order;
export const renewal: Renewal = await client.renewNumber(
  { email: "ada@example.org", reference: "month-1" },
  call,
);
const available: AvailableNumberList = await client.getAvailableNumbers({ filter: "US" }, call);
available.count satisfies number | null;
await client.getAvailableNumbers({ after: available.next ?? undefined });
const claim: Claim = await client.claimNumber(
  { number: available.numbers[0]?.number ?? "", email: "ada@example.org", reference: "pay-3" },
  call,
);
claim.success satisfies boolean;
const purchase: Purchase = await client.getPurchase("pay-1", call);
purchase.claim?.message satisfies string | null | undefined;
purchase.claimed_number satisfies string | undefined;
purchase.state satisfies "none" | "open" | "done" | "failed" | "closed";
export const purchases: PurchaseList = await client.purchases({ state: "open", limit: 10 }, call);
const sold: PackageList = await client.getPackages(
  { type: "local", country: "SE", include: ["topup"], language: "sv", page: 1, limit: 50 },
  call,
);
sold.packages[0]?.price satisfies number | undefined;
sold.countries[0]?.operators?.[0]?.title satisfies string | null | undefined;
for await (const each of client.packages({ limit: 10 }, call)) each satisfies Package;
const devices: CompatibleDeviceList = await client.getCompatibleDevices(call);
devices.devices[0]?.brand satisfies string | null | undefined;
const details: OrderDetails = await client.getOrder(7, { include: ["sims", "status"] }, call);
details.sims?.[0]?.iccid satisfies string | null | undefined;
const esims: EsimList = await client.getEsims({ page: 1, limit: 10 }, call);
esims.next satisfies number | null;
for await (const each of client.esims({ limit: 10 }, call)) each satisfies Esim;
const esim: Esim = await client.getEsim(iccid, { include: ["order", "order.status"] }, call);
esim.qrcode satisfies string | null;
const usage: Usage = await client.getUsage(iccid, call);
usage.remaining satisfies number | null;
const steps: Installation = await client.getInstallation(iccid, { language: "de" }, call);
steps.ios?.[0]?.network_setup?.apn_value satisfies string | null | undefined;
await client.clearCache(call);
client.free();

export const isOpen = (error: unknown): boolean => error instanceof OutcomeUnknownError;
