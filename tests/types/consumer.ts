// A storefront that uses every function of the client. It compiles in strict mode.
import {
  type CallOptions,
  type Client,
  type ClientEvent,
  createClient,
  type ErrorKind,
  type HistoryEntry,
  type Order,
  OutcomeUnknownError,
  type PackageHistory,
  PressOneError,
  type RecoveredTopupOrder,
  type Renewal,
  type StorageAdapter,
  type TopupOrder,
  type TopupPackage,
} from "pressone-esim";
import {
  createGateway,
  type GatewayPolicy,
  type Identity,
  memoryStorage,
  type SharedStorage,
  upstream,
} from "pressone-esim/gateway";
import { durableStorage, GatewayObject } from "pressone-esim/gateway/cloudflare";
import { LockBusyError, type Store } from "pressone-esim/stores";
import { cloudflareStore, StoreObject } from "pressone-esim/stores/cloudflare";
import { memoryStore } from "pressone-esim/stores/memory";

const memory = new Map<string, string>();
const storage: StorageAdapter = {
  getItem: async (key) => memory.get(key) ?? null,
  setItem: (key, value) => memory.set(key, value),
  removeItem: (key) => memory.delete(key),
};

const edge: Client = await createClient({
  baseUrl: "https://api.example.com",
  credentials: { client_id: "id", client_secret: "secret" },
  voice: { baseUrl: "https://voice.example.com", headers: { "X-Partner-Key": "key" } },
  headers: { "Accept-Language": "en" },
  storage,
  partition: "shop",
  fetch: (request: Request) => fetch(request),
  timeoutMs: 10_000,
  maxRetries: 3,
  onEvent: (event: ClientEvent) => {
    if (event.type === "retry") event.delayMs satisfies number;
    if (event.type === "response") event.status satisfies number;
    if (event.type === "cache") event.source satisfies "network" | "cache" | "stale";
  },
});
await createClient({ baseUrl: "/api/pressone" });
await createClient({ baseUrl: "/api", token: "text" });
await createClient({ baseUrl: "/api", token: async () => "text", storage: localStorage });

const call: CallOptions = { signal: new AbortController().signal, timeoutMs: 5 };

const packages: TopupPackage[] = await edge.getTopupPackages("8944500102030405061", call);
for (const each of packages) {
  each.id satisfies string;
  each.price satisfies number;
  each.net_price satisfies number | null;
  each.amount satisfies number;
  each.day satisfies number;
  each.title satisfies string;
  each.voice satisfies number | null;
  each.text satisfies number | null;
  each.data satisfies string | null;
  each.type satisfies string | null;
  each.is_unlimited satisfies boolean | null;
  each.short_info satisfies string | null;
}

const order: TopupOrder = await edge.submitTopupOrder(
  { package_id: "a", iccid: "8944500102030405061", description: "cart 7", price: 10 },
  call,
);
order.order_id satisfies number | string | null;
order.issues[0]?.path satisfies string | undefined;

const history: PackageHistory = await edge.getPackageHistory("8944500102030405061", call);
history.fetched_at satisfies number;
history.expires_at satisfies number;
history.source satisfies "network" | "cache" | "stale";
const entry: HistoryEntry | undefined = history.packages[0];
entry?.remaining satisfies number | null | undefined;
entry?.package.title satisfies string | null | undefined;

const page = await edge.getOrderList(
  {
    include: ["sims", "user", "status"],
    created_at: { from: new Date(), to: "2026-01-31" },
    code: "2026",
    order_status: "completed",
    iccid: "8944",
    description: "cart",
    type: "topup",
    page: 1,
    limit: 50,
  },
  call,
);
page.meta.last_page satisfies number | null;
page.orders[0]?.status?.slug satisfies string | undefined;
await edge.getOrderList();

for await (const each of edge.orders({ limit: 10 }, call)) each satisfies Order;

const renewal: Renewal = await edge.renewNumber({ email: "ada@example.org" }, call);
renewal.success satisfies boolean;

const [recovered]: RecoveredTopupOrder[] = await edge.recoverTopupOrders(call);
recovered?.reference satisfies string | undefined;
recovered?.at satisfies number | undefined;
recovered?.order satisfies TopupOrder | null | undefined;
await edge.settle({ reference: "pay-1", outcome: "failed" }, call);
await edge.clearCache(call);
edge.free();

export function explain(error: unknown): string {
  if (error instanceof OutcomeUnknownError) return error.kind satisfies "outcome_unknown";
  if (!(error instanceof PressOneError)) throw error;
  const kind: ErrorKind = error.kind;
  error.status satisfies number | undefined;
  error.code satisfies number | string | undefined;
  error.fields?.iccid?.[0] satisfies string | undefined;
  error.retryAfterMs satisfies number | undefined;
  return kind;
}

// The gateway.
const iccid = "8944500102030405061";
const shared: SharedStorage = memoryStorage();
const secret = "a secret of 32 characters or some more";
const credentials = { client_id: "a", client_secret: "b" };
interface Shopper extends Identity {
  esims: string[];
}
const policy: GatewayPolicy<Shopper> = {
  client: () =>
    createClient(
      upstream({ baseUrl: "https://api.example.com", credentials, storage: shared, secret }),
    ),
  storage: shared,
  secret,
  authorize: async (request: Request): Promise<Shopper | null> =>
    request.headers.has("Cookie") ? { id: "ada", esims: [iccid] } : null,
  ownsEsim: (identity, id) => identity.esims.includes(id),
  verifyPayment: (_, { reference, package_id }, offer) =>
    offer.id === package_id && (reference === "pay-1" || "price_changed"),
  expose: { topup: ["net_price"] },
  onEvent: ({ name, attributes }) => console.log(name, attributes["http.route"]),
};
const handle: (request: Request) => Promise<Response> = createGateway(policy);
const answer: Response = await handle(new Request("https://shop.example.com/"));
const durable: SharedStorage = durableStorage({
  idFromName: (name) => ({ name }),
  get: (id) => id,
});
const paidOrder: TopupOrder = await edge.submitTopupOrder({
  package_id: "a",
  iccid,
  reference: "pay-1",
});
const reference: string | null = paidOrder.reference;
export const gatewayUse = [answer, durable, reference, GatewayObject];

// The stores.
const namespace = { idFromName: (name: string) => ({ name }), get: (id: object) => id };
const stores: Store[] = [
  memoryStore(),
  cloudflareStore(namespace),
  cloudflareStore(namespace, { owner: "shop" }),
];
export class OwnObject extends StoreObject {}
for (const store of stores) {
  store.durability satisfies "full" | "may_forget" | "none";
  const value: string | null = await store.get("c/1");
  const values: (string | null)[] = await store.getMany(["c/1"] as const);
  await store.put("c/1", "value", { ttlMs: 1_000 });
  const swapped: boolean = await store.compareAndSet("c/1", value, null);
  const { count, remainingMs } = await store.increment("count", { ttlMs: 1_000 });
  const keys: string[] = await store.keys("c/", { after: "c/1", limit: 10 });
  const work = async (lost: AbortSignal) => lost.aborted;
  try {
    const aborted: boolean = await store.lock("name", work, { waitMs: 0, signal: call.signal });
    console.log(values, swapped, count + remainingMs, keys, aborted);
  } catch (error) {
    if (error instanceof LockBusyError) error.name satisfies "LockBusyError";
  }
}
