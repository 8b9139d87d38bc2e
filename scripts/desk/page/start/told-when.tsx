/**
 * Who is told when, as a picture: a line for each person, a dot for each email. The figures are those of two played days
 * (tests/desk/stories.test.ts plays them and compares).
 */
import figures from "./told-when.json";

interface Day {
  readonly title: string;
  /** Minutes after the report, with a space between them, by who was emailed. */
  readonly emails: Readonly<Record<string, string>>;
  /** Minutes to the right edge, and from one mark of the axis to the next. */
  readonly span: number;
  readonly every: number;
  /** Minutes until someone answers; null: no one does. */
  readonly answered: number | null;
}

/** Such as "at once", "30 min", "1 h" and "1 h 30 min". */
function after(minutes: number): string {
  if (minutes === 0) return "at once";
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

const days: readonly Day[] = [
  {
    title: "A suspected victim, and no one acknowledges the case",
    emails: figures.ordinary,
    span: 300,
    every: 60,
    answered: null,
  },
  {
    title: `Immediate danger at night, answered after ${after(Number(figures.dangerAnswered))}`,
    emails: figures.danger,
    span: 180,
    every: 60,
    answered: Number(figures.dangerAnswered),
  },
];

/** In units of the drawing. */
const [left, right, top, line] = [138, 10, 4, 18] as const;
const width = 360;

const minutesOf = (emails: string): readonly number[] => emails.split(" ").map(Number);

/** The same as words, for someone who does not see the picture. */
function inWords({ emails, answered }: Day): string {
  const people = Object.entries(emails).map(
    ([who, at]) => `${who}: ${minutesOf(at).map(after).join(", ")}.`,
  );
  const end = answered === null ? "" : ` Answered after ${after(answered)}; then no more emails.`;
  return `${people.join(" ")}${end}`;
}

function Timeline({ day }: { readonly day: Day }) {
  const { title, emails, span, every, answered } = day;
  const people = Object.entries(emails);
  const x = (minutes: number) => left + (minutes / span) * (width - left - right);
  const bottom = top + people.length * line;
  const marks = Array.from({ length: Math.floor(span / every) + 1 }, (_, at) => at * every);
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 ${width} ${bottom + 22}`} role="img" aria-label={inWords(day)}>
        {marks.map((at) => (
          <g key={at}>
            <line x1={x(at)} x2={x(at)} y1={top} y2={bottom} />
            <text x={x(at)} y={bottom + 15} text-anchor={at === span ? "end" : "middle"}>
              {after(at)}
            </text>
          </g>
        ))}
        {answered !== null && (
          <rect x={x(answered)} y={top} width={x(span) - x(answered)} height={bottom - top} />
        )}
        {people.map(([who, at], row) => (
          <g key={who}>
            <text x={0} y={top + row * line + 13}>
              {who}
            </text>
            {minutesOf(at).map((minutes) => (
              <circle key={minutes} cx={x(minutes)} cy={top + row * line + 9} r={4.5} />
            ))}
          </g>
        ))}
      </svg>
    </figure>
  );
}

export function ToldWhen() {
  return (
    <section class="told-when" aria-label="Who is emailed when">
      <p>
        If no one answers, the emails go on to the next person. Each dot is an email, on two days
        that this script has played.
      </p>
      {days.map((day) => (
        <Timeline key={day.title} day={day} />
      ))}
    </section>
  );
}
