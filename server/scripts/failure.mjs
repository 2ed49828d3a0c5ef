/** Something the user can act on: shown as its sentence, without a stack trace. */
export class Failure extends Error {}

/** Runs a script's work; a Failure becomes a sentence on stderr and exit code 1. */
export async function script(work) {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}
