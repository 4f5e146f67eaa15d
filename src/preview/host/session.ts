import type { Analysis } from '../../analysis/analysis.ts';
import type { FromPage, Overrides, Source, ToPage } from '../protocol.ts';
import { latest } from './latest.ts';
import { readFromPage } from './messages.ts';
import { pace } from './pace.ts';

/** What `econ/analyze` answers: a picture, or the error that keeps the text from being solved. */
export interface Analyzed {
  readonly analysis: Analysis | null;
  readonly sources: readonly Source[];
  readonly error: { readonly message: string; readonly range: { readonly start: { readonly line: number } } } | null;
}

/** What a preview needs of the editor around it. */
export interface Surroundings {
  /** Null: cancelled, or overtaken by a newer text, whose own request follows. Never rejects. */
  analyze(overrides: Overrides, signal: AbortSignal): Promise<Analyzed | null>;
  send(message: ToPage): void;
  /** Whether the values stand in the text now. */
  writeParams(overrides: Overrides): boolean | Promise<boolean>;
  revealAgent(agent: string, sources: readonly Source[]): void;
  revealLine(line: number): void;
  /** Milliseconds of quiet to wait for while a person types. */
  delay(): number;
  /** A hidden page draws nothing; it asks again when it is shown. */
  visible(): boolean;
}

export interface Session {
  /** Takes a message of the page, still unchecked. */
  receive(message: unknown): void;
  /** The text changed: redraw once typing pauses. */
  update(): void;
  close(): void;
}

/** The host's side of one preview: the picture follows the text and the sliders. */
export function openSession(around: Surroundings, sliders: Overrides = {}): Session {
  let overrides = sliders;
  // The document's own version starts anew when it is closed and opened again.
  let version = 0;
  // How often the text changed.
  let texts = 0;
  let sources: readonly Source[] = [];
  // What a page is told that comes now; null: it has to be solved first.
  let present: readonly ToPage[] | null = null;
  let solvingSince: number | null = null;

  const announce = (since: number | null) => {
    solvingSince = since;
    if (since !== null) around.send({ type: 'solving', since });
  };
  const refresh = async (signal: AbortSignal) => {
    const asked = overrides;
    const text = texts;
    const answer = await announceSlow(announce, () => around.analyze(asked, signal));
    if (signal.aborted || answer === null) return;
    if (answer.analysis !== null) sources = answer.sources;
    const messages = messagesFor(answer, ++version, asked);
    present = text === texts && asked === overrides ? messages : null;
    for (const message of messages) around.send(message);
  };
  const solving = latest(refresh, PATIENCE);
  const redraw = () => {
    if (around.visible()) solving.run({ replace: true });
  };
  const typing = pace(redraw, around.delay, () => 4 * around.delay());

  const cancel = () => {
    if (solving.cancel()) around.send({ type: 'stale', reason: 'Solving was cancelled.', line: null });
  };
  const setParams = (wanted: Overrides) => {
    overrides = wanted;
    present = null;
    solving.run({ replace: false });
  };
  const writeParams = async (written: Overrides) => {
    if (!(await around.writeParams(written))) return;
    setParams(Object.fromEntries(Object.entries(overrides).filter(([name]) => !Object.hasOwn(written, name))));
  };
  const welcome = () => {
    if (present !== null) for (const message of present) around.send(message);
    else if (!solving.busy()) solving.run({ replace: true });
    else if (solvingSince !== null) announce(solvingSince);
  };
  const answers: Answers = {
    ready: welcome,
    'set-params': (message) => setParams(message.overrides),
    'write-params': (message) => void writeParams(message.overrides),
    reveal: (message) => around.revealAgent(message.agent, sources),
    'reveal-line': (message) => around.revealLine(message.line),
    cancel,
  };
  return {
    receive: (raw) => {
      const message = readFromPage(raw);
      if (message !== null) answer(answers, message);
    },
    update: () => {
      texts++;
      present = null;
      typing.request();
    },
    close: () => {
      typing.cancel();
      solving.cancel();
    },
  };
}

/** Milliseconds after which the page is told that solving goes on. */
const SLOW = 200;
/** Milliseconds that a running solve is given before a newer slider value ends it. */
const PATIENCE = 300;

type Answers = { readonly [Type in FromPage['type']]: (message: Extract<FromPage, { type: Type }>) => void };

function answer<Type extends FromPage['type']>(answers: Answers, message: Extract<FromPage, { type: Type }>): void {
  answers[message.type as Type](message);
}

/** Announces the start of work that takes long, and (by null) its end. */
async function announceSlow<T>(announce: (since: number | null) => void, work: () => Promise<T>): Promise<T> {
  const since = Date.now();
  const timer = setTimeout(() => announce(since), SLOW);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    announce(null);
  }
}

/** The picture where there is one; behind it, the reason why it is not of the present text. */
function messagesFor({ analysis, sources, error }: Analyzed, version: number, overrides: Overrides): readonly ToPage[] {
  const picture: ToPage[] = analysis === null ? [] : [{ type: 'analysis', version, overrides, analysis, sources }];
  return error === null
    ? picture
    : [...picture, { type: 'stale', reason: error.message, line: error.range.start.line }];
}
