/** A skipped test whose reason holds one of these texts is a comparison with more than this project can install. */
export const comparisons = ["../shared", "python3-torch"];

/**
 * Prints what failed, what was skipped and why, what is only noted, and last the counts; gives the exit code.
 * On CI, where nobody reads the reasons, a skipped test that is no such comparison has failed.
 */
export function summarize(results, { isCi, print = console.log }) {
  const judged = isCi ? results.map(strictly) : results;
  const [passed, failed, skipped] = ["passed", "failed", "skipped"].map((status) =>
    judged.filter((result) => result.status === status),
  );
  for (const { suite, name, message } of failed) print(`\nFAILED  ${suite}: ${name}\n${message}`);
  if (skipped.length > 0) print(`\nSkipped:`);
  for (const [reason, count] of countByReason(skipped)) print(`  ${count} × ${reason}`);
  const notes = results.filter(({ status }) => status === "note");
  for (const { suite, name, message } of notes) print(`\n${suite}, ${name}: ${message}`);
  print(`\n${passed.length} passed, ${failed.length} failed, ${skipped.length} skipped`);
  return failed.length > 0 || passed.length === 0 ? 1 : 0;
}

function strictly(result) {
  if (result.status !== "skipped" || comparisons.some((text) => result.message.includes(text))) return result;
  return { ...result, status: "failed", message: `Skipped, which on CI is a failure: ${result.message}` };
}

function countByReason(skipped) {
  const counts = new Map();
  for (const { suite, message } of skipped) {
    const reason = `${suite}: ${message}`;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return counts;
}
