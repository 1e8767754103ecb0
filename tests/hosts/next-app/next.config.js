import process from "node:process";

export default {
  // Next.js is installed in a folder above the project.
  turbopack: { root: process.env.NEXT_ROOT },
  // A second build reuses what the first one compiled.
  experimental: { turbopackFileSystemCacheForBuild: true },
  trailingSlash: process.env.TRAILING_SLASH === "true",
};
