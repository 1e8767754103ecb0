// As much of workerd's own module as the package uses.
declare module "cloudflare:workers" {
  export class DurableObject {
    constructor(context: object, environment: unknown);
    protected ctx: {
      storage: {
        get(key: string): Promise<string | undefined>;
        put(key: string, value: string): Promise<void>;
        delete(key: string): Promise<boolean>;
        list(options: { prefix?: string; limit?: number }): Promise<Map<string, string>>;
        deleteAll(): Promise<void>;
        sync(): Promise<void>;
        getAlarm(): Promise<number | null>;
        setAlarm(time: number): Promise<void>;
        sql: {
          exec(
            statement: string,
            ...values: (string | number | null)[]
          ): { toArray(): Record<string, string | number | null>[] };
        };
      };
    };
  }
}
