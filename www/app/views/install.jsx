/** The installation of an eSIM: one tap, a code to scan, or codes to type in. */
import "../../style/install.css";
import { useEffect, useState } from "preact/hooks";
import { esimLabel } from "../data/context.js";
import { useResource } from "../data/resource.js";
import { t } from "../i18n.js";
import { currentLanguage } from "../language.js";
import { BackLink } from "../parts/controls.jsx";
import { CopyableCode } from "../parts/copyable-code.jsx";
import { Empty } from "../parts/empty.jsx";
import { Icon } from "../parts/icon.jsx";
import { Loaded } from "../parts/loaded.jsx";
import { QrCode } from "../parts/qr-code.jsx";
import { Skeleton } from "../parts/skeleton.jsx";
import { NamedIccid } from "../parts/values.jsx";
import { esimPath } from "../routes.js";

/** @typedef {import("../data/context.js").Context} Context */
/** @typedef {import("../routes.js").Route} Route */
/** @typedef {import("pressone-esim").Installation} Installation */
/** @typedef {import("pressone-esim").SystemInstallation} System */
/** @typedef {"ios" | "android"} SystemName */

const SYSTEMS = /** @type {[SystemName, string][]} */ ([
  ["ios", "iPhone"],
  ["android", "Android"],
]);

export const title = () => t("install.title");

/** @param {{ context: Context, route: Route }} props */
export function View({ context, route }) {
  const [iccid = ""] = route.params;
  const language = currentLanguage();
  const installation = useResource(
    (signal) => context.pressone.getInstallation(iccid, { language }, { signal }),
    `installation ${iccid} ${language}`,
  );
  return (
    <>
      <BackLink href={esimPath(iccid)}>{esimLabel(context, iccid)}</BackLink>
      <header class="view-head">
        <div>
          <h1 tabIndex={-1}>{t("install.title")}</h1>
          <NamedIccid iccid={iccid} />
        </div>
      </header>
      <p class="lead">{t("install.lead")}</p>
      <Loaded resource={installation} skeleton={<Skeleton shape="sheet" count={2} />}>
        {(found) => (
          <Choice
            installation={found}
            iccid={iccid}
            back={t("receipt.back", { label: esimLabel(context, iccid) })}
          />
        )}
      </Loaded>
    </>
  );
}

/** The system of this device, or the one that most shoppers with another device have. @returns {SystemName} */
const systemOfDevice = () => (/Android/.test(navigator.userAgent) ? "android" : "ios");

const isAppleDevice = () => /iPhone|iPad/.test(navigator.userAgent);

const OF_PHONES = "(width < 48rem), (pointer: coarse)";

/** Returns true if the page is probably open on the phone that gets the eSIM: a phone cannot scan its own screen. */
function useIsOnPhone() {
  const [isOnPhone, setOnPhone] = useState(matchMedia(OF_PHONES).matches);
  useEffect(() => {
    const media = matchMedia(OF_PHONES);
    const follow = () => setOnPhone(media.matches);
    follow();
    media.addEventListener("change", follow);
    return () => media.removeEventListener("change", follow);
  }, []);
  return isOnPhone;
}

/** @param {{ installation: Installation, iccid: string, back: string }} props */
function Choice({ installation, iccid, back }) {
  const [name, choose] = useState(systemOfDevice());
  const system = installation[name]?.[0];
  return (
    <>
      <fieldset class="methods narrow">
        <legend class="unseen">{t("install.phone")}</legend>
        {SYSTEMS.map(([each, label]) => (
          <label key={each} class="method">
            <input
              type="radio"
              name="system"
              checked={each === name}
              onChange={() => choose(each)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      {system ? (
        <>
          <Ways key={name} system={system} language={installation.language} />
          <a class="button ways-end" href={esimPath(iccid)}>
            {t("install.done")}
          </a>
        </>
      ) : (
        <Empty icon="number" title={t("install.none")}>
          <a class="button" href={esimPath(iccid)}>
            {back}
          </a>
        </Empty>
      )}
    </>
  );
}

/**
 * The ways to install an eSIM. On the phone itself, the code to scan is the last of them.
 *
 * @param {{ system: System, language: string | null }} props
 */
function Ways({ system, language }) {
  const { installation_via_qr_code: scan, installation_manual: manual, network_setup } = system;
  const lang = language?.toLowerCase();
  const link = scan?.direct_apple_installation_url;
  const code = scan?.qr_code_data;
  const isOnPhone = useIsOnPhone();
  const toScan = code && (
    <section class="card way" aria-labelledby="scan">
      <h2 id="scan">{t("install.scan")}</h2>
      <QrCode text={code} label={t("install.code")} />
      <p class="small">{t(isOnPhone ? "install.scanElsewhere" : "install.scanText")}</p>
      <Steps steps={scan.steps} lang={lang} />
    </section>
  );
  return (
    <div class="ways">
      {!isOnPhone && toScan}
      {link && isAppleDevice() && (
        <section class="card way" aria-labelledby="tap">
          <h2 id="tap">{t("install.tap")}</h2>
          <p>{t("install.tapText")}</p>
          <a class="button main wide" href={link}>
            <Icon name="sim" />
            {t("install.tapButton")}
          </a>
        </section>
      )}
      {(manual || code) && (
        <section class="card way" aria-labelledby="manual">
          <h2 id="manual">{t("install.manual")}</h2>
          <Codes code={code} text={manual?.smdp_address_and_activation_code} />
          <Steps steps={manual?.steps} lang={lang} />
        </section>
      )}
      {isOnPhone && toScan}
      {network_setup && (
        <section class="card way" aria-labelledby="network">
          <h2 id="network">{t("install.network")}</h2>
          <Steps steps={network_setup.steps} lang={lang} />
          {network_setup.apn_value && (
            <CopyableCode name={t("install.apn")} code={network_setup.apn_value} />
          )}
        </section>
      )}
    </div>
  );
}

/** PressOne's steps, in the language that it has them in. @param {{ steps: string[] | null | undefined, lang: string | undefined }} props */
const Steps = ({ steps, lang }) =>
  steps && steps.length > 0 ? (
    <ol class="steps" lang={lang} dir="auto">
      {steps.map((step, index) => (
        <li key={index}>{step}</li>
      ))}
    </ol>
  ) : null;

/**
 * An iPhone asks for the address and the activation code, Android for the whole code.
 *
 * @param {{ code: string | null | undefined, text: string | null | undefined }} props
 */
function Codes({ code, text }) {
  const [, address, activation] = /^LPA:1\$([^$]+)\$([^$]*)/.exec(code ?? "") ?? [];
  if (!code || !address) return text ? <CopyableCode name={t("install.both")} code={text} /> : null;
  return (
    <>
      <CopyableCode name={t("install.address")} code={address} />
      {activation && <CopyableCode name={t("install.activation")} code={activation} />}
      <CopyableCode name={t("install.whole")} code={code} />
    </>
  );
}
