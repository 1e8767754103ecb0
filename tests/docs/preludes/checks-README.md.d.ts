// The shop's own code, and the names of earlier blocks.
declare const partner: import("pressone-esim/partner").PartnerClient;
declare const createChecks: typeof import("pressone-esim/checks").createChecks;
declare const pool: {
  query(sql: string, values: unknown[]): Promise<{ rows: { iccid: string }[] }>;
};
declare function mail(event: import("pressone-esim/checks").CheckEvent): Promise<void>;
