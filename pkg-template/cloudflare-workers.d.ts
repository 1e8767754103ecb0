// As much of workerd's own module as the package uses.
declare module "cloudflare:workers" {
  export class DurableObject {
    constructor(context: object, environment: unknown);
    protected ctx: {
      storage: {
        get(key: string): Promise<string | undefined>;
        put(key: string, value: string): Promise<void>;
        deleteAll(): Promise<void>;
        sync(): Promise<void>;
      };
    };
  }
}
