// The page of a stampede. Each load reads one history and shows the outcome.
import { createClient } from "/pkg/web.js";
import { readHistory } from "../shared/caller.js";

const client = await createClient({ baseUrl: "/api" });
const iccid = new URLSearchParams(location.search).get("iccid") ?? "";
Object.assign(window, { outcome: await readHistory(client, iccid) });
