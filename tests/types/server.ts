// A shop's server that uses every function of the partner client. It compiles in strict mode.
import {
  type ErrorKind,
  OutcomeUnknownError,
  PressOneError,
  RateLimitedError,
  TimeoutError,
} from "pressone-esim/errors";
import {
  createGateway,
  type Gateway,
  type GatewayPolicy,
  type Identity,
  type PaymentVerdict,
} from "pressone-esim/gateway";
import { fastifyGateway, nodeHandler } from "pressone-esim/gateway/node";
import {
  createClient,
  type HistoryEntry,
  type Order,
  type PackageHistory,
  type PartnerCallOptions,
  type PartnerClient,
  type PartnerEvent,
  type Purchase,
  type PurchaseList,
  type Recovery,
  type Renewal,
  type TopupOrder,
  type TopupPackage,
} from "pressone-esim/partner";
import { createClient as createInlineClient } from "pressone-esim/partner/inline";
import { LockBusyError, type Store } from "pressone-esim/stores";
import { type CheckOptions, checkStore } from "pressone-esim/stores/check";
import { cloudflareStore, StoreObject } from "pressone-esim/stores/cloudflare";
import { memoryStore } from "pressone-esim/stores/memory";
import { type PostgresClient, postgresSchema, postgresStore } from "pressone-esim/stores/postgres";
import { type RedisClient, redisStore } from "pressone-esim/stores/redis";
import { type SqliteDatabase, sqliteStore } from "pressone-esim/stores/sqlite";

const edge: PartnerClient = await createClient({
  baseUrl: "https://api.example.com",
  credentials: { client_id: "id", client_secret: "secret" },
  voice: { baseUrl: "https://voice.example.com", headers: { "X-Partner-Key": "key" } },
  headers: { "Accept-Language": "en" },
  store: memoryStore(),
  secret: [
    "a new secret of 32 characters or some more",
    "an old secret of 32 characters or some more",
  ],
  storeTimeoutMs: 2_000,
  judgeRenewal: (before, after) => (before === after ? "failed" : undefined),
  partition: "shop",
  fetch: (request: Request) => fetch(request),
  timeoutMs: 10_000,
  maxRetries: 3,
  lookUpMs: 1_000,
  onEvent: (event: PartnerEvent) => {
    if (event.type === "retry") event.delayMs satisfies number;
    if (event.type === "response") event.status satisfies number;
    if (event.type === "purchase") event.reference satisfies string;
    if (event.type === "duplicate_order") event.orders[0]?.code satisfies string | null | undefined;
    if (event.type === "cache") event.source satisfies "network" | "cache" | "stale";
  },
});
export const inline: Promise<PartnerClient> = createInlineClient({
  baseUrl: "https://api.example.com",
  credentials: { client_id: "id", client_secret: "secret" },
});

const call: PartnerCallOptions = {
  signal: new AbortController().signal,
  timeoutMs: 5,
  waitUntil: (work: Promise<unknown>) => void work,
};

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
  {
    ...{ package_id: "a", iccid: "8944500102030405061", description: "cart 7", price: 10 },
    ...{ reference: "pay-1", shopper: "ada", tries: 0 },
    confirmOffer: async (offer) => offer.price <= 10,
  },
  call,
);
order.source satisfies "answer" | "list" | "journal";
order.reference satisfies string;
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

const renewal: Renewal = await edge.renewNumber(
  { email: "ada@example.org", reference: "month-1", shopper: "ada", tries: 1, unpaid: true },
  call,
);
renewal.success satisfies boolean;

