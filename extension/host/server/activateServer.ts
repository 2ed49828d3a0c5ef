import * as vscode from "vscode";
import { findServer } from "./findServer";
import { type Method, Server } from "./server";
import type { ServerState } from "./serverState";
import { type ServerStatus, statusOf } from "./serverStatus";

// Put in by the bundler, so that an extension that is installed elsewhere finds the server that it was made with, and
// the server its .NET: programs look for it in the system's folders only.
declare const builtServer: string;
declare const builtDotnetRoot: string;

/** Work that is done sooner is not shown, so that the status bar keeps still; milliseconds. */
const calm = 200;

/** The window's server with its item in the status bar and its commands. */
export function activateServer(context: vscode.ExtensionContext, log: vscode.LogOutputChannel): Server {
  const item = vscode.window.createStatusBarItem("seg.server", vscode.StatusBarAlignment.Right, 100);
  item.name = "Seg Server";
  item.command = "seg.server.showLog";
  show(item, statusOf({ kind: "idle" }, []));
  item.show();

  const server = new Server({
    log,
    program: () =>
      findServer({
        environment: process.env.SEG_SERVER,
        setting: vscode.workspace.getConfiguration("seg").get<string>("server.path"),
        built: builtServer,
      }),
    environment: { ...(builtDotnetRoot === "" ? {} : { DOTNET_ROOT: builtDotnetRoot }), ...process.env },
    changed: calmly((state, work) => show(item, statusOf(state, work))),
    cancellation: () => new vscode.CancellationError(),
  });
  context.subscriptions.push(
    item,
    vscode.commands.registerCommand("seg.server.showLog", () => log.show()),
    vscode.commands.registerCommand("seg.server.restart", () =>
      server.restart().catch((error: Error) => void vscode.window.showErrorMessage(error.message)),
    ),
  );
  return server;
}

type Changed = (state: ServerState, work: readonly Method[]) => void;

function calmly(show: Changed): Changed {
  let latest: Parameters<Changed> | null = null;
  return (state, work) => {
    if (latest === null)
      setTimeout(() => {
        if (latest !== null) show(...latest);
        latest = null;
      }, calm);
    latest = [state, work];
  };
}

function show(item: vscode.StatusBarItem, { text, sentence, isError, facts }: ServerStatus): void {
  item.text = text;
  item.backgroundColor = isError ? new vscode.ThemeColor("statusBarItem.errorBackground") : undefined;
  item.accessibilityInformation = { label: `${text.replace(/\$\(.*?\) /, "")}. ${sentence}` };
  const tooltip = new vscode.MarkdownString("**Seg**\n\n", true);
  tooltip.isTrusted = { enabledCommands: ["seg.server.showLog", "seg.server.restart"] };
  tooltip.appendMarkdown(plain(sentence));
  for (const [name, value] of facts) tooltip.appendMarkdown(`  \n${name}: ${plain(value)}`);
  tooltip.appendMarkdown(
    "\n\n[$(output) Show Log](command:seg.server.showLog) · [$(debug-restart) Restart Server](command:seg.server.restart)",
  );
  item.tooltip = tooltip;
}

/** Text that Markdown shows as it is; appendText would also forbid its lines to be broken. */
function plain(text: string): string {
  return text.replace(/[\\`*_{}[\]()#+\-.!~<>|$&]/g, "\\$&");
}
