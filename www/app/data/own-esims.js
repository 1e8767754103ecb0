/** The shopper's eSIMs: those that this shop has sold, and those of the shop's own table. */
import { signal, untracked } from "@preact/signals";
import { countryName } from "./countries.js";
import { orderName } from "./order-name.js";

/** @typedef {import("./shop-api.js").Esim} Esim */
/** @typedef {Pick<import("pressone-esim").Esim, "iccid" | "simable">} SoldEsim */

/**
 * @param {import("pressone-esim").Client} pressone
 * @param {Esim[]} ofAccount the eSIMs of the shop's table, which have labels
 * @param {(package_id: string) => string | undefined} countryOf returns the code of the country that a package was
 *   bought for
 * @param {() => number} countBought returns the number of eSIMs that were bought in this visit
 */
export function createOwnEsims(pressone, ofAccount, countryOf, countBought) {
  const sold = signal(/** @type {SoldEsim[]} */ ([]));
  /** @type {{ bought: number, esims: Promise<Esim[]> } | undefined} */
  let loading;
  let begun = 0;
  let shown = 0;

  async function read() {
    begun += 1;
    const number = begun;
    const found = [];
    for await (const { iccid, simable } of pressone.esims({ limit: 100 })) {
      if (ofAccount.every((esim) => esim.iccid !== iccid)) found.push({ iccid, simable });
    }
    // A late answer does not replace that of a later request.
    if (number > shown) {
      shown = number;
      sold.value = found;
    }
    return list();
  }

  /** @param {SoldEsim} esim @returns {Esim} named by the country, or by the package that it came with */
  function named({ iccid, simable }) {
    if (!simable) return { iccid, label: "eSIM" };
    const country = countryOf(simable.package_id);
    return { iccid, label: country ? countryName(country) : orderName(simable) };
  }

  /** Returns the eSIMs that are known so far. Views that call it are rendered again when there are more. */
  const list = () => [...sold.value.map(named), ...ofAccount];

  return {
    list,

    /** Reads them anew. Concurrent callers share one request, unless an eSIM was bought since it began. */
    load() {
      const bought = untracked(countBought);
      if (loading?.bought !== bought) {
        const esims = read().finally(() => {
          if (loading?.esims === esims) loading = undefined;
        });
        loading = { bought, esims };
      }
      return loading.esims;
    },
  };
}
