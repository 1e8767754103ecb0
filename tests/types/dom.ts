// A page whose `lib` has the DOM.
import { createClient } from "pressone-esim";

export const client = createClient({ baseUrl: "/api", storage: localStorage });