const purchase: Purchase = await edge.getPurchase("pay-1", call);
purchase.state satisfies "none" | "open" | "done" | "failed" | "closed";
purchase.order satisfies TopupOrder | undefined;
purchase.renewal satisfies Renewal | undefined;
purchase.error?.prices?.offered satisfies number | undefined;
await edge.getPurchase({ reference: "month-1", shopper: "ada", unpaid: true });
const list: PurchaseList = await edge.purchases({ shopper: "ada", state: "open", limit: 10 }, call);
await edge.purchases({ kind: "topup", after: list.next ?? undefined });
const { settled, open, skipped }: Recovery = await edge.recoverPurchases(call);
settled[0]?.tries satisfies number | undefined;
open[0]?.listed satisfies boolean | null | undefined;
skipped satisfies string[];
await edge.settlePurchase({ reference: "pay-1", outcome: "done", order_id: 7 }, call);
(await edge.closePurchase("pay-1", call)).state satisfies string;
edge.store satisfies Store | undefined;
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
  error.reference satisfies string | undefined;
  error.outcome satisfies "not_ordered" | "unknown" | undefined;
  error.tries satisfies number | undefined;
  error.stored satisfies boolean | undefined;
  error.prices?.paid satisfies number | undefined;
  error.toJSON().message satisfies string;
  return kind;
}

new RateLimitedError({ message: "slow down", retryAfterMs: 5 }).kind satisfies "rate_limited";
new TimeoutError({ message: "late", cause: new Error("cause") }) satisfies PressOneError;
new PressOneError({ kind: "server", message: "broken", status: 503 }).kind satisfies "server";

// The gateway.
const iccid = "8944500102030405061";
interface Shopper extends Identity {
  esims: string[];
}
const policy: GatewayPolicy<Shopper> = {
  partner: edge,
  authorize: async (request: Request): Promise<Shopper | null> =>
    request.headers.has("Cookie") ? { id: 7n, esims: [iccid] } : null,
  ownsEsim: (identity, id) => identity.esims.includes(id),
  verifyPayment: (_, { reference, price }): PaymentVerdict =>
    reference === "pay-1" ? { paid: true, price: 4.5 } : price === null && "pending",
  confirmOffer: (_, { package_id }, offer) => offer.id === package_id,
  ownsNumber: async ({ id }, email) => email === `${id}@example.org`,
  verifyRenewal: (_, { reference }) => (reference === "month-1" ? "unpaid" : false),
  expose: { topup: ["net_price"] },
  onEvent: ({ name, attributes }) => console.log(name, attributes["http.route"]),
  onError: (error, { hook, endpoint, reference }) => console.log(error, hook, endpoint, reference),
};
const gateway: Gateway = createGateway(policy);
createGateway({ ...policy, partner: () => edge });
const request = new Request("https://shop.example.com/");
const answer: Response = await gateway(request);
await gateway(request, { waitUntil: (work) => void work });
const paid: TopupOrder = await gateway.purchase(
  { id: "ada" },
  { reference: "pay-1", iccid, package_id: "a", price: 4.5 },
);
const renewed: Renewal = await gateway.renew(
  { id: 7 },
  { reference: "pay-2", email: "a@b.example" },
);
const closed: string = (await gateway.closePurchase("pay-1")).state;
await gateway.close();
export const handlers = [nodeHandler(gateway), fastifyGateway(gateway)];
export const gatewayUse = [answer, paid, renewed, closed, order.reference];

// The stores.
const namespace = { idFromName: (name: string) => ({ name }), get: (id: object) => id };
declare const database: SqliteDatabase;
declare const pool: PostgresClient;
declare const redis: RedisClient;
const stores: Store[] = [
  memoryStore(),
  cloudflareStore(namespace),
  cloudflareStore(namespace, { owner: "shop" }),
  sqliteStore(database),
  sqliteStore(database, { timeoutMs: 1_000 }),
  postgresStore(pool, { schema: "shop", prefix: "esims", timeoutMs: undefined }),
  redisStore(redis, { prefix: "shop", checkServer: false }),
];
export const schema: string = postgresSchema({ prefix: "esims" });
const checkOptions: CheckOptions = {
  clients: [memoryStore()],
  crash: async () => memoryStore(),
  abandonLock: async (name) => console.log(name),
  only: /^own writes$/,
};
export const problems: string[] = await checkStore(memoryStore(), checkOptions);
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
