// The partner's eSIMs.
import { assert, equal, rejects } from "./checks.js";
import { connect } from "./host.js";

/** @type {Record<string, import("./host.js").Case>} */
export const esims = {
  "the iterator returns every eSIM once, page by page": async (host) => {
    const { client, control, iccids, countRequests } = await connect(host);
    for (const preset of ["older", "newer", "everything irregular"]) {
      await control("POST", "shapes", { preset });
      const found = [];
      for await (const { iccid } of client.esims({ limit: 4 })) found.push(iccid);
      const own = Object.values(iccids).filter((iccid) => iccid !== iccids.unknown);
      equal(found.sort(), own.sort(), preset);
    }
    equal(await countRequests("/sims"), 9, "requests");
    for await (const esim of client.esims({ limit: 1 })) {
      assert(esim.iccid.length >= 17, "iccid");
      break;
    }
    equal(await countRequests("/sims"), 10, "requests of a loop that ends");
  },

  "a page of eSIMs names the next one": async (host) => {
    const { client } = await connect(host);
    const first = await client.getEsims({ limit: 8, include: ["order", "order.status"] });
    equal([first.esims.length, first.next, first.meta.total], [8, 2, 9], "first page");
    equal(first.esims[0]?.simable?.status?.slug, "completed", "status");
    const last = await client.getEsims({ limit: 8, page: 2 });
    equal([last.esims.length, last.next], [1, null], "last page");
    equal((await client.getEsims({ iccid: "000" })).esims, [], "no eSIM");
  },

  "the steps of an installation are arrays, in the language of the call": async (host) => {
    const { client, control, iccids } = await connect(host);
    for (const preset of ["older", "newer", "everything irregular"]) {
      await control("POST", "shapes", { preset });
      for (const steps of ["object", "list"]) {
        await control("POST", "shapes", { steps });
        const { language, ios, android } = await client.getInstallation(iccids.active);
        equal([language, ios?.length, android?.length], ["EN", 1, 1], preset);
        const texts = ios?.[0]?.installation_via_qr_code?.steps ?? [];
        equal([texts.length, texts[2]], [3, "Scan the code and confirm the plan."], preset);
        const code = android?.[0]?.installation_via_qr_code;
        equal(code?.qr_code_data?.slice(0, 6), "LPA:1$", preset);
        equal(code?.direct_apple_installation_url, null, preset);
      }
    }
    const german = await client.getInstallation(iccids.active, { language: "de" });
    equal(german.language, "DE", "language");
    equal((await client.getInstallation(iccids.active)).language, "EN", "language");
    const other = await connect(host, { headers: { "Accept-Language": "de" } });
    equal((await other.client.getInstallation(iccids.active)).language, "DE", "client's language");
    const own = await other.client.getInstallation(iccids.active, { language: "en" });
    equal(own.language, "EN", "call's language");
    await control("POST", "shapes", { preset: "older" });
    await rejects(client.getInstallation(iccids.unknown), "not_found");
    await rejects(client.getInstallation(iccids.active, { language: "" }), "invalid_argument");
  },

  "an eSIM is found by its whole ICCID alone": async (host) => {
    const { client, control, iccids, countRequests } = await connect(host);
    for (const preset of ["older", "newer", "everything irregular"]) {
      await control("POST", "shapes", { preset });
      for (const iccid of [iccids.digits17, iccids.digits22]) {
        const esim = await client.getEsim(iccid, { include: ["order", "share"] });
        equal(
          [esim.iccid, esim.recycled],
          [iccid, preset === "everything irregular" ? null : false],
          preset,
        );
        equal(typeof esim.simable?.price, "number", preset);
      }
    }
    await control("POST", "shapes", { preset: "older" });
    await rejects(client.getEsim(iccids.unknown), "not_found");
    for (const iccid of ["", " ", "/", "8944"]) {
      await rejects(client.getEsim(iccid), "invalid_argument");
    }
    equal(await countRequests("/sims"), 0, "requests to the list");
  },
};
