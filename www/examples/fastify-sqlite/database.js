import { readFileSync } from "node:fs";
import process from "node:process";
import Database from "better-sqlite3";

const { DATABASE = "shop.db" } = process.env;

export function openDatabase() {
  const database = new Database(DATABASE);
  database.pragma("journal_mode = WAL");
  return database;
}

export const database = openDatabase();
database.exec(readFileSync(new URL("schema.sql", import.meta.url), "utf8"));
