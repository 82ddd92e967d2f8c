// The wasm module of crates/office as the shell sees it: what writes a view as a file.

/** What is to be written; crosses to a worker. */
export interface Order {
  /** `xlsx`, `excel`, `csv` or `geojson`. */
  form: string;
  /** The fragment of the view. */
  link: string;
  /** The whole address of the view. */
  address: string;
  /** Today, as `YYYY-MM-DD`. */
  date: string;
  all_periods: boolean;
  /** The address of the data folder. */
  data: string;
}

/** A file, done. */
export interface OfficeFile {
  name: string;
  media: string;
  /** The data version it is made of. */
  version: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/** One view, opened on its own, being written. */
export interface WriterHandle {
  supply(path: string, bytes: Uint8Array): void;
  refuse(path: string, reason: string): void;
  missing(): string[];
  /** Goes on for about so many milliseconds. */
  step(budget_ms: number): { done: number; of: number; file: Omit<OfficeFile, "bytes"> | null };
  /** The bytes of the file, once. */
  take(): Uint8Array<ArrayBuffer>;
  free(): void;
}

export interface Office {
  Writer: new (form: string, order: Order) => WriterHandle;
}
