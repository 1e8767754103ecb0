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
  /** Not for the README: the figures that another table sums up. */
  detail?: boolean;
}

/** A promise of `budget.json`, held or not. */
export interface Check {
  name: string;
  value: number;
  bar: number;
  budget: number;
  unit: string;
  /** Whether the bar is reached. */
  ok: boolean;
  /** Whether it is no worse than it may be. */
  inBudget: boolean;
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
