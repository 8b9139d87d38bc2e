/** The charts of a tab, which lie over its cells as in the Sheets app. */
import { BarChart } from "chartist";
import type { RefObject } from "preact";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ChartView } from "../../views/register-views";

/** Pixels of a chart that its bars do not get: the axis on the left and the edges; the names below. */
const beside = 58;
const namesBelow = 60;
const monthsBelow = 20;
/** Of series that are no level of the county's. */
const plain = ["#2563a8", "#c2570c", "#1e7a5c"] as const;

const colourOf = ({ series }: ChartView, at: number): string =>
  series[at]?.colour ?? plain[at % plain.length] ?? plain[0];

interface Corner {
  readonly left: number;
  readonly top: number;
}

/** Where a cell (zero-based) begins in its table, in pixels; null where it is not drawn. */
function cornerOf(table: HTMLTableElement, { row, column }: ChartView): Corner | null {
  const heads = [...table.querySelectorAll<HTMLElement>("thead th[data-column]")];
  const line = table.querySelector<HTMLElement>(`tr[data-row="${row}"]`);
  const head = heads.find((one) => Number(one.dataset["column"]) >= column);
  const last = heads.at(-1);
  if (line === null || last === undefined) return null;
  const left = head?.offsetLeft ?? last.offsetLeft + last.offsetWidth;
  return { left, top: line.offsetTop };
}

interface Props {
  readonly views: readonly ChartView[];
  readonly table: RefObject<HTMLTableElement | null>;
}

/** Beside the table in what scrolls it. */
export function Charts({ views, table }: Props) {
  const [corners, setCorners] = useState<readonly (Corner | null)[]>([]);
  useLayoutEffect(() => {
    const { current } = table;
    if (current !== null) setCorners(views.map((view) => cornerOf(current, view)));
  }, [views]);
  return (
    <div class="charts">
      {views.map((view, at) => {
        const corner = corners[at] ?? null;
        return corner === null ? null : <Chart key={view.id} view={view} corner={corner} />;
      })}
    </div>
  );
}

function Chart({ view, corner }: { readonly view: ChartView; readonly corner: Corner }) {
  const { title, words, axis, width, height, series, hasLegend } = view;
  const plot = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const chart = plot.current === null ? null : barsIn(plot.current, view);
    return () => {
      chart?.detach();
    };
  }, [view]);
  return (
    <figure
      role="img"
      aria-label={`${title}. ${words}`}
      style={{
        left: `${corner.left}px`,
        top: `${corner.top}px`,
        width: `${width}px`,
        height: `${height}px`,
      }}
    >
      <strong>{title}</strong>
      {axis !== null && <small>{axis}</small>}
      <div class="plot" ref={plot} />
      {hasLegend && (
        <small class="legend">
          {series.map(({ name }, at) => (
            <span key={name}>
              <span class="key" style={{ background: colourOf(view, at) }} /> {name}
            </span>
          ))}
        </small>
      )}
    </figure>
  );
}

/** The highest that a bar gets, and at least so high that there is an axis. */
function highest({ isStacked, categories, series }: ChartView): number {
  const at = (place: number) => series.map(({ values }) => values[place] ?? 0);
  const each = categories.map((_, place) =>
    isStacked ? at(place).reduce((sum, one) => sum + one, 0) : Math.max(0, ...at(place)),
  );
  return Math.max(1, ...each);
}

/** The title and the legend around it are there already, so that it has its size. */
function barsIn(plot: HTMLElement, view: ChartView): BarChart {
  const { isStacked, hasLegend, axis, categories, series, width } = view;
  const forCategory = (width - beside) / Math.max(1, categories.length);
  const bar = Math.min(48, (forCategory * 0.7) / (isStacked ? 1 : series.length));
  plot.style.setProperty("--bar", `${bar.toFixed(1)}px`);
  const chart = new BarChart(
    plot,
    {
      labels: [...categories],
      series: series.map(({ values }, at) => ({
        meta: colourOf(view, at),
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
  chart.on("draw", (drawn) => {
    if (drawn.type !== "bar") return;
    drawn.element.attr({ style: `stroke: ${colourOf(view, drawn.seriesIndex)}` });
  });
  return chart;
}
