// What a measurement is. Types only.

/** One cell: a text, a number that is shown as it is, or nothing to tell. */
export type Cell = string | number | null;

export interface Table {
  title: string;
  /** The first one names the contestant. */
  columns: string[];
  rows: Cell[][];
  /** What a reader has to know about it. */
  note?: string;
}

/** A promise of `budget.json`, held or not. */
export interface Check {
  name: string;
  value: number;
  bar: number;
  unit: string;
  ok: boolean;
}

export interface RunOptions {
  /** Few rounds: for CI and for trying things out. */
  quick: boolean;
  log: (line: string) => void;
}

export interface Result {
  tables: Table[];
  checks: Check[];
  /** Whatever else the JSON should hold. */
  figures?: unknown;
}

/** What each measuring module exports as `measurement`. */
export interface Measurement {
  name: string;
  what: string;
  run(options: RunOptions): Promise<Result>;
}
