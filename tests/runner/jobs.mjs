/**
 * Runs jobs side by side, as many as there are workers, the first in the list first; says of each when it is done how
 * long it took. A job is { name, run }, and run gives its results. Gives all results in the order of the jobs.
 */
export async function runJobs(jobs, workers, print = console.log) {
  const results = new Map();
  const waiting = [...jobs];
  async function work() {
    for (let job = waiting.shift(); job !== undefined; job = waiting.shift()) {
      const started = performance.now();
      results.set(job, await job.run());
      print(`${job.name} … ${((performance.now() - started) / 1000).toFixed(1)} s`);
    }
  }
  await Promise.all(Array.from({ length: workers }, work));
  return jobs.flatMap((job) => results.get(job));
}
