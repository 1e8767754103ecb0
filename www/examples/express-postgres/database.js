import process from "node:process";
import pg from "pg";

export const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  connectionTimeoutMillis: 5_000,
});

// Without a listener, a broken idle connection ends the process.
pool.on("error", (error) => console.error(error));
