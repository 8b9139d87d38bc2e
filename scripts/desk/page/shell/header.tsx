/** The header: the rooms, who sits at the desk, the clock, and menus that unfold. On a narrow page all of it unfolds. */
import { usePage } from "./page";
import { rooms } from "./rooms";

/** Shortens "Tue, Sep 1, 2026, 9:00:05 AM" by the year and the seconds. */
const shortly = (now: string): string =>
  now.replace(/, \d{4}(?=,)/, "").replace(/(\d:\d{2}):\d{2}/, "$1");

interface Props {
  /** Name of the view that is shown. */
  readonly view: string;
  /** The time in words; undefined until it is known. */
  readonly now: string | undefined;
  /** What is said for a moment; then "". */
  readonly passing: string;
  readonly startOver: () => void;
}

export function Header({ view, now, passing, startOver }: Props) {
  const { people, person, become } = usePage();
  return (
    <header>
      <div class="top row">
        <a class="brand" href="#/start">
          Student Safety Desk
        </a>
        <button type="button" id="fold" popovertarget="folded">
          Menu
        </button>
        <div id="folded" popover="auto" class="row">
          <nav aria-label="Rooms">
            <ul>
              {rooms.map(({ name, title }) => (
                <li key={name}>
                  <a href={`#/${name}`} aria-current={name === view ? "page" : undefined}>
                    {title}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
          <label>
            You are{" "}
            <select
              id="person"
              disabled={people.length === 0}
              value={person}
              onChange={({ currentTarget }) => become(currentTarget.value)}
            >
              {people.map(({ name, words }) => (
                <option key={name} value={name}>
                  {words}
                </option>
              ))}
            </select>
          </label>
          <button type="button" id="time-button" popovertarget="time">
            <span class="unseen">The time here: </span>
            <time id="short-clock">{now === undefined ? "…" : shortly(now)}</time>
          </button>
          <a href="#/stories">Stories</a>
          <button type="button" popovertarget="wrong">
            What goes wrong
          </button>
          <button type="button" onClick={startOver}>
            Start over…
          </button>
        </div>
      </div>
      <p class="band" role="status">
        {passing || "Local · made-up people · nothing leaves this computer"}
      </p>
    </header>
  );
}
