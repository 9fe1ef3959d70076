/** What the modules of pages hand to each other. Read by type checkers alone; no page carries it. */

/** A column of numbers, as Python's `Feature` has it. */
export interface Feature {
  name: string;
  /** With its unit, as on an axis. */
  title: string;
  /** What the package itself calls a column of its own data; empty for columns of users. */
  heading: string;
  unit: string;
  /** Words for less and for more of it, said of the rows: `["lighter", "heavier"]`; only where they are sure to fit. */
  compared?: [string, string];
}

/** A table of numbers, of which two columns are clustered. */
export interface Table {
  /** What a command calls it: `mtcars`, `points.csv`. */
  name: string;
  features: Feature[];
  /** Values in original units, a column each. */
  columns: Float64Array[];
  /** Of the rows, or null where they have none. */
  names: string[] | null;
  /** What one row is, and many: `["car", "cars"]`. */
  noun: [string, string];
  /** Where it comes from: the package, the writer of the page, a file that the reader dropped, points the reader placed. */
  source: "builtin" | "given" | "file" | "drawn";
  /** By method and column: what the package has worked out; else the page does. */
  scalings?: Record<string, { shift: number[]; factor: number[] }>;
  /** Of rows left out for want of a value. */
  leftOut?: number;
  /** Of a file: what a command must be told to read it likewise, such as `--no-header`. */
  options?: string[];
  /** Of a file with gaps: all its rows, NaN where a value is missing; `withoutGaps` takes those that two columns need. */
  whole?: Table;
  /** The two columns for which rows were left out, where any were. */
  pair?: [string, string];
  /** Which rows (from 0) of the source these are, where some were left out; rows without names are called so. */
  rows?: number[];
  /** Of a file: columns of text, of which the first whose values all differ names the rows. */
  texts?: string[][];
  /** What a reader should know of it, in one sentence: why k-means cannot do it, where it comes from. */
  note?: string;
}

export type ScalingMethod = "none" | "zscore" | "minmax";

/** What is clustered: two columns of a table on a scale. Arrays of points are row after row: x0 y0 x1 y1 ... */
export interface Dataset {
  table: Table;
  n: number;
  /** The features of the two columns. */
  features: [Feature, Feature];
  /** In original units. */
  points: Float64Array;
  /** In clustered units: (point - shift) / factor. */
  values: Float64Array;
  scaling: { method: ScalingMethod; shift: number[]; factor: number[] };
  /** Smallest and largest of each column, in original units. */
  low: [number, number];
  high: [number, number];
}

export type StartRule = "own" | "uniform" | "sample" | "k-means++" | "farthest";
export type EmptyPolicy = "keep" | "farthest" | "resample";

/** One draw of k-means++, or one choice of the farthest row. */
export interface SeedingDraw {
  row: number;
  /** How likely it was when it was drawn; 1 where nothing was left to chance. */
  chance: number;
  /** Whose centre it is, from 0; the draws make the last centres in their order where it is left out. */
  cluster?: number;
}

export interface KMeansSnapshot {
  step: "start" | "assign" | "update" | "relocate";
  /** From 1; 0 for the start. */
  iteration: number;
  /** Of each row, from 0; null before the first assignment. */
  labels: Int32Array | null;
  /** In clustered units, centre after centre. */
  centroids: Float64Array;
  /** W of labels and centroids; null at the start. */
  inertia: number | null;
}

export interface KMeansTrace {
  algorithm: "kmeans";
  dataset: Dataset;
  k: number;
  init: StartRule;
  empty: EmptyPolicy;
  /** Draws that led to the starts, of k-means++ and farthest; else empty. */
  seeding: SeedingDraw[];
  snapshots: KMeansSnapshot[];
  /** Rows that empty centroids were put on, one after the other. */
  relocated: number[];
  /** Whether it ended because nothing switched. */
  finished: boolean;
}

export interface Visit {
  step: "core" | "border" | "noise";
  row: number;
  /** Neighbours within eps, itself counted. */
  count: number;
  /** Whether it begins a cluster. */
  isSeed: boolean;
  /** Rows that join by this visit, itself perhaps among them; those that were noise before are adopted. */
  joined: number[];
  /** The cluster that they join, from 0; -1 for noise. */
  cluster: number;
}

/** A radius that nobody named: Tukey's fence of the distances to the m-th neighbour, the least of them above 0, or 1
 * because all rows are one place. */
