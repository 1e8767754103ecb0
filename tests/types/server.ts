// A shop's server that uses every function of the partner client. It compiles in strict mode.
import { fromCents, toCents } from "pressone-esim/amounts";
import {
  type BalanceResult,
  type CheckEvent,
  type CheckResult,
  type Checks,
  createChecks,
  type EsimSource,
} from "pressone-esim/checks";
import {
  type ErrorKind,
  OutcomeUnknownError,
  PressOneError,
  RateLimitedError,
  TimeoutError,
} from "pressone-esim/errors";
import {
  type ClaimVerdict,
  createGateway,
  type Gateway,
  type GatewayPolicy,
  type Identity,
  type PaymentVerdict,
} from "pressone-esim/gateway";
import { fastifyGateway, nodeHandler } from "pressone-esim/gateway/node";
import {
  type AvailableNumberList,
  type Balance,
  type Claim,
  type CompatibleDeviceList,
  createClient,
  type Esim,
  type EsimList,
  type HistoryEntry,
  type Installation,
  type Kept,
  type Order,
  type OrderDetails,
  type Package,
  type PackageHistory,
  type PackageList,
  type PartnerCallOptions,
  type PartnerClient,
  type PartnerEvent,
  type Purchase,
  type PurchaseList,
  type Recovery,
  type Renewal,
  type SimOrder,
  type TopupOrder,
  type TopupPackage,
  type Usage,
  type User,
  type UserList,
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
  paths: { compatibleDevices: "/customer/v2/devices" },
  numbers: { availablePath: "/numbers/", claimPath: "/claim/", numberField: "n", emailField: "e" },
  judgeClaim: (before, after) => (before === after ? "failed" : "done"),
  headers: { "Accept-Language": "en" },
  module: new Uint8Array(8),
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

const sims: SimOrder = await edge.submitOrder(
  {
    ...{ package_id: "a", quantity: 2, description: "cart 8", price: 7, reference: "pay-2" },
    ...{ country: "NO", type: "local", shopper: "ada", tries: 0 },
    ...{ to_email: "ada@example.org", sharing_option: ["link", "pdf"] },
    ...{ copy_address: ["eve@example.org"], brand_settings_name: "Northwind" },
    confirmOffer: async (offer: Package) => offer.price <= 7,
  },
  call,
);
sims.sims?.[0]?.qrcode satisfies string | null | undefined;
sims.sims?.[0]?.direct_apple_installation_url satisfies string | null | undefined;
sims.iccid satisfies null;
sims.quantity satisfies number | null;
sims.reference satisfies string;
sims.sharing?.access_code satisfies string | null | undefined;
await edge.submitOrder({ package_id: "a" });

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

const detailed: OrderDetails = await edge.getOrder(
  7,
  { include: ["sims", "user", "status"] },
  call,
);
detailed.sims?.[0]?.voucher_code satisfies string | null | undefined;
detailed.net_price satisfies number | null;
detailed.installation_guides?.en satisfies string | undefined;
await edge.getOrder("9007199254740993");

const esims: EsimList = await edge.getEsims(
  {
    include: ["order", "order.status", "order.user", "share"],
    created_at: { from: new Date(), to: "2026-01-31" },
    iccid: "8944",
    page: 1,
    limit: 50,
  },
  call,
);
esims.next satisfies number | null;
esims.esims[0]?.simable?.status?.slug satisfies string | undefined;
for await (const each of edge.esims({ limit: 10 }, call)) each satisfies Esim;
const esim: Esim = await edge.getEsim("8944500102030405061", { include: ["share"] }, call);
esim.iccid satisfies string;
esim.apn?.ios?.apn_value satisfies string | null | undefined;
esim.recycled satisfies boolean | null;

const usage: Usage = await edge.getUsage("8944500102030405061", call);
usage.status satisfies string;
usage.remaining_voice satisfies number | null;
usage.source satisfies Kept["source"];

const installation: Installation = await edge.getInstallation(
  "8944500102030405061",
  { language: "de" },
  call,
);
installation.ios?.[0]?.installation_via_qr_code?.steps?.[0] satisfies string | undefined;
installation.android?.[0]?.network_setup?.is_roaming satisfies boolean | null | undefined;

const sold: PackageList = await edge.getPackages(
  { type: "local", country: "SE", include: ["topup"], language: "sv", page: 1, limit: 50 },
  call,
);
sold.packages[0]?.country_code satisfies string | null | undefined;
sold.packages[0]?.price satisfies number | undefined;
sold.countries[0]?.operators?.[0]?.packages?.[0]?.prices?.net_price?.USD satisfies
  | number
  | null
  | undefined;
for await (const each of edge.packages({ limit: 10 }, call)) each satisfies Package;
const devices: CompatibleDeviceList = await edge.getCompatibleDevices(call);
devices.devices[0]?.brand satisfies string | null | undefined;
const users: UserList = await edge.getUsers({ email: "ada@example.org" }, call);
users.users[0]?.subscription?.status satisfies unknown;
await edge.getUsers({ after: users.next ?? undefined });
for await (const each of edge.users({ mobile: "+46700000001" }, call)) each satisfies User;

const balance: Balance = await edge.getBalance(call);
balance.balances[0]?.availableBalance.amount satisfies number | undefined;

for await (const each of edge.orders({ limit: 10 }, call)) each satisfies Order;

const renewal: Renewal = await edge.renewNumber(
  { email: "ada@example.org", reference: "month-1", shopper: "ada", tries: 1, unpaid: true },
  call,
);
renewal.success satisfies boolean;

const available: AvailableNumberList = await edge.getAvailableNumbers({ country: "US" }, call);
await edge.getAvailableNumbers({ country: "US", after: available.next ?? undefined });
const claim: Claim = await edge.claimNumber(
  {
    ...{ number: available.numbers[0]?.number ?? "", email: "ada@example.org" },
    ...{ fields: { plan: "monthly" }, reference: "number-1", shopper: "ada", tries: 1 },
  },
  call,
);
claim.success satisfies boolean;

const purchase: Purchase = await edge.getPurchase("pay-1", call);
if (purchase.kind === "sim") purchase.quantity satisfies number | undefined;
purchase.order?.iccid satisfies string | null | undefined;
purchase.state satisfies "none" | "open" | "done" | "failed" | "closed";
purchase.order satisfies TopupOrder | SimOrder | undefined;
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
  mayBrowse: (identity, browsing) =>
    identity !== null || { visitor: browsing.headers.get("X-Forwarded-For") ?? "" },
  ownsEsim: async (identity, id, { sold }) => identity.esims.includes(id) || (await sold()),
  ownsOrder: (_, id, { sold }) => id !== "7" && sold(),
  verifyPayment: (_, { reference, price }): PaymentVerdict =>
    reference === "pay-1" ? { paid: true, price: 4.5 } : price === null && "pending",
  confirmOffer: (_, { package_id }, offer) => offer.id === package_id,
  ownsNumber: async ({ id }, email, { sold }) => email === `${id}@example.org` || (await sold()),
  verifyRenewal: (_, { reference }) => (reference === "month-1" ? "unpaid" : false),
  mayBrowseNumbers: async (_, { filter }) => filter !== null && { query: { country: filter } },
  verifyClaim: ({ id }, { reference, number, email }): ClaimVerdict =>
    number !== "" && email === `${id}@example.org` && (reference === "pay-3" || "pending"),
  expose: {
    ...{ topup: ["net_price"], package: ["prices"], esim: ["brand_settings_name"] },
    number: ["country"],
  },
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
const esimsBought: number | undefined = (
  await gateway.purchase(
    { id: 7 },
    { kind: "sim", reference: "pay-3", package_id: "a", quantity: 2 },
  )
).sims?.length;
esimsBought satisfies number | undefined;
const renewed: Renewal = await gateway.renew(
  { id: 7 },
  { reference: "pay-2", email: "a@b.example" },
);
const claimed: Claim = await gateway.claim(
  { id: 7 },
  { reference: "pay-4", number: "+1", email: "a@b.example", fields: { plan: "monthly" }, tries: 1 },
);
const closed: string = (await gateway.closePurchase("pay-1")).state;
(await gateway.transfer({ id: "guest-1" }, { id: 7 }, iccid)) satisfies boolean;
await gateway.close();
export const handlers = [nodeHandler(gateway), fastifyGateway(gateway)];
export const gatewayUse = [answer, paid, renewed, claimed, closed, order.reference];

// The checks.
const checks: Checks = createChecks({
  partner: edge,
  notify: async (event: CheckEvent) => {
    event.repeated satisfies boolean;
    if (event.type === "lowData") console.log(event.id, event.iccid, event.usage.remaining);
    else if (event.type === "expiring") console.log(event.days_left, event.expires_at);
    else if (event.type === "renewalDue") console.log(event.user.email, event.ends_at);
    else event.balance satisfies number;
  },
  lowData: [50],
  expiring: undefined,
  subscriptionEnd: (user) => user.subscription?.ends as string | undefined,
});
const round: CheckResult = await checks.checkEsims({ timeMs: 1_000, signal: call.signal });
round.state satisfies "done" | "more" | "waiting" | "busy";
const { failures, again_ms } = await checks.checkNumbers();
const { balance: credit }: BalanceResult = await checks.checkBalance();
console.log(failures[0]?.subject, again_ms, credit);
for (const esims of [
  ["8944500102030405061"] as const,
  async (after: string | null) => (after === null ? ["8944500102030405061"] : []),
] satisfies EsimSource[]) {
  createChecks({ partner: edge, notify: console.log, esims });
}

// Amounts.
export const cents: number = toCents("9.50") + toCents(fromCents(50));

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
