import { gateway } from "../../../lib/pressone.js";

export const ALL = ({ request }) => gateway(request);
