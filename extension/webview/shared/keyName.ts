/** Whether keys are for what is typed there. */
export function isTextField(target: EventTarget | null): boolean {
  if (target instanceof HTMLInputElement) return ["text", "number", "color"].includes(target.type);
  return target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}

/**
 * The key as commands name it: as the browser does, capitals for letters, `Shift+1` where the key alone means something
 * else. Letters by their place on the keyboard where the script is not Latin.
 */
export function keyName({ key, code, shiftKey }: KeyboardEvent): string {
  const isForeign = key.length === 1 && key > "\u007f" && code.startsWith("Key");
  const letter = isForeign ? code.slice(3) : /^[a-z]$/i.test(key) ? key.toUpperCase() : null;
  if (letter !== null) return shiftKey ? `Shift+${letter}` : letter;
  return shiftKey && code === "Digit1" && key !== "1" ? "Shift+1" : key;
}