export interface EpsEstimate {
  eps: number;
  rule: "fence" | "least" | "place";
  /** To which neighbour distances are, the row itself counted. */
  neighbour: number;
}

export interface DbscanTrace {
  algorithm: "dbscan";
  dataset: Dataset;
  eps: number;
  /** Where eps comes from if nobody asked for one; else null. */
  estimate: EpsEstimate | null;
  minSamples: number;
  /** "rows", "backwards", "random", or "picked" by the reader; and the rows in that order. */
  rule: OrderRule;
  order: number[];
  /** Neighbours of each row within eps, itself counted. */
  counts: Int32Array;
  visits: Visit[];
  /** At the end: cluster of each row, -1 for noise. */
  labels: Int32Array;
  nClusters: number;
  /** Border rows that core rows of several clusters reach: those clusters, ascending. */
  contested: Map<number, number[]>;
}

export type OrderRule = "rows" | "backwards" | "random" | "picked";
export type Trace = KMeansTrace | DbscanTrace;

/** A caption as it is read, and as it is drawn: numbers stand for the marks of clusters (from 0; -1 for noise). */
export interface Caption {
  words: string[];
  drawn: (string | number)[][];
}

/** One held picture. */
export interface Keyframe {
  /** What is seen, as in the stories of Python: "starts", "assign", "update", "reassign", "check", "done", "begin", ... */
  kind: string;
  /** Index of the snapshot (k-means), or how many visits have been made (DBSCAN). */
  step: number;
  phase: string;
  /** "round 2", "point 14"; may be empty. */
  counter: string;
  caption: Caption;
  /** Alternative text of the picture. */
  alt: string;
  /** Rows that are marked by yellow and "!": switched, or adopted. */
  rows: number[];
  /** What leads into it from the picture before: "" (a cut), "sweep", "move", "recolour". */
  tween: string;
  holdMs: number;
  /** How many starts have been drawn, in pictures of drawing them; else undefined. */
  drawn?: number;
  mark: "" | "tick" | "cross";
}

/** All that a reader can choose, and all that a link carries. Numbers are in original units, but eps. */
export interface Choices {
  algorithm: "kmeans" | "dbscan";
  /** Name of the table. */
  data: string;
  columns: [string, string];
  scale: ScalingMethod;
  k: number;
  init: StartRule;
  /** Starts that are placed or drawn, at most k; original units. */
  starts: [number, number][];
  /** Rows of the draws of k-means++ and farthest that made the starts, with their chances worked out again. */
  startRows: number[];
  empty: EmptyPolicy;
  /** Rows that empty centroids are put on, for "resample". */
  relocated: number[];
  /** In clustered units; null for the estimate. */
  eps: number | null;
  minSamples: number;
  order: OrderRule;
  /** The rows of an order that is random or picked: as far as it is known. */
  orderRows: number[];
  /** The picture that is shown, from 0; null while choosing. */
  step: number | null;
  /** How much one press of Next shows of DBSCAN. */
  by: "visit" | "cluster" | "all";
}

/** What the page is written with. */
export interface PageContents {
  version: number;
  /** By name, in the order of the menu. */
  tables: Record<string, PackedTable>;
  first: Partial<Choices>;
}

/** A table as a page carries it: JSON has no typed arrays. */
export interface PackedTable {
  /** What the menu calls it: "32 cars (mtcars)". */
  title: string;
  /** `heading` and `unit` may be left out where empty, `title` where it is the name. */
  features: (Pick<Feature, "name"> & Partial<Feature>)[];
  columns: (number[] | PackedColumn)[];
  /** Which rows (from 0) of the source were left out, before the last that was not. */
  without?: number[];
  names?: string[] | null;
  noun: [string, string];
  /** "builtin" where it is left out. */
  source?: Table["source"];
  scalings?: Table["scalings"];
  leftOut?: number;
  note?: string;
  /** What it is looked at with when it is chosen: columns, k, eps, min_samples. */
  suggests?: Partial<Choices>;
}

/** Decimal numbers as bits: each is (low + number) / scale, the number of so many bits, the highest first. */
export interface PackedColumn {
  /** As Base64. */
  bytes: string;
  width: number;
  low: number;
  scale: number;
}

