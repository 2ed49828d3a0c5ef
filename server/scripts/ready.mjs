import path from "node:path";
import { bundle } from "../../extension/scripts/bundle.mjs";
import { nodePackages } from "../../extension/scripts/nodePackages.mjs";
import { locked } from "./lock.mjs";
import { root } from "./paths.mjs";
import { checkRequirements } from "./requirements.mjs";
import { server } from "./server.mjs";

const lockFile = path.join(root, "server/obj/ready.lock");

/** The command line, {@link server}, and with it all that VS Code and the tests need. */
export const everything = [server, nodePackages, bundle];

/**
 * Makes what is missing or older than its sources; says on stderr what it does, and nothing where all is done.
 * The command line does without the node packages, so that they are not asked of a machine in a batch queue.
 */
export async function makeReady(parts = [server]) {
  if (parts.every((part) => part.isReady())) return;
  checkRequirements();
  await locked(lockFile, async () => {
    for (const part of parts) if (!part.isReady()) await part.make(); // another process may have made it meanwhile
  });
}
