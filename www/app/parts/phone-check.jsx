/** The search for a phone in PressOne's list of phones that take an eSIM. */
import { useState } from "preact/hooks";
import { matches } from "../data/catalogue.js";
import { useResource } from "../data/resource.js";
import { t } from "../i18n.js";
import { Icon } from "./icon.jsx";
import { Loaded } from "./loaded.jsx";
import { Message } from "./message.jsx";
import { SearchField } from "./search-field.jsx";
import { Skeleton } from "./skeleton.jsx";

/** @typedef {import("pressone-esim").CompatibleDevice} Device */

const MAX_SHOWN = 8;
const MIN_LETTERS = 2;

/** @param {{ context: import("../data/context.js").Context }} props */
export function PhoneCheck({ context: { pressone } }) {
  const devices = useResource(
    async (signal) => (await pressone.getCompatibleDevices({ signal })).devices,
    "phones",
  );
  return (
    <Loaded
      resource={devices}
      skeleton={<Skeleton shape="offer" />}
      describe={({ length }) => t("phones.count", { count: length })}
    >
      {(all) => <Search all={all} />}
    </Loaded>
  );
}

/** Returns "Samsung Galaxy S20". @param {Device} device */
const fullName = ({ brand, name }) =>
  brand && !name.startsWith(brand) ? `${brand} ${name}` : name;

/** @param {{ all: Device[] }} props */
function Search({ all }) {
  const [search, setSearch] = useState("");
  const isAsked = search.trim().length >= MIN_LETTERS;
  const found = isAsked ? all.filter((device) => matches(fullName(device), search.trim())) : [];
  return (
    <>
      <SearchField
        label={t("phones.search")}
        example={t("phones.example")}
        value={search}
        onChange={setSearch}
      />
      <div role="status">
        {isAsked && found.length > 0 && (
          <>
            <p>{t("phones.found", { count: found.length })}</p>
            <ul class="phones">
              {found.slice(0, MAX_SHOWN).map((device) => (
                <li key={`${device.os} ${fullName(device)}`}>
                  <Icon name="check" />
                  <bdi>{fullName(device)}</bdi>
                </li>
              ))}
            </ul>
            {found.length > MAX_SHOWN && <p class="small">{t("phones.more")}</p>}
          </>
        )}
        {isAsked && found.length === 0 && (
          <Message tone="info" title={t("phones.none.title")}>
            <p>{t("phones.none.text")}</p>
          </Message>
        )}
      </div>
      <p class="small">{t("phones.unlocked")}</p>
    </>
  );
}