/** What the plane tells of the reader's doing. Rows count from 0, places are in original units. */
export interface PlaneEvents {
  /** Free paper was pressed, or Enter with the cursor there; in "place" mode anywhere that is no centre. */
  onPlace?: (x: number, y: number) => void;
  /** A centre was moved there: by drag, by select and tap, by arrows (told once, when it is dropped). */
  onCentre?: (centre: number, x: number, y: number) => void;
  /** Delete or Backspace with a centre selected. */
  onRemove?: (centre: number) => void;
  /** A point is looked at, by hover or by the cursor; null when no longer. */
  onRow?: (row: number | null) => void;
  /** A point was pressed: by click, tap, or Enter and Space with the cursor on it. Never in "place" mode. */
  onPress?: (row: number) => void;
  /** Where the cursor of keys is, or what is in the hand, for who cannot see it: "1000; 150". */
  onSay?: (text: string) => void;
}

/** "place": a press puts down a centre, or a point in teaching; "look": it presses the nearest point. */
export type PlaneMode = "place" | "look";

/** What a page can be: a file, a frame, a widget. */
export interface Host {
  readLink(): string;
  /** `isChoice`: worth a step back in the browser; else it takes the place of the link before. */
  writeLink(hash: string, isChoice: boolean): void;
  changed?(choices: Choices, trace: Trace | null, dataset: Dataset): void;
}

/** A page that lives. */
export interface Mounted {
  choices(): Choices;
  trace(): Trace | null;
  show(choices: Partial<Choices>): void;
  /** Takes its colours from the style once more, as after a change of theme. */
  recolour(): void;
  destroy(): void;
}

/** What the plane shows at one instant. Places are in original units, clusters count from 0. */
export interface Scene {
  dataset: Dataset;
  alt: string;
  /** Of each row: its cluster, -1 for noise, -2 where it is in none yet; null where all are in none yet. */
  labels: Int32Array | null;
  /** Of each row: 0 reached but not looked at, 1 border, 2 core; null where rows are all of one kind. */
  kinds: Uint8Array | null;
  /** Yellow rows with a "!", and the clusters that they come from. */
  switched: { row: number; from: number }[];
  /** Where centroids are, and which cluster each is of; `empty` ones are ringed. */
  centroids: { x: number; y: number; cluster: number; empty?: boolean }[];
  /** Where those were, grey; null for one that did not move. */
  old: ([number, number] | null)[];
  /** All places of each centroid so far; empty where no trail is shown. */
  trail: [number, number][][];
  /** Centroids that the boundary lies between, centre after centre; null where none is shown. */
  judges: Float64Array | null;
  /** Whether the cells of these are tinted. */
  regions: boolean;
  /** A row whose distances are shown, with lines to the centroids, nearest first, and what is written beside them. */
  explained: { row: number; ways: { cluster: number; text: string }[] } | null;
  names: { row: number; text: string }[];
  /** How likely each row is to be drawn next; shown by sizes. */
  weights: Float64Array | null;
  /** The row that was drawn last. */
  newest: number | null;
  /** Balls of radius eps, in clustered units: those looked at now, with what is written beside them, and before. */
  balls: { eps: number; now: { row: number; text: string }[]; old: number[] } | null;
  /** Border rows that several clusters reach. */
  contested: { row: number; clusters: number[] }[];
  /** Rows that the reader has marked, as a guess. */
  guessed: number[];
  /** Groups of rows with a circle around each, as tiny clusters have. */
  circled: number[][];
}

/** What can be stepped through: a film, or a run. Pictures count from 0. */
export interface Steps {
  /** How many pictures; may change, as another run has others. */
  readonly length: number;
  /** How long a picture stands while it plays. */
  holdMs(at: number): number;
  /** Shows a picture at once: a cut. */
  show(at: number, signal: AbortSignal): void | Promise<void>;
  /** Shows what moves from the picture before, then the picture itself; ends early with its signal. */
  enter(at: number, signal: AbortSignal): void | Promise<void>;
}

/** What buttons, slider and keys of a step bar do. */
export interface StepActs {
  first(): void;
  back(): void;
  toggle(): void;
  next(): void;
  last(): void;
  seek(at: number): void;
  /** How much longer than usual pictures stand, from 0.5 to 2. */
  setPace(pace: number): void;
}

/** What a step bar says. */
export interface StepBarState {
  at: number;
  /** How many pictures there are; 0 before there is a run. */
  length: number;
  isPlaying: boolean;
  /** Whether Next does something though there is no picture after this one, as where it begins a run. */
  canBegin?: boolean;
}
