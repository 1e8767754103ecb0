/** The name of a purchased package. The page stores the names of the packages that it has sold. */
import { readPlaces } from "../data/catalogue.js";
import { useResource } from "../data/resource.js";
import { offerName } from "./offer-name.js";

/** @typedef {import("../data/context.js").Context["pressone"]} PressOne */
/** @typedef {{ title?: string, iccid?: string, package_id: string }} Bought `title`: if this page has sold it; `iccid`: of a top-up */

/** @param {{ pressone: PressOne, bought: Bought }} props */
export const PackageName = ({ pressone, bought }) =>
  bought.title ?? <NameOnSale pressone={pressone} bought={bought} />;

/** Looks for the name among the packages on sale. One that is no longer on sale has its id. @param {{ pressone: PressOne, bought: Bought }} props */
function NameOnSale({ pressone, bought }) {
  const { value } = useResource((signal) => findName(pressone, bought, signal)).state;
  if (value.status === "loading") return "…";
  return (value.status === "ready" && value.value) || bought.package_id;
}

/** @param {PressOne} pressone @param {Bought} bought @param {AbortSignal} signal */
async function findName(pressone, { iccid, package_id }, signal) {
  const offers = iccid
    ? await pressone.getTopupPackages(iccid, { signal })
    : (await readPlaces(pressone, signal)).flatMap(({ packages }) => packages);
  const offer = offers.find(({ id }) => id === package_id);
  return offer && offerName(offer);
}
