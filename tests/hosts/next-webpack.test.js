// The packed tarball in a Next.js app on webpack, which fails in every edge route, even in one without imports.
import { describe } from "node:test";
import { installApp, itSeparatesTheClients, useNext } from "./next.js";

const EDGE_ROUTES = ["app/api/edge", "app/case/edge"];

describe("the tarball in Next.js, built by webpack", () => {
  const shop = useNext(installApp(EDGE_ROUTES), { build: ["build", "--webpack"], run: ["start"] });
  itSeparatesTheClients(shop, ["node"]);
  shop.itKeepsContract(["node"]);
});

describe("the tarball in Next.js, on webpack's development server", () => {
  useNext(installApp(), { run: ["dev", "--webpack"] }).itKeepsContract(["node"]);
});
