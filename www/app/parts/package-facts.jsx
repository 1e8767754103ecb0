/** The facts of a package for a new eSIM: where it works, on which networks, and when it begins. */
import { countriesOf, networksOf, speedsOf, startOf } from "../data/package-terms.js";
import { formatDays } from "../format.js";
import { locale, t } from "../i18n.js";
import { Dotted } from "./dotted.jsx";

/** @typedef {import("../data/catalogue.js").Package} Package */

/** A longer list is shown when the shopper asks. */
const MAX_COUNTRIES = 5;
const MAX_NETWORKS = 3;

/** @type {Record<NonNullable<ReturnType<typeof startOf>>, import("../i18n.js").Key>} */
const STARTS = { "first-usage": "package.firstUsage", installation: "package.installation" };

/**
 * Returns the facts that PressOne states.
 *
 * @param {Package} offer
 * @param {string | null} code of the country that the shopper has chosen
 * @returns {import("./values.jsx").FactList}
 */
export function packageFacts(offer, code) {
  const { operator, fair_usage_policy } = offer;
  const countries = countriesOf(offer);
  const networks = networksOf(offer, code);
  const speeds = speedsOf(offer, code);
  const start = startOf(offer);
  return [
    countries.length > 0 && [
      t("package.coverage"),
      <Countries key="countries" names={countries} />,
    ],
    operator &&
      networks.every(({ name }) => name !== operator) && [
        t("buy.operator"),
        <bdi key="operator">{operator}</bdi>,
      ],
    (networks.length > MAX_NETWORKS ? speeds : networks).length > 0 && [
      t("package.network"),
      <Networks key="networks" networks={networks} speeds={speeds} />,
    ],
    start && [t("package.starts"), t(STARTS[start])],
    fair_usage_policy && [t("package.fairUse"), <bdi key="fair">{fair_usage_policy}</bdi>],
  ];
}

/**
 * Returns what the shopper has to do to use a package.
 *
 * @param {Package} offer
 * @returns {import("./values.jsx").FactList}
 */
export const installFacts = ({ terms: { install_window_days: days, is_kyc_verify } }) => [
  days !== null &&
    days > 0 && [t("package.install"), t("package.within", { days: formatDays(days) })],
  is_kyc_verify === true && [t("package.identity"), t("package.needsId")],
];

/** @param {{ names: string[] }} props */
function Countries({ names }) {
  const list = new Intl.ListFormat(locale()).format(names);
  if (names.length <= MAX_COUNTRIES) return <>{list}</>;
  return (
    <details>
      <summary>{t("package.countries", { count: names.length })}</summary>
      <p>{list}</p>
    </details>
  );
}

/** @param {{ networks: import("../data/package-terms.js").Network[], speeds: string[] }} props */
function Networks({ networks, speeds }) {
  if (networks.length > MAX_NETWORKS) return <bdi>{speeds.join(", ")}</bdi>;
  return (
    <>
      {networks.map((network) => (
        <span class="line" key={network.name}>
          <Dotted
            parts={[network.name, ...network.speeds].map((name) => <bdi key={name}>{name}</bdi>)}
          />
        </span>
      ))}
    </>
  );
}
