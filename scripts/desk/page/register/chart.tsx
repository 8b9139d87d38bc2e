/** A chart of a tab, which lies over the cells from the one at whose corner it begins, as in the Sheets app. */
import type { ChartView } from "../../register-desk";

/** Of series without a colour of their own. */
const plain = ["#2563a8", "#c2570c", "#1e7a5c"] as const;

/** The highest that a bar gets. */
function highest({ isStacked, categories, series }: ChartView): number {
  const at = (place: number) => series.map(({ values }) => values[place] ?? 0);
  const each = categories.map((_, place) =>
    isStacked ? at(place).reduce((sum, one) => sum + one, 0) : Math.max(...at(place)),
  );
  return Math.max(1, ...each);
}

export function Chart({ view }: { readonly view: ChartView }) {
  const { title, subtitle, words, axis, width, height, categories, series, isStacked, hasLegend } =
    view;
  const high = highest(view);
  const colourOf = (at: number, place = -1) =>
    series[at]?.colours[place] ?? series[at]?.colour ?? plain[at % plain.length] ?? plain[0];
  return (
    <figure
      class="chart"
      role="img"
      aria-label={`${title}. ${words}`}
      style={{ width: `${width}px`, height: `${height}px` }}
    >
      <strong>{title}</strong>
      <small>{[axis, subtitle].filter(Boolean).join(". ")}</small>
      <div class="bars">
        {categories.map((category, place) => (
          <div key={category} class={isStacked ? "stacked" : ""}>
            {series.map(({ name, values }, at) => (
              <span
                key={name}
                style={{
                  height: `${((values[place] ?? 0) / high) * 100}%`,
                  background: colourOf(at, place),
                }}
              >
                {values[place] || ""}
              </span>
            ))}
          </div>
        ))}
      </div>
      <div class="names">
        {categories.map((category) => (
          <small key={category}>{category}</small>
        ))}
      </div>
      {hasLegend && (
        <small>
          {series.map(({ name }, at) => (
            <span key={name}>
              <span class="key" style={{ background: colourOf(at) }} /> {name}{" "}
            </span>
          ))}
        </small>
      )}
    </figure>
  );
}
