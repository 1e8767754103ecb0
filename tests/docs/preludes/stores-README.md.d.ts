// The names of earlier blocks.
declare const service: unknown;
declare function serviceStore(service: unknown): import("pressone-esim/stores").Store;
