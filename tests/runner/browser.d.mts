export declare function findChromium(): string | null;
export declare function missingBrowser(): string | null;
