// The names of earlier blocks.
declare const sandbox: import("pressone-esim/sandbox").Sandbox;
declare const pressone: import("pressone-esim/partner").PartnerClient;
declare const iccid: string;
declare const offer: import("pressone-esim").TopupPackage;
