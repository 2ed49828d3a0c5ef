import tseslint from "typescript-eslint";

export default tseslint.config(
  { ignores: ["**/dist/**", "**/bin/**", "**/obj/**"] },
  {
    files: ["extension/**/*.ts", "tests/extension/**/*.ts", "tests/benchmarks/**/*.ts", "tests/pictures/**/*.ts"],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/no-floating-promises": [
        "error",
        // node's runner waits for these by itself.
        { allowForKnownSafeCalls: [{ from: "package", package: "node:test", name: ["test", "describe", "it"] }] },
      ],
      "@typescript-eslint/no-misused-promises": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/consistent-type-imports": "error",
    },
  },
  {
    // The label model and the messages run on both sides.
    files: ["extension/shared/**/*.ts"],
    rules: {
      "no-restricted-imports": ["error", { paths: ["vscode"], patterns: ["node:*", "**/host/**", "**/webview/**"] }],
    },
  },
);
