// The entry of a bundled server: the package is in the bundle.
export * as gateway from "pressone-esim/gateway";
export * as partner from "pressone-esim/partner";
