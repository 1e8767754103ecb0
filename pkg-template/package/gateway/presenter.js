// The page's view of the partner client's results.
import { success } from "./answers.js";
import { PUBLIC_FIELDS, WITHHELD_FIELDS } from "./public-fields.js";

/**
 * @typedef {import("./answers.js").Answer} Answer
 * @typedef {import("./index.d.ts").Exposed} Exposed
 * @typedef {import("./public-fields.js").ExposedType} ExposedType
 * @typedef {ReturnType<typeof createPresenter>} Presenter
 * @typedef {{ fetched_at: number, expires_at: number, source: string }} Kept
 */

const PAGE_META = ["current_page", "last_page", "per_page", "total", "from", "to"];
const SYSTEM_TEXTS = ["apn_type", "apn_value"];
/** The parts of an installation's instructions, with the fields of each beside its steps. */
const INSTALLATION = /** @type {const} */ ([
  ["installation_via_qr_code", ["qr_code_data", "qr_code_url", "direct_apple_installation_url"]],
  ["installation_manual", ["smdp_address_and_activation_code"]],
  ["network_setup", ["apn_type", "apn_value", "is_roaming"]],
]);

/** The fields that a page may open. A script's URL would run in the page. */
const URL_FIELDS = ["url", "qrcode_url", "qr_code_url", "direct_apple_installation_url"];
const WEB_URL = /^https?:\/\//i;

/** @param {string} name @param {unknown} value */
const safe = (name, value) =>
  URL_FIELDS.includes(name) && !WEB_URL.test(String(value)) ? null : (value ?? null);

/** @param {any} source null if it is none @param {readonly string[]} names @returns {any} */
const pick = (source, names) =>
  source && Object.fromEntries(names.map((name) => [name, safe(name, source[name])]));

/** The objects of a list, each as a page sees it. @param {any} list @param {(row: any) => unknown} present */
const each = (list, present) =>
  Array.isArray(list)
    ? list.filter((row) => typeof row === "object" && row !== null).map(present)
    : null;

/** The texts of a list. @param {any} list */
const texts = (list) =>
  Array.isArray(list) ? list.filter((text) => typeof text === "string") : null;

/** Durations, because the page's clock may be wrong. @param {Kept} kept */
const durations = ({ fetched_at, expires_at, source }) => ({
  age_ms: Math.max(0, Date.now() - fetched_at),
  next_ms: Math.max(0, expires_at - Date.now()),
  source,
});

/** @param {any} image */
const picture = (image) => pick(image, ["width", "height", "url"]);

/** The access point of each operating system. @param {any} apn */
const accessPoints = (apn) =>
  apn && { ios: pick(apn.ios, SYSTEM_TEXTS), android: pick(apn.android, SYSTEM_TEXTS) };

/** @param {any} place */
const placeOf = (place) => ({
  ...pick(place, ["country_code", "title"]),
  image: picture(place.image) ?? null,
});

/** @param {any} coverage */
const coverageOf = (coverage) => ({
  ...pick(coverage, ["name"]),
  networks: each(coverage.networks, (network) => ({
    ...pick(network, ["name"]),
    types: texts(network.types),
  })),
});

/** The instructions for one operating system. @param {any} system */
function systemOf(system) {
  const parts = INSTALLATION.map(([name, fields]) => {
    const part = system[name];
    return [name, part ? { steps: texts(part.steps), ...pick(part, fields) } : null];
  });
  return { ...pick(system, ["model", "version"]), ...Object.fromEntries(parts) };
}

