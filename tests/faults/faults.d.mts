export declare const needsCompiler: string;
export declare const kinds: { readonly alone: bigint; readonly lasting: bigint; readonly afterPart: bigint };
export declare function faultLibrary(): string | null;
export declare function faultEnvironment(folder: string, control: string): Record<string, string>;
export declare class FaultControl {
  constructor(file: string);
  set(at: number, error: number, kind?: bigint): void;
  clear(): void;
  readonly seen: number;
  readonly fired: string | null;
  close(): void;
}
