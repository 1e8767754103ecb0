// The entry of a bundled server: the package is in the bundle.
export * as esim from "pressone-esim";
export * as gateway from "pressone-esim/gateway";
