/**
 * The start page: what this product is, what it costs, the law in one line, who is told when, what was tested, and three links to begin.
 */
import figures from "./told-when.json";

const facts = [
  [
    "What it costs",
    "Nothing but the Google Workspace that your district already has. No server, no license, no Google Cloud project.",
  ],
  [
    "The law",
    "The Form is not the legal report. A mandated reporter must still call child and family services at once and send the written report within 36 hours (PC 11166).",
  ],
  [
    "Proven, and not yet",
    "Every rule is tested with this same script in a local copy of Google's services. It has never run on Google itself, and the county has not approved it.",
  ],
] as const;

/** The start page. `begin` opens a Form that is not set up. */
export function StartPage({ begin }: { readonly begin: () => void }) {
  return (
    <section class="start" aria-label="Start">
      <h1 tabIndex={-1}>When someone at school worries that a student is being trafficked</h1>
      <p>
        A teacher fills in a short Google Form. Within a minute the school's designated contact has
        an email that says whom to call and what to do, and a private spreadsheet has the case with
        every step that the county and the law ask for.
      </p>
      <ToldWhen />
      <dl class="facts">
        {facts.map(([title, words]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
      <h2 id="next">What to do next</h2>
      <ul class="plain cards" aria-labelledby="next">
        <li>
          <a href="#/stories" class="button">
            <strong>Watch a story</strong>
            Five short days, step by step: who is told what, when, and why.
          </a>
        </li>
        <li>
          <a href="#/report" class="button">
            <strong>Try it yourself</strong>
            Send a report as a teacher, then see what reaches the contact.
          </a>
        </li>
        <li>
          <button type="button" onClick={begin}>
            <strong>Set it up as an admin would</strong>
            Begin with an empty form, and set up a district of your own.
          </button>
        </li>
      </ul>
      <small>
        This page is a working copy on your own computer, with a made-up district. Try anything: no
        one is called, and no email is sent.
      </small>
    </section>
  );
}

interface Day {
  readonly title: string;
  /** For each person, the minutes after the report at which they were emailed, separated by spaces. */
  readonly emails: Readonly<Record<string, string>>;
  /** Minutes at the right edge, and between two marks of the axis. */
  readonly span: number;
  readonly every: number;
  /** Minutes until someone answers; null if no one does. */
  readonly answered: number | null;
}

/** A time in words, such as "at once", "30 min", "1 h" and "1 h 30 min". */
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

/** Margins and line height in the units of the drawing. */
const [left, right, top, line] = [138, 10, 4, 18] as const;
const width = 360;

const minutesOf = (emails: string): readonly number[] => emails.split(" ").map(Number);

/** What the picture shows, in words, for people who use a screen reader. */
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
        that this script has played. Shaded: someone has answered, and no more emails go out.
      </p>
      {days.map((day) => (
        <Timeline key={day.title} day={day} />
      ))}
    </section>
  );
}
