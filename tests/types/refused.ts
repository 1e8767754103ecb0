// What the types have to refuse. An error that is not reported is itself one.
import { type Client, createClient, PressOneError } from "pressone-esim";
import { createGateway, memoryStorage, upstream } from "pressone-esim/gateway";

declare const client: Client;
const iccid = "8944500102030405061";

// @ts-expect-error the options are required
createClient();
// @ts-expect-error the base URL is required
createClient({});
// @ts-expect-error an option that does not exist
createClient({ baseUrl: "/", baseURL: "/" });
// @ts-expect-error half of the credentials
createClient({ baseUrl: "/", credentials: { client_id: "id" } });
// @ts-expect-error a token is text
createClient({ baseUrl: "/", token: 7 });
// @ts-expect-error a storage has three methods
createClient({ baseUrl: "/", storage: { getItem: () => null } });
// @ts-expect-error milliseconds are a number
createClient({ baseUrl: "/", timeoutMs: "1s" });

// @ts-expect-error an ICCID is required
client.getTopupPackages();
// @ts-expect-error an ICCID is text
client.getTopupPackages(8944500102030405);
// @ts-expect-error an option that does not exist
client.getTopupPackages(iccid, { timeout: 5 });
// @ts-expect-error a signal is an AbortSignal
client.getTopupPackages(iccid, { signal: new AbortController() });
// @ts-expect-error an ICCID is text
client.getPackageHistory(7);

// @ts-expect-error what to buy is required
client.submitTopupOrder();
// @ts-expect-error the eSIM is required
client.submitTopupOrder({ package_id: "a" });
// @ts-expect-error the wire's name
client.submitTopupOrder({ packageId: "a", iccid });
// @ts-expect-error a price is a number
client.submitTopupOrder({ package_id: "a", iccid, price: "10.00" });
// @ts-expect-error there is no quantity
client.submitTopupOrder({ package_id: "a", iccid, quantity: 2 });

// @ts-expect-error an include that does not exist
client.getOrderList({ include: ["sim"] });
// @ts-expect-error a list, not text
client.getOrderList({ include: "sims" });
// @ts-expect-error both days are required
client.getOrderList({ created_at: { from: "2026-01-01" } });
// @ts-expect-error a type that does not exist
client.getOrderList({ type: "esim" });
// @ts-expect-error a page is a number
client.orders({ page: "2" });

// @ts-expect-error an email is required
client.renewNumber({});
// @ts-expect-error an object, not text
client.renewNumber("ada@example.org");

// @ts-expect-error a field that does not exist
(await client.getTopupPackages(iccid))[0]?.prize;
// @ts-expect-error null has to be thought of
(await client.getPackageHistory(iccid)).packages[0]?.remaining.toFixed();
// @ts-expect-error errors are not made by callers
new PressOneError();
// @ts-expect-error a kind that does not exist
(e: PressOneError) => e.kind === "notfound";
// @ts-expect-error a hook that says who asks is needed
createGateway({ client: () => client, storage: memoryStorage(), secret: "x" });
const options = { baseUrl: "x", credentials: { client_id: "a", client_secret: "b" }, secret: "x" };
// @ts-expect-error storage without a lock
upstream({ ...options, storage: localStorage });
