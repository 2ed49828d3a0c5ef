import * as vscode from "vscode";
import { findServer } from "./findServer";
import { Server } from "./server";
import type { ServerDependencies } from "./serverDependencies";

// Put in by the bundler, so that an extension that is installed elsewhere finds the server that it was made with, and
// the server its .NET: programs look for it in the system's folders only.
declare const builtServer: string;
declare const builtDotnetRoot: string;

/** What the server gets; a training that it starts gets the same. */
function environment(log: vscode.LogOutputChannel): NodeJS.ProcessEnv {
  const mirror = vscode.workspace.getConfiguration("seg").get<string>("weights.mirror");
  return {
    ...(builtDotnetRoot === "" ? {} : { DOTNET_ROOT: builtDotnetRoot }),
    ...process.env,
    SEG_LOG_LEVEL: vscode.LogLevel[log.logLevel],
    ...(mirror ? { SEG_WEIGHTS_MIRROR: mirror } : {}),
  };
}

/** The window's server with its commands. */
export function activateServer(
  { subscriptions }: vscode.ExtensionContext,
  log: vscode.LogOutputChannel,
  changed: ServerDependencies["changed"],
): Server {
  const server = new Server({
    log,
    program: () =>
      findServer({
        environment: process.env.SEG_SERVER,
        setting: vscode.workspace.getConfiguration("seg").get<string>("server.path"),
        built: builtServer,
      }),
    environment: () => environment(log),
    changed,
    cancellation: () => new vscode.CancellationError(),
  });
  subscriptions.push(
    vscode.commands.registerCommand("seg.server.showLog", () => log.show()),
    vscode.commands.registerCommand("seg.server.restart", () =>
      server.restart().catch((error: Error) => void vscode.window.showErrorMessage(error.message)),
    ),
  );
  return server;
}
