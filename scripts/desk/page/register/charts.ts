/** The charts of a tab, which lie over its cells as in the Sheets app and move along as the cells are scrolled. */
import { BarChart } from "chartist";
import type { ChartView } from "../../views";
import { element } from "../shell/dom";
import type { Grid } from "./grid";

/** Pixels of a chart that its bars do not get: the axis on the left and the edges; the names below. */
const beside = 58;
const namesBelow = 60;
const monthsBelow = 20;

export class Charts {
  /** Covers the cells of the grid and lets every click through. */
  readonly element = element("div", { class: "charts" });
  private readonly moved = element("div", { class: "moved" });
  private readonly drawn: BarChart[] = [];
  private readonly watch = new ResizeObserver(() => this.place());

  constructor(
    private readonly grid: Grid,
    private views: readonly ChartView[],
  ) {
    this.element.append(this.moved);
  }

  /** Draws them; the grid must be on the page, with its rows. */
  draw(): void {
    this.forget();
    const figures = this.views.map(figureOf);
    this.moved.replaceChildren(...figures.map(({ figure }) => figure));
    // How much room the title and the legend leave is known once they are on the page.
    figures.forEach(({ plot }, at) => {
      const view = this.views[at];
      if (view !== undefined) this.drawn.push(barsIn(plot, view));
    });
    const holder = this.grid.cells();
    if (holder === null) return;
    holder.addEventListener("scroll", this.follow, { passive: true });
    this.watch.observe(holder);
    this.place();
  }

  update(views: readonly ChartView[]): void {
    this.views = views;
    this.draw();
  }

  destroy(): void {
    this.forget();
    this.watch.disconnect();
    this.element.remove();
  }

  private forget(): void {
    for (const chart of this.drawn.splice(0)) chart.detach();
  }

  /** Puts the layer over the cells, and each chart at its cell. */
  private place(): void {
    const holder = this.grid.cells();
    if (holder === null) return;
    const { style } = this.element;
    const around = this.element.parentElement?.getBoundingClientRect();
    const area = holder.getBoundingClientRect();
    style.left = `${area.left - (around?.left ?? 0)}px`;
    style.top = `${area.top - (around?.top ?? 0)}px`;
    style.width = `${holder.clientWidth}px`;
    style.height = `${holder.clientHeight}px`;
    let right = 0;
    this.views.forEach((view, at) => {
      const figure = this.moved.children[at];
      const corner = this.grid.cornerOf(view.row, view.column);
      if (!(figure instanceof HTMLElement)) return;
      figure.hidden = corner === null;
      if (corner === null) return;
      figure.style.left = `${corner.left}px`;
      figure.style.top = `${corner.top}px`;
      right = Math.max(right, corner.left + view.width);
    });
    this.grid.reachTo(right);
    this.follow();
  }

  private readonly follow = (): void => {
    const holder = this.grid.cells();
    if (holder === null) return;
    this.moved.style.transform = `translate(${-holder.scrollLeft}px, ${-holder.scrollTop}px)`;
  };
}

/** The highest that a bar gets, and at least so high that there is an axis. */
function highest({ isStacked, categories, series }: ChartView): number {
  const at = (place: number) => series.map(({ values }) => values[place] ?? 0);
  const each = categories.map((_, place) =>
    isStacked ? at(place).reduce((sum, one) => sum + one, 0) : Math.max(0, ...at(place)),
  );
  return Math.max(1, ...each);
}

function legendOf({ series, hasLegend }: ChartView): HTMLElement | null {
  if (!hasLegend) return null;
  const entries = series.map(({ name }, at) =>
    element("span", { class: "entry" }, element("span", { class: `key key-${at % 8}` }), name),
  );
  return element("div", { class: "legend" }, ...entries);
}

interface Figure {
  readonly figure: HTMLElement;
  /** Where the bars are drawn. */
  readonly plot: HTMLElement;
}

function figureOf(view: ChartView): Figure {
  const { title, words, axis, width, height } = view;
  const plot = element("div", { class: "plot" });
  const figure = element(
    "figure",
    { role: "img", "aria-label": `${title}. ${words}` },
    element("p", { class: "title" }, title),
    axis === null ? null : element("p", { class: "axis" }, axis),
    plot,
    legendOf(view),
  );
  figure.style.width = `${width}px`;
  figure.style.height = `${height}px`;
  return { figure, plot };
}

function barsIn(plot: HTMLElement, view: ChartView): BarChart {
  const { isStacked, hasLegend, axis, categories, series, width } = view;
  const forCategory = (width - beside) / Math.max(1, categories.length);
  const bar = Math.min(48, (forCategory * 0.7) / (isStacked ? 1 : series.length));
  plot.style.setProperty("--bar", `${bar.toFixed(1)}px`);
  return new BarChart(
    plot,
    {
      labels: [...categories],
      series: series.map(({ values }, at) => ({
        className: `series-${at % 8}`,
        data: values.map((value) => value ?? 0),
      })),
    },
    {
      width: `${plot.clientWidth}px`,
      height: `${plot.clientHeight}px`,
      low: 0,
      high: highest(view),
      stackBars: isStacked,
      seriesBarDistance: bar + 1,
      chartPadding: { top: 12, right: 8, bottom: 0, left: 0 },
      axisX: { offset: hasLegend ? monthsBelow : namesBelow, showGrid: false },
      axisY: { offset: 34, onlyInteger: axis !== "Hours" },
    },
  );
}
