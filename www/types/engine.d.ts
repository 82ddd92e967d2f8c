// The shapes the engine takes and gives. Field names are those of the Rust structs.

export interface Choice { key: string; label: string; chosen: boolean; note: string }
export interface AxisChoices { key: string; label: string; choices: Array<Choice> }
export interface Heading { title: string; subtitle: string; meaning: string; window: string; map_label: string }
export interface LegendClass { label: string; color: string; count: string; highlighted: boolean; spoken: string }
export interface LegendState { state: string; label: string; meaning: string; count: string }
export interface Bar { from: number; to: number; height: number; color: string }
export interface Mark { at: number; label: string }
export interface Legend {
  title: string;
  unit: string;
  classes: Array<LegendClass>;
  states: Array<LegendState>;
  bars: Array<Bar>;
  bounds: Array<Mark>;
  area: Mark | null;
  median: Mark | null;
  method: string;
  remark: string;
  doubt: string;
}
export interface ClassControls {
  methods: Array<Choice>;
  counts: Array<Choice>;
  per_period: boolean;
  several_periods: boolean;
  bounds: Array<number>;
}
export interface Comparison { label: string; value: string; difference: string }
export interface SmallTable { caption: string; head: Array<string>; rows: Array<Array<string>> }
export interface AreaCard {
  key: string;
  name: string;
  kind: string;
  value: string;
  per: string;
  interval: string;
  state: string;
  state_meaning: string;
  rank: string;
  class: string;
  color: string;
  comparisons: Array<Comparison>;
  notes: Array<string>;
  trend_title: string;
  trend_words: string;
  trend: SmallTable | null;
  spoken: string;
  on_map: boolean;
}
export type SortColumn = "name" | "key" | "value" | "parent";
export type ChartKind = "ranking" | "spread" | "course";
export type ProfilePart = "indicators" | "compared" | "alike" | "groups";
export type Tab = "map" | "table" | "multiples" | "charts" | "profile";
export type Direction = "north" | "east" | "south" | "west";
export type RankMove = "first" | "higher" | "lower" | "last";
export type ClassMethod = "quantile" | "equal-interval" | "fisher-jenks" | "std-mean" | "user-defined";
export interface TableColumn { column: SortColumn; label: string; sorted: string; numeric: boolean }
export interface TableRow {
  key: string;
  name: string;
  parent: string;
  value: string;
  second: string;
  interval: string;
  state: string;
  rank: string;
  class: string;
  color: string;
  note: string;
  chosen: boolean;
}
export interface Table {
  caption: string;
  columns: Array<TableColumn>;
  second_label: string;
  interval_label: string;
  rank_label: string;
  class_label: string;
  note_label: string;
  rows: Array<TableRow>;
  first: number;
  total: number;
  page: number;
  pages: number;
  page_label: string;
  chosen_page: number | null;
}
export interface SourceLine { text: string; url: string }
export type MapKind = "classes" | "unclassed" | "change" | "two" | "symbols";
export type AreaShape = "outlines" | "tiles" | "circles";
export interface KindControls {
  kinds: Array<Choice>;
  shapes: Array<Choice>;
  since: Array<Choice>;
  relative: boolean | null;
  seconds: Array<ThemeMenu>;
  certainty: boolean | null;
  facilities: Array<Choice>;
}
export interface RampStop { at: number; color: string }
export interface RampLegend { stops: Array<RampStop> }
export interface MatrixCell { class: number; color: string; count: string; highlighted: boolean; spoken: string }
export interface MatrixHead { name: string; label: string }
export interface MatrixRow { head: MatrixHead; cells: Array<MatrixCell> }
export interface Matrix {
  caption: string;
  up: string;
  across: string;
  columns: Array<MatrixHead>;
  rows: Array<MatrixRow>;
  notes: Array<string>;
}
export interface Certainty { label: string; count: string; meaning: string }
export interface ScatterTable { table: SmallTable; page_label: string; page: number; pages: number }
export interface SizeKey { label: string; radius_css: number }
export interface SymbolKey { title: string; sizes: Array<SizeKey>; negative: string; remark: string }
export interface FacilityKey { label: string; form: string; color: string }
export interface Nearby { title: string; rows: Array<Array<string>>; more: string }
export interface FilterAnswer { sentence: string; count: string; open: string; conditions: number; waits: boolean }
export interface FilterBar { from: number; to: number; height: number; inside: boolean }
export interface FilterRange {
  min: number;
  max: number;
  step: number;
  low: number | null;
  high: number | null;
  low_label: string;
  high_label: string;
  unit: string;
  bars: Array<FilterBar>;
}
export interface FilterCondition {
  at: number;
  kind: string;
  title: string;
  count: string;
  grouped: boolean | null;
  indicator: string;
  tests: Array<Choice>;
  periods: Array<Choice>;
  since: Array<Choice>;
  relative: boolean | null;
  levels: Array<Choice>;
  sides: Array<Choice>;
  certain: boolean | null;
  range: FilterRange | null;
  keys: Array<Choice>;
}
export interface FilterGroup { conditions: Array<FilterCondition> }
export interface FilterPanel {
  groups: Array<FilterGroup>;
  any: boolean;
  indicators: Array<ThemeMenu>;
  others: Array<Choice>;
  full: string;
}
export interface FilterAxis { label: string; min: string; max: string; low: number | null; high: number | null }
export interface FilterLines { axes: Array<FilterAxis>; label: string; table: SmallTable; more: string }
/** A change of the filter; what is not given stays as it is. */
export interface FilterEdit {
  clear?: boolean;
  any?: boolean;
  add?: string;
  remove?: number;
  at?: number;
  grouped?: boolean;
  test?: string;
  indicator?: string;
  period?: string;
  since?: string;
  relative?: boolean;
  level?: string;
  side?: "above" | "below";
  certain?: boolean;
  span?: [number | null, number | null];
  keys?: Array<string>;
}
export interface KindAnswer {
  controls: KindControls;
  notes: Array<string>;
  matrix: Matrix | null;
  certainty: Certainty | null;
  symbols: SymbolKey | null;
  sized_by: string;
  facilities: Array<FacilityKey>;
  facilities_note: string;
  nearby: Nearby | null;
  filter: FilterAnswer | null;
  profile: Profile | null;
  ramp: RampLegend | null;
}
export interface Spine {
  own: number;
  middle: Array<number>;
  median: number;
  parent: number | null;
  from: string;
  to: string;
  words: string;
}
export interface Movement {
  direction: string;
  judged: string;
  label: string;
  words: string;
  pieces: Array<Array<[number, number]>>;
}
export interface ProfileEntry {
  key: string;
  label: string;
  meaning: string;
  period: string;
  value: string;
  per: string;
  state: string;
  state_meaning: string;
  interval: string;
  rank: string;
  comparisons: Array<Comparison>;
  spine: Spine | null;
  movement: Movement | null;
  notes: Array<string>;
  chosen: boolean;
}
export interface ProfileTheme { key: string; label: string; entries: Array<ProfileEntry> }
export interface StandingOut { key: string; text: string }
export interface OutGroup { key: string; title: string; items: Array<StandingOut> }
export interface ComparedArea { key: string; name: string; kind: string }
export interface ComparedFigure { name: string; value: string; state: string; at: number | null; difference: string }
export interface ComparedRow { key: string; title: string; scale: string; figures: Array<ComparedFigure> }
export interface ComparedTheme { key: string; label: string; rows: Array<ComparedRow> }
export interface Compared {
  areas: Array<ComparedArea>;
  hint: string;
  full: boolean;
  offers: Array<Choice>;
  heads: Array<string>;
  themes: Array<ComparedTheme>;
}
export interface AlikeArea {
  key: string;
  name: string;
  short: string;
  kind: string;
  likeness: string;
  share: number;
  reason: string;
  value: string;
  difference: string;
  verdict: string;
  verdict_label: string;
  compared: boolean;
}
export interface Alike { title: string; summary: string; heads: Array<string>; areas: Array<AlikeArea>; note: string }
export interface GroupLine { cells: Array<string>; bar: number | null }
export interface GroupSet { key: string; title: string; heads: Array<string>; lines: Array<GroupLine>; words: Array<string> }
export interface Groups { intro: string; sets: Array<GroupSet> }
export interface Profile {
  title: string;
  kind: string;
  intro: string;
  waiting: boolean;
  parts: Array<Choice>;
  beside: Array<string>;
  compared: Compared | null;
  alike: Alike | null;
  groups: Groups | null;
  out: Array<OutGroup>;
  out_note: string;
  themes: Array<ProfileTheme>;
}
export interface Answer {
  link: string;
  complete: boolean;
  beyond: boolean;
  /** Only the larger engine fills it. */
  kinds?: KindAnswer;
  heading: Heading;
  periods: Array<Choice>;
  period_label: string;
  levels: Array<Choice>;
  axes: Array<AxisChoices>;
  class_controls: ClassControls;
  legend: Legend;
  words: Array<string>;
  area: AreaCard | null;
  table: Table | null;
  source: Array<SourceLine>;
  method: Array<Choice>;
  notices: Array<string>;
  tab: Tab;
  spoken: string;
}
export interface ThemeMenu { key: string; label: string; indicators: Array<Choice> }
export interface Menu {
  title: string;
  subtitle: string;
  about: string;
  notice: string;
  languages: Array<Choice>;
  themes: Array<ThemeMenu>;
  version: string;
}
export type LineRole = "area" | "parent" | "whole";
export interface TrendLine { label: string; role: LineRole; segments: Array<Array<[number, number]>> }
export interface Tick { at: number; label: string }
export interface TrendChart {
  lines: Array<TrendLine>;
  x_ticks: Array<Tick>;
  y_ticks: Array<Tick>;
  x_range: [number, number];
  y_range: [number, number];
  now: number | null;
}
export interface ScatterAxis { range: [number, number]; ticks: Array<Tick>; label: string }
export interface ScatterField { from: [number, number]; to: [number, number]; color: [number, number, number] }
/** Without its points, which cross by themselves. */
export interface ScatterChart {
  across: ScatterAxis;
  up: ScatterAxis;
  fields: Array<ScatterField>;
  chosen: [number, string] | null;
}
export interface StudyGroup { key: string; title: string; names: Array<string> }
export interface StudyAnswer {
  title: string;
  version: string;
  sentences: Array<string>;
  groups: Array<StudyGroup>;
  notes: Array<string>;
}
export interface Hit { key: string; name: string; detail: string; why: string }
export interface Hover { key: string; name: string; value: string; class: string; color: string }
/** A name on the map, in CSS pixels: its middle, its box, its letters. */
export interface Label {
  x: number;
  y: number;
  width: number;
  height: number;
  size: number;
  name: string;
  chosen: boolean;
}
export interface Labels { labels: Array<Label>; more: boolean }
export interface Changes {
  answer: boolean;
  colors: boolean;
  outlines: boolean;
  language: boolean;
  link: boolean;
  push: boolean;
}
export type Action =
  | { do: "open"; link: string }
  | { do: "language"; language: string }
  | { do: "indicator"; key: string }
  | { do: "level"; key: string }
  | { do: "period"; key: string | null }
  | { do: "step-period"; by: number }
  | { do: "category"; axis: string; category: string }
  | { do: "area"; key: string | null }
  | { do: "walk"; direction: Direction }
  | { do: "rank"; to: RankMove }
  | { do: "class-method"; method: ClassMethod | null }
  | { do: "class-count"; k: number | null }
  | { do: "classes-per-period"; per_period: boolean }
  | { do: "class-bounds"; bounds: Array<number> }
  | { do: "highlight"; class: number }
  | {
      do: "map";
      kind: MapKind | null;
      since: string | null;
      relative: boolean | null;
      second: string | null;
      shape: AreaShape | null;
      certainty: boolean | null;
      facilities: Array<string> | null;
    }
  | { do: "multiples"; axis: string | null; indicators: Array<string> | null }
  | { do: "filter"; edit: FilterEdit }
  | { do: "profile"; part: ProfilePart | null; beside: Array<string> | null }
  | { do: "tab"; tab: Tab }
  | { do: "chart"; chart: ChartKind }
  | { do: "easy"; easy: boolean }
  | { do: "sort"; column: SortColumn }
  | { do: "page"; page: number }
  | { do: "camera"; x_m: number; y_m: number; width_m: number }
  | { do: "reset-camera" };
