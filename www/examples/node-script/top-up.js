// Tops up one eSIM from the command line: npm start -- <iccid> <payment id>
import process from "node:process";
import { createClient } from "pressone-esim/partner";

const { PRESSONE_URL, CLIENT_ID, CLIENT_SECRET, STORE_SECRET } = process.env;
const [iccid = "8944500102030405061", reference] = process.argv.slice(2);

const pressone = await createClient({
  baseUrl: PRESSONE_URL,
  credentials: { client_id: CLIENT_ID, client_secret: CLIENT_SECRET },
  secret: STORE_SECRET,
});

try {
  const offer = await chooseOffer();
  await showHistory();
  await buy(offer);
  await showHistory();
} catch (error) {
  // An error of the package has a kind, and says what happened.
  console.error(error.kind ?? "error", error.message);
  process.exitCode = 1;
} finally {
  pressone.free();
}

/** Prints the offers, and returns the cheapest one. */
async function chooseOffer() {
  const offers = await pressone.getTopupPackages(iccid);
  for (const { id, title, price } of offers) console.log(`offer ${id}: ${title}, $${price}`);
  const [cheapest] = offers.sort((a, b) => a.price - b.price);
  if (!cheapest) throw new Error("There is no offer for this eSIM.");
  return cheapest;
}

/** Buys at most one package per reference, however often the script runs. */
async function buy(offer) {
  const order = await pressone.submitTopupOrder({
    iccid,
    package_id: offer.id,
    price: offer.price,
    reference,
  });
  console.log(`order ${order.code}`);
}

/** Prints the packages of the eSIM. The client asks PressOne once in 15 minutes. */
async function showHistory() {
  const { packages, source } = await pressone.getPackageHistory(iccid);
  console.log(`history from ${source}:`);
  for (const {
    package: { title },
    status,
  } of packages)
    console.log(`- ${title}: ${status}`);
}
