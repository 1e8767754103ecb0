import process from "node:process";

export default {
  // Next itself is installed further up.
  turbopack: { root: process.env.NEXT_ROOT },
};
