// Order lists as a server sends them: the texts that everybody decodes. Made by arithmetic alone,
// so that every run and every platform gets the same bytes. Imports nothing.

/** @typedef {Record<string, unknown>} Row */

const COUNTRIES = ["Fjord", "Andes", "Kallur", "Sahara", "Bonbon", "Tatra", "Baltic", "Lagoon"];
const DAYS = [7, 15, 30, 90];
const GUIDE = "<p>Settings, then Mobile data, then Add eSIM; scan the code.</p>";

/** @param {number} number @param {number} width */
const padded = (number, width) => String(number).padStart(width, "0");

/** @param {number} index */
function time(index) {
  const [day, hour] = [1 + (index % 28), index % 24];
  return `2026-02-${padded(day, 2)} ${padded(hour, 2)}:${padded((index * 7) % 60, 2)}:09`;
}

/**
 * An order of a server that sends what it promises: every field is there, with one type each.
 *
 * @param {number} index
 * @returns {Row}
 */
function regularOrder(index) {
  const [country, days] = [COUNTRIES[index % 8] ?? "", DAYS[index % 4] ?? 0];
  const [gigabytes, id] = [1 + (index % 5), 9_000 + index];
  const isTopup = index % 2 === 1;
  const name = country.toLowerCase();
  return {
    id,
    created_at: time(index),
    code: `20260227-${padded(id, 6)}`,
    description: `cart ${40_000 + index * 3}`,
    type: isTopup ? "topup" : "sim",
    package_id: `${name}-${days}days-${gigabytes}gb${isTopup ? "-topup" : ""}`,
    quantity: 1,
    package: `${country}-${gigabytes} GB - ${days} Days`,
    esim_type: "Prepaid",
    validity: days,
    price: gigabytes * 2.25 + 0.5,
    net_price: gigabytes * 1.75,
    data: `${gigabytes} GB`,
    currency: "USD",
    text: null,
    voice: null,
    pricing_model: "net_pricing",
    manual_installation: isTopup ? "" : GUIDE,
    qrcode_installation: isTopup ? "" : GUIDE,
    installation_guides: { en: "https://guides.example.com/install" },
    sims: isTopup ? [] : [sim(index)],
    user: user(index),
    status: { name: "Completed", slug: "completed" },
  };
}

/** @param {number} index */
function sim(index) {
  const code = `K2-${padded(index * 7919, 8)}`;
  return {
    id: 11_000 + index,
    created_at: time(index),
    iccid: `8944500102${padded(index * 104_729, 9)}`,
    lpa: "smdp.example.com",
    imsis: null,
    matching_id: code,
    qrcode: `LPA:1$smdp.example.com$${code}`,
    qrcode_url: `https://guides.example.com/qr/${code}.png`,
    confirmation_code: null,
    apn_type: "automatic",
    apn_value: null,
    is_roaming: true,
  };
}

/** @param {number} index */
function user(index) {
  return {
    id: 120 + (index % 50),
    created_at: "2026-01-20 08:41:57",
    name: `Ada ${index % 50}`,
    email: `ada${index % 50}@example.org`,
    mobile: null,
    address: null,
    country_id: null,
    company: "Northwind Travel",
  };
}

/**
 * The same order of a server that sends nothing as promised and yet nothing that cannot be told:
 * every number is text, every text that could be a number is one, lists have their indexes for
 * keys, flags are 0 and 1, and what may be empty is left out, blank, or PHP's empty map `[]`.
 *
 * `type`, the slug of a status and the names of people have no other form than text. Digits beyond
 * 2^53 are left to a case of their own: no contestant that gets a parsed value could still tell them.
 *
 * @param {number} index
 * @returns {Row}
 */
function irregularOrder(index) {
  const order = regularOrder(index);
  const isTopup = order.type === "topup";
  // Left out: esim_type, net_price, text, voice and pricing_model; the latter four no table names.
  return {
    id: String(order.id),
    created_at: 1_772_201_395 + index * 60,
    code: 20_260_227_000_000 + 9_000 + index,
    description: 40_000 + index * 3,
    type: order.type,
    package_id: 700 + (index % 40),
    quantity: index % 4 === 3 ? "" : "1",
    package: 5_000 + (index % 40),
    validity: String(order.validity),
    price: Number(order.price).toFixed(2),
    data: 1024 * (1 + (index % 5)),
    currency: 840,
    manual_installation: order.manual_installation,
    qrcode_installation: order.qrcode_installation,
    installation_guides: [],
    sims: isTopup ? {} : { 0: irregularSim(index) },
    user: index % 4 === 3 ? [] : irregularUser(index),
    status: index % 4 === 3 ? [] : { slug: "completed", name: 1 },
  };
}

/** @param {number} index */
function irregularSim(index) {
  return {
    id: String(11_000 + index),
    created_at: 1_772_201_395 + index * 60,
    // Short enough for a number to hold: the longer ones are text wherever they can be read at all.
    iccid: 894_450_010_200_000 + index * 104_729,
    lpa: 1,
    matching_id: index * 7919,
    qrcode: index * 7919,
    qrcode_url: 1,
    apn_type: 0,
    is_roaming: index % 3 === 0 ? "true" : String(index % 2),
  };
}

/** @param {number} index */
function irregularUser(index) {
  return {
    id: String(120 + (index % 50)),
    created_at: 1_772_201_395,
    name: index % 50,
    email: `ada${index % 50}@example.org`,
    company: 17,
  };
}

/**
 * The body of an answer.
 *
 * @param {Row[] | Record<string, Row>} data
 * @param {Row} meta
 */
const body = (data, meta) => JSON.stringify({ data, meta, links: { prev: null, next: null } });

/**
 * A page of regular orders, about 916 bytes each.
 *
 * @param {number} count
 */
export function regularList(count) {
  const data = Array.from({ length: count }, (_, index) => regularOrder(index));
  const meta = { current_page: 1, from: 1, last_page: 1, per_page: count, to: count, total: count };
  return body(data, { message: "success", ...meta });
}

/**
 * The same page, irregular in every field.
 *
 * @param {number} count
 */
export function irregularList(count) {
  const rows = Array.from({ length: count }, (_, index) => irregularOrder(index));
  const size = String(count);
  const meta = { current_page: "1", from: "1", per_page: size, to: size, total: size };
  return body({ ...rows }, { message: "api.succes", ...meta });
}

/**
 * A regular page whose ids have more digits than a number can hold.
 *
 * @param {number} count
 */
export function bigIdList(count) {
  // Written as text first: no number could hold them here either.
  return regularList(count).replace(
    /"id":(\d+),"created_at"/g,
    '"id":90071992547$1000,"created_at"',
  );
}

/**
 * The same page as the documentation shows it: `price`, `validity` and `per_page` are text.
 *
 * @param {number} count
 */
export function documentedList(count) {
  const rows = Array.from({ length: count }, (_, index) => {
    const order = regularOrder(index);
    return { ...order, price: Number(order.price).toFixed(2), validity: String(order.validity) };
  });
  const meta = { current_page: 1, from: 1, last_page: 1, to: count, total: count };
  return body(rows, { message: "success", ...meta, per_page: String(count) });
}

/** The name of each kind of list. @type {Record<string, (count: number) => string>} */
export const LISTS = {
  regular: regularList,
  documented: documentedList,
  irregular: irregularList,
  "long ids": bigIdList,
};
