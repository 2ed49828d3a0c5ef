import uPlot from "uplot";
import { element } from "../../shared/element";
import { join, lastOf, legendItem, series, type Line, thin, tickText } from "./lines";
import { onThemeChange, readTheme, type Theme } from "./theme";

/** More than a chart has pixels in a row. */
const mostPoints = 2000;

interface ChartLook {
  readonly title: string;
  readonly height: number;
  /** Of the y axis; null: as the curves are. */
  readonly range: readonly [low: number, high: number] | null;
  /** A value in the legend. */
  readonly write: (value: number) => string;
}

/** Curves over the steps of a run. They are drawn at most once a frame, however often they change. */
export class Chart {
  readonly element: HTMLElement;
  readonly head: HTMLElement;
  readonly #area = element("div", { class: "area", role: "img" });
  readonly #legend = element("ul", { class: "legend" });
  #lines: readonly Line[] = [];
  #plot: uPlot | null = null;
  /** Of the lines that the plot was made for. */
  #key = "";
  #frame = 0;

  constructor(readonly look: ChartLook) {
    this.head = element("div", { class: "head" }, element("h2", {}, look.title));
    this.element = element(
      "section",
      { class: "chart", "aria-label": look.title },
      this.head,
      this.#area,
      this.#legend,
    );
    this.#area.style.height = `${look.height}px`;
    new ResizeObserver(() => {
      this.#plot?.setSize(this.#size());
      this.#soon(); // what has come while another page was shown
    }).observe(this.#area);
    onThemeChange(() => {
      this.#key = "";
      this.#soon();
    });
  }

  show(lines: readonly Line[]): void {
    this.#lines = lines;
    this.#soon();
  }

  #soon(): void {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#draw();
    });
  }

  #draw(): void {
    if (this.#area.clientWidth === 0) return; // another page is shown; that this one is shown again resizes it
    const data = join(this.#lines.map(({ curve }) => thin(curve, mostPoints))) as uPlot.AlignedData;
    const key = JSON.stringify(this.#lines.map(({ name, look }) => [name, look]));
    if (this.#plot && key === this.#key) this.#plot.setData(data);
    else this.#make(data);
    this.#key = key;
    this.#showValues(this.#plot?.cursor.idx ?? null);
    this.#describe();
  }

  #make(data: uPlot.AlignedData): void {
    const theme = readTheme();
    this.#plot?.destroy();
    this.#plot = new uPlot(this.#options(theme), data, this.#area);
    this.#legend.replaceChildren(...this.#lines.map((line) => legendItem(line, theme)));
  }

  #options(theme: Theme): uPlot.Options {
    const { range } = this.look;
    const font = `11px ${getComputedStyle(document.body).fontFamily}`;
    const axis = { stroke: theme.muted, font, grid: { stroke: theme.grid, width: 1 }, ticks: { show: false } };
    return {
      ...this.#size(),
      legend: { show: false },
      cursor: { sync: { key: "steps" }, drag: { x: false, y: false }, y: false, points: { size: 5 } },
      scales: {
        x: { time: false, range: (_, __, most) => [0, Math.max(1, most)] },
        y: range ? { range: [...range] } : {},
      },
      axes: [
        { ...axis, size: 26 },
        { ...axis, size: 46, values: (_, values) => values.map(tickText) },
      ],
      series: [{}, ...this.#lines.map((line) => series(line, theme))],
      hooks: { setCursor: [({ cursor }) => this.#showValues(cursor.idx ?? null)] },
    };
  }

  #size(): { width: number; height: number } {
    return { width: Math.max(1, this.#area.clientWidth), height: this.look.height };
  }

  /** The values at a place of the data; null: the last ones. */
  #showValues(at: number | null): void {
    this.#lines.forEach(({ curve }, i) => {
      const values = at === null ? curve.y : (this.#plot?.data[i + 1] ?? []).slice(0, at + 1);
      const output = this.#legend.children[i]?.querySelector("output");
      if (output) output.textContent = this.#written(lastOf(values));
    });
  }

  /** For those who do not see the curves. */
  #describe(): void {
    const values = this.#lines.map(({ name, curve }) => `${name} ${this.#written(lastOf(curve.y)) || "–"}`);
    this.#area.setAttribute("aria-label", `${this.look.title}: ${values.join(", ") || "nothing yet"}`);
  }

  #written(value: number | null): string {
    return value === null ? "" : this.look.write(value);
  }
}