/** @param {Exposed} exposed further public fields */
export function createPresenter(exposed) {
  /** @param {ExposedType} type @param {object} source */
  const present = (type, source) =>
    pick(source, [...PUBLIC_FIELDS[type], ...(exposed[type] ?? [])]);

  /**
   * The same with the documented fields that are withheld, as null.
   *
   * @param {keyof typeof WITHHELD_FIELDS} type
   * @param {object} source
   */
  const presentAll = (type, source) => ({
    ...Object.fromEntries(WITHHELD_FIELDS[type].map((name) => [name, null])),
    ...present(type, source),
  });

  /** @param {any} status */
  const statusOf = (status) => pick(status, ["name", "slug"]) ?? null;

  /**
   * An order with its details. Its reference and description are those of a payment, which another shopper may have
   * made.
   *
   * @param {any} order
   * @param {readonly string[]} digests of the shopper
   */
  const detailsOf = (order, digests) => ({
    ...presentAll("order", order),
    ...pick(order, ["voice", "text"]),
    ...(!digests.includes(order.shopper) && { reference: null, description: null }),
    shopper: null,
    sims: each(order.sims, (sim) => present("sim", sim)),
    status: statusOf(order.status),
  });

  /** @param {any} esim @param {readonly string[]} digests of the shopper */
  const esimOf = (esim, digests) => ({
    ...presentAll("esim", esim),
    apn: accessPoints(esim.apn) ?? null,
    simable: esim.simable ? detailsOf(esim.simable, digests) : null,
  });

  /** @param {any} operator */
  const operatorOf = (operator) => ({
    ...present("operator", operator),
    apn: accessPoints(operator.apn) ?? null,
    image: picture(operator.image) ?? null,
    info: texts(operator.info),
    coverages: each(operator.coverages, coverageOf),
    countries: each(operator.countries, placeOf),
    packages: each(operator.packages, (offer) => presentAll("package", offer)),
  });

  return {
    /** @param {import("pressone-esim").TopupPackage[]} packages */
    topups: (packages) => success(packages.map((offer) => present("topup", offer))),

    /**
     * @param {import("pressone-esim").PackageHistory} history
     * @param {readonly string[]} digests of the shopper
     * @returns {Answer}
     */
    history({ packages, ...kept }, digests) {
      const data = packages.map((/** @type {any} */ entry) => ({
        ...present("history", entry),
        ...(entry.provisional && { provisional: true }),
        // Another owner of a shared eSIM has payments of their own.
        ...(entry.reference && digests.includes(entry.shopper) && { reference: entry.reference }),
        package: present("topup", entry.package),
      }));
      return success(data, durations(kept));
    },

    /** @param {import("pressone-esim").OrderList} list @returns {Answer} */
    orders: ({ orders, meta }) =>
      success(
        orders.map((order) => ({
          ...present("order", order),
          ...(order.sims && { sims: order.sims.map((sim) => present("sim", sim)) }),
          ...(order.status && { status: statusOf(order.status) }),
        })),
        pick(meta, PAGE_META),
      ),

    /** @param {import("pressone-esim").TopupOrder | import("pressone-esim").SimOrder} order */
    order: (order) => ({
      ...present("order", order),
      ...{ iccid: order.iccid, source: order.source },
      // An order of new eSIMs. `getEsim` has their codes, and asks `ownsEsim`.
      ...(order.iccid === null && { sims: each(order.sims, (sim) => present("sim", sim)) }),
    }),

    /** @param {import("pressone-esim").OrderDetails} order @param {readonly string[]} digests */
    orderDetails: (order, digests) => success(detailsOf(order, digests)),

    /** @param {import("pressone-esim").Esim} esim @param {readonly string[]} digests */
    esim: (esim, digests) => success(esimOf(esim, digests)),

    /**
     * @param {import("./partner-types.d.ts").OwnEsims} list of the journal's records
     * @param {readonly import("pressone-esim").Esim[]} shown those of them that the shopper may see
     * @param {{ page: number, limit: number }} position
     * @param {readonly string[]} digests of the shopper
     */
    esims({ esims, last_page, total }, shown, { page, limit }, digests) {
      const from = (page - 1) * limit + 1;
      const meta = {
        ...{ current_page: page, last_page, per_page: limit, total },
        from: esims.length > 0 ? from : null,
        to: esims.length > 0 ? from + esims.length - 1 : null,
        next: page < last_page ? page + 1 : null,
      };
      return success(
        shown.map((esim) => esimOf(esim, digests)),
        meta,
      );
    },

    /** @param {import("pressone-esim").Usage} usage */
    usage: (usage) => success(present("usage", usage), durations(usage)),

    /** @param {import("pressone-esim").Installation} installation */
    installation: ({ language, ios, android }) =>
      success({ language, ios: each(ios, systemOf), android: each(android, systemOf) }),

    /** @param {Omit<import("pressone-esim").PackageList, "packages">} page */
    packages: ({ countries, meta, next, ...kept }) =>
      success(
        countries.map((country) => ({
          ...present("country", country),
          image: picture(country.image) ?? null,
          operators: each(country.operators, operatorOf),
        })),
        { ...pick(meta, PAGE_META), next, ...durations(kept) },
      ),

    /** @param {import("pressone-esim").AvailableNumberList} list */
    numbers: ({ numbers, count, next }) =>
      success(
        numbers.map((row) => present("number", row)),
        { total: count, next },
      ),

    /** @param {import("pressone-esim").CompatibleDeviceList} list */
    devices: ({ devices, ...kept }) =>
      success(
        devices.map((device) => present("device", device)),
        durations(kept),
      ),
  };
}
