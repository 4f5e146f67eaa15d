import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { Bench } from 'tinybench';

/** What a `*.bench.ts` file exports as `cases`. */
export interface BenchCase {
  readonly name: string;
  readonly run: () => unknown;
  /** The name of another case in the same file that this one is measured against. */
  readonly peer?: string;
}

/** A `*.bench.ts` file; `report` is a table of its own beside the cases. */
interface BenchFile {
  readonly cases: readonly BenchCase[];
  readonly report?: () => string;
}

const folder = import.meta.dirname;
const wanted = process.argv[2] ?? '';
const files = readdirSync(folder).filter((name) => name.endsWith('.bench.ts') && name.includes(wanted));
if (files.length === 0) throw new Error(`No *.bench.ts file in test/bench is named like "${wanted}".`);

console.log(`node ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores\n`);
for (const file of files.sort()) {
  const { cases, report } = (await import(join(folder, file))) as BenchFile;
  console.log(table(file.replace('.bench.ts', ''), await measure(cases)));
  if (report) console.log(report());
}

async function measure(cases: readonly BenchCase[]): Promise<readonly Row[]> {
  const bench = new Bench({ time: 500, warmupTime: 100 });
  for (const { name, run } of cases) bench.add(name, run);
  await bench.run();
  const medians = new Map(bench.tasks.map((task) => [task.name, median(task)]));
  return cases.map((it) => row(it, medians, bench));
}

/** Name, median, 99th percentile, runs, ratio of medians to the peer's. */
type Row = readonly [name: string, median: string, p99: string, runs: string, against: string];

function table(title: string, rows: readonly Row[]): string {
  const lines: readonly Row[] = [[title, 'median', 'p99', 'runs', ''], ...rows];
  const width = (column: number) => Math.max(...lines.map((line) => line[column]?.length ?? 0));
  const widths = [0, 1, 2, 3].map(width);
  const cell = (text: string, column: number) =>
    column === 0 ? text.padEnd(widths[0] ?? 0) : text.padStart(widths[column] ?? 0);
  return `${lines.map((line) => line.map(cell).join('  ').trimEnd()).join('\n')}\n`;
}

function row({ name, peer }: BenchCase, medians: ReadonlyMap<string, number>, bench: Bench): Row {
  const result = completed(bench.getTask(name));
  const against = peer === undefined ? undefined : medians.get(peer);
  if (peer !== undefined && against === undefined) throw new Error(`${name}: there is no case named ${peer}.`);
  return [
    name,
    milliseconds(result.latency.p50),
    milliseconds(result.latency.p99),
    String(result.latency.samplesCount),
    against === undefined ? '' : `${(result.latency.p50 / against).toFixed(2)} × ${peer}`,
  ];
}

function median(task: Bench['tasks'][number]): number {
  return completed(task).latency.p50;
}

function completed(task: Bench['tasks'][number] | undefined) {
  const result = task?.result;
  if (result && 'error' in result) throw result.error;
  if (!result || !('latency' in result)) throw new Error(`${task?.name}: was not run to its end.`);
  return result;
}

function milliseconds(value: number): string {
  return value < 1 ? `${(value * 1000).toPrecision(3)} µs` : `${value.toPrecision(3)} ms`;
}
