import { gateway } from "$lib/server/pressone.js";

const handle = ({ request }) => gateway(request);

export { handle as GET, handle as OPTIONS, handle as POST };
