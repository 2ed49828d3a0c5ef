/** Where lines for whoever looks into a fault go; VS Code's log channels are one. */
export interface Log {
  error(message: string): void;
  warn(message: string): void;
  info(message: string): void;
  debug(message: string): void;
}
