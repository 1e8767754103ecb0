import { after } from "next/server";
import { gateway } from "../../../../lib/pressone.js";

// A purchase ends even if the shopper closes the page.
const handle = (request) => gateway(request, { waitUntil: after });

export { handle as GET, handle as OPTIONS, handle as POST };
