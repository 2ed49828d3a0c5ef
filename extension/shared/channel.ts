import { faultOf, fieldsOf, sentenceOf } from "./errorText";

/** What one end may ask the other, by name: with what, what answers it, and what is reported meanwhile. */
export type Questions<Names extends string = string> = {
  readonly [M in Names]: { readonly params: unknown; readonly result: unknown; readonly progress?: unknown };
};

/** Of an end that asks nothing. */
export type NoQuestions = Record<never, never>;

/** Whether an answer is still wanted, in the form that VS Code's requests take. */
export interface Stop {
  readonly isCancellationRequested: boolean;
  readonly onCancellationRequested: (listener: (event: unknown) => unknown) => { dispose(): void };
}

/** How the questions of the other end are answered; what is thrown becomes their error. */
export type Answers<Asked extends Questions<keyof Asked & string>> = {
  readonly [M in keyof Asked]: (
    params: Asked[M]["params"],
    stop: Stop,
    report: (progress: Asked[M]["progress"]) => void,
  ) => Promise<Asked[M]["result"]>;
};

/** What goes with a question. */
export interface Asking<Progress> {
  /** Ends it: nothing comes of it any more. */
  readonly signal?: Signal | undefined;
  readonly report?: ((progress: Progress) => void) | undefined;
}

/** As much of a browser's AbortSignal as is needed, which this side of the code does not know. */
interface Signal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void): void;
}

/** An end's way to the other one, and what it makes of what comes. */
export interface End<In, Asked extends Questions<keyof Asked & string>> {
  send(wire: unknown): void;
  receive(event: In): unknown;
  readonly answers: Answers<Asked>;
  /** A question of the other end has no answer, which it is told. */
  refused?(error: unknown): void;
  /** What the other end sent about a fault of its own: a sentence, and all that is known of it. */
  failed(sentence: string, detail: string): void;
}

type Wire<Event> =
  | { readonly kind: "event"; readonly event: Event }
  /** An event could not be dealt with, or something else went wrong at the other end. */
  | { readonly kind: "fault"; readonly sentence: string; readonly detail: string }
  | { readonly kind: "question"; readonly id: number; readonly name: string; readonly params: unknown }
  | { readonly kind: "cancel"; readonly id: number }
  | { readonly kind: "progress"; readonly id: number; readonly progress: unknown }
  | { readonly kind: "answer"; readonly id: number; readonly result: unknown }
  | {
      readonly kind: "refusal";
      readonly id: number;
      readonly sentence: string;
      /** The options that it is about. */
      readonly fields: readonly string[];
    };

/** A question that has no answer: why, as the other end says it. */
class Refusal extends Error {
  constructor(
    sentence: string,
    readonly fields: readonly string[],
  ) {
    super(sentence);
  }
}

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (reason: Error) => void;
  readonly report: ((progress: never) => void) | undefined;
}

/**
 * One end of what a panel's page and the extension host say to each other: events, which nobody waits for, and
 * questions, each with one answer. A handler that throws reaches the other end as an error.
 */
export class Channel<
  Out,
  In,
  Asks extends Questions<keyof Asks & string>,
  Asked extends Questions<keyof Asked & string>,
> {
  readonly #waiting = new Map<number, Waiting>();
  readonly #running = new Map<number, Stopper>();
  #last = 0;
  #isClosed = false;

  constructor(private readonly end: End<In, Asked>) {}

  post(event: Out): void {
    this.#send({ kind: "event", event });
  }

  /** Tells the other end of a fault that nobody there waits for. */
  fault(error: unknown): void {
    this.#send({ kind: "fault", sentence: sentenceOf(error), detail: faultOf(error) });
  }

  /** Rejects with the other end's sentence, or where the signal ends it. */
  readonly ask = <M extends keyof Asks & string>(
    name: M,
    params: Asks[M]["params"],
    { signal, report }: Asking<Asks[M]["progress"]> = {},
  ): Promise<Asks[M]["result"]> => {
    const id = ++this.#last;
    return new Promise<unknown>((resolve, reject) => {
      const unwanted = () => reject(new Error("It is not wanted any more."));
      if (signal?.aborted || this.#isClosed) return unwanted();
      this.#waiting.set(id, { resolve, reject, report });
      signal?.addEventListener("abort", () => {
        if (!this.#waiting.delete(id)) return;
        this.#send({ kind: "cancel", id });
        unwanted();
      });
      this.#send({ kind: "question", id, name, params });
    });
  };

  /** What the other end has sent. */
  take(data: unknown): void {
    const wire = data as Wire<In>;
    switch (wire.kind) {
      case "event":
        return void this.#receive(wire.event);
      case "fault":
        return this.end.failed(wire.sentence, wire.detail);
      case "question":
        return void this.#answer(wire.id, wire.name, wire.params);
      case "cancel":
        return this.#running.get(wire.id)?.stop();
      case "progress":
        return this.#waiting.get(wire.id)?.report?.(wire.progress as never);
      case "answer":
        return this.#settled(wire.id)?.resolve(wire.result);
      case "refusal":
        return this.#settled(wire.id)?.reject(new Refusal(wire.sentence, wire.fields));
    }
  }

  /** Nothing is sent any more, and nothing is wanted. */
  close(): void {
    this.#isClosed = true;
    for (const stopper of this.#running.values()) stopper.stop();
    for (const { reject } of this.#waiting.values()) reject(new Error("It is not wanted any more."));
    this.#waiting.clear();
  }

  async #receive(event: In): Promise<void> {
    try {
      await this.end.receive(event);
    } catch (error) {
      this.fault(error);
    }
  }

  async #answer(id: number, name: string, params: unknown): Promise<void> {
    const stopper = new Stopper();
    this.#running.set(id, stopper);
    const reply = (wire: Wire<Out>) => {
      if (!stopper.isCancellationRequested) this.#send(wire);
    };
    try {
      // What comes from a page is not believed.
      if (!Object.hasOwn(this.end.answers, name)) throw new Error(`Nothing answers "${name}".`);
      const answer = this.end.answers[name as keyof Asked];
      const result = await answer(params, stopper, (progress) => reply({ kind: "progress", id, progress }));
      reply({ kind: "answer", id, result });
    } catch (error) {
      if (stopper.isCancellationRequested) return;
      this.end.refused?.(error);
      reply({ kind: "refusal", id, sentence: sentenceOf(error), fields: fieldsOf(error) });
    } finally {
      this.#running.delete(id);
    }
  }

  #settled(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #send(wire: Wire<Out>): void {
    if (!this.#isClosed) this.end.send(wire);
  }
}

class Stopper implements Stop {
  #listeners: ((event: unknown) => unknown)[] = [];
  #isStopped = false;

  get isCancellationRequested(): boolean {
    return this.#isStopped;
  }

  readonly onCancellationRequested = (listener: (event: unknown) => unknown) => {
    this.#listeners.push(listener);
    return { dispose: () => void (this.#listeners = this.#listeners.filter((each) => each !== listener)) };
  };

  stop(): void {
    if (this.#isStopped) return;
    this.#isStopped = true;
    for (const listener of this.#listeners) listener(undefined);
  }
}
