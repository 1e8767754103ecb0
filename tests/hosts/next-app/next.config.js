import process from "node:process";

export default {
  // Next.js is installed in a folder above the project.
  turbopack: { root: process.env.NEXT_ROOT },
  trailingSlash: process.env.TRAILING_SLASH === "true",
};
