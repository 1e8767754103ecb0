// A program whose `lib` has `Symbol.dispose`.
import { createClient } from "pressone-esim";
import { createClient as createPartner } from "pressone-esim/partner";

export async function offers(iccid: string) {
  using client = await createClient({ baseUrl: "/api" });
  return client.getTopupPackages(iccid);
}

export async function open() {
  using partner = await createPartner({
    baseUrl: "https://api.example.com",
    credentials: { client_id: "id", client_secret: "secret" },
  });
  return (await partner.recoverPurchases()).open;
}
