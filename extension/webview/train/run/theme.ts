/** VS Code's colours for what is drawn on a canvas, where no style sheet reaches. */
export interface Theme {
  readonly foreground: string;
  readonly muted: string;
  readonly grid: string;
  readonly background: string;
  /** For the curves of runs that are compared. */
  readonly others: readonly string[];
}

export function readTheme(): Theme {
  const style = getComputedStyle(document.body);
  const color = (name: string, fallback: string) => style.getPropertyValue(`--vscode-${name}`).trim() || fallback;
  const foreground = color("foreground", style.color);
  return {
    foreground,
    muted: color("descriptionForeground", foreground),
    grid: color("editorRuler-foreground", color("panel-border", "rgb(127 127 127 / 30%)")),
    background: color("editor-background", style.backgroundColor),
    others: ["green", "purple", "red", "yellow", "blue", "orange"].map((name) => color(`charts-${name}`, foreground)),
  };
}

/** Tells when the user has chosen another theme. */
export function onThemeChange(changed: () => void): void {
  const observer = new MutationObserver(changed);
  observer.observe(document.body, { attributes: true, attributeFilter: ["class"] });
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ["style"] });
}

/** A class's own colour where it stands out from the background, else the colour of text. */
export function classColor(color: string | undefined, { foreground, background }: Theme): string {
  return color !== undefined && contrast(color, background) >= 1.8 ? color : foreground;
}

/** As WCAG 2 defines it. */
function contrast(a: string, b: string): number {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = channels(color).map((value) =>
    value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** Of `#rrggbb` or `rgb(…)`, 0 to 1. */
function channels(color: string): readonly number[] {
  const hex = /^#(..)(..)(..)/.exec(color);
  if (hex) return hex.slice(1).map((part) => parseInt(part, 16) / 255);
  return (color.match(/[\d.]+/g) ?? []).slice(0, 3).map((part) => Number(part) / 255);
}
