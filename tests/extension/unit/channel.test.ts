import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import { type Answers, Channel, type NoQuestions, type Stop } from "../../../extension/shared/channel";

interface Questions {
  readonly half: { readonly params: number; readonly result: number; readonly progress: string };
  readonly wait: { readonly params: null; readonly result: string };
}

/** A page and its host, with a wire between them over which only what JSON can say travels. */
function ends(answers: Answers<Questions>, receive: (event: string) => unknown = () => undefined) {
  const log: string[] = [];
  const wire = (to: () => { take(data: unknown): void }) => (data: unknown) => {
    const text = JSON.stringify(data);
    queueMicrotask(() => to().take(JSON.parse(text)));
  };
  const page: Channel<string, string, Questions, NoQuestions> = new Channel({
    send: wire(() => host),
    receive: (event: string) => log.push(`page heard ${event}`),
    answers: {},
    failed: (sentence) => log.push(`page: ${sentence}`),
  });
  const host: Channel<string, string, NoQuestions, Questions> = new Channel<string, string, NoQuestions, Questions>({
    send: wire(() => page),
    receive,
    answers,
    failed: (sentence) => log.push(`host: ${sentence}`),
    refused: (error) => log.push(`refused: ${String(error)}`),
  });
  return { page, host, log };
}

const answers: Answers<Questions> = {
  half: (number, _, report) => {
    if (number % 2 !== 0) return Promise.reject(new Error(`${number} has no half.`));
    report("halfway");
    return Promise.resolve(number / 2);
  },
  wait: () => new Promise(() => undefined),
};

test("a question gets its own answer, and what is reported comes before it", async () => {
  const { page } = ends(answers);
  const heard: string[] = [];
  const both = [page.ask("half", 8, { report: (word) => heard.push(word) }), page.ask("half", 6)];
  assert.deepEqual(await Promise.all(both), [4, 3]);
  assert.deepEqual(heard, ["halfway"]);
});

test("what an answer throws is the error of the question, and of no other", async () => {
  const { page, log } = ends(answers);
  const wrong = page.ask("half", 7);
  assert.equal(await page.ask("half", 2), 1);
  await assert.rejects(wrong, { message: "7 has no half." });
  assert.deepEqual(log, ["refused: Error: 7 has no half."]);
});

test("a question that nothing answers is refused, whatever it is called", async () => {
  const { page } = ends(answers);
  for (const name of ["third", "constructor", "__proto__"])
    await assert.rejects(page.ask(name as "half", 1), { message: `Nothing answers "${name}".` });
});

test("what is not wanted any more is stopped at the other end, and nothing comes of it", async () => {
  const stops: Stop[] = [];
  const { page, log } = ends({ ...answers, wait: (_, stop) => (stops.push(stop), new Promise(() => undefined)) });
  const unwanted = new AbortController();
  const asked = page.ask("wait", null, { signal: unwanted.signal });
  await turn();
  const [stop] = stops;
  assert.ok(stop && !stop.isCancellationRequested);
  let count = 0;
  stop.onCancellationRequested(() => count++);
  unwanted.abort();
  await assert.rejects(asked);
  await turn();
  assert.equal(stop.isCancellationRequested, true);
  assert.equal(count, 1);
  assert.deepEqual(log, []);
  await assert.rejects(page.ask("half", 2, { signal: unwanted.signal }));
});

test("an event's handler that throws reaches the other end as an error, at once or later", async () => {
  const { page, log } = ends(answers, (event) => {
    if (event === "now") throw new Error("Not now.");
    return event === "later" ? Promise.reject(new Error("Not later.")) : undefined;
  });
  page.post("now");
  page.post("later");
  page.post("fine");
  await turn();
  assert.deepEqual(log, ["page: Not now.", "page: Not later."]);
});

test("the host's events reach the page in their order; a closed end is silent and wants nothing", async () => {
  const { page, host, log } = ends(answers);
  host.post("one");
  host.post("two");
  const asked = page.ask("wait", null);
  await turn();
  page.close();
  await assert.rejects(asked);
  host.close();
  host.post("three");
  await turn();
  assert.deepEqual(log, ["page heard one", "page heard two"]);
});
