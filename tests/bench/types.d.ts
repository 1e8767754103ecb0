// The types of measurements.

/** One cell: text, a number that is formatted, or null for an empty cell. */
export type Cell = string | number | null;

export interface Table {
  title: string;
  /** The first column names the contestant. */
  columns: string[];
  rows: Cell[][];
  /** Text below the table. */
  note?: string;
  /** True for a table that another one sums up. It is left out of RESULTS.md. */
  detail?: boolean;
}

/** A value compared with its entry in `budget.json`. */
export interface Check {
  /** The key in `budget.json`. */
  name: string;
  /** The platform or the case, if several values have this name; else empty. */
  scope: string;
  value: number;
  bar: number;
  budget: number;
  unit: string;
  /** True if the value is at most the bar. */
  reached: boolean;
  /** True if the value is at most the budget. */
  withinBudget: boolean;
}

export interface RunOptions {
  /** True for few rounds: for CI and for trying things out. */
  quick: boolean;
  log: (line: string) => void;
}

export interface Result {
  tables: Table[];
  checks: Check[];
  /** The figures for a commit message. The checks stand for it if it is missing. */
  headline?: string;
  /** Further figures for results.json. */
  figures?: unknown;
}

/** The export `measurement` of each file in `measurements/`. */
export interface Measurement {
  title: string;
  run(options: RunOptions): Promise<Result>;
}
