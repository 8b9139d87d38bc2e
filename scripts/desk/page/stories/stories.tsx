/** The list of stories, and the bar of the one that is being told: its step, where that comes from, and the way on, back, or to any step. */
import { useEffect, useRef } from "preact/hooks";
import type { StoryView } from "../../views/views";
import { Sources } from "../beside/happened-list";
import { useAnswer } from "../shell/page";

export interface StoryPlace {
  readonly id: string;
  /** From 0. */
  readonly step: number;
}

const storyHash = (id: string, step: number): string => `#/story/${id}/${step + 1}`;

/** The story and the step that an address names; null where it names none. */
export function storyAt(hash: string): StoryPlace | null {
  const [, id = "", number = "1"] = /^#\/story\/([\w-]+)(?:\/(\d+))?$/.exec(hash) ?? [];
  return id === "" ? null : { id, step: Number(number) - 1 };
}

export function StoriesPage() {
  const stories = useAnswer("stories") ?? [];
  return (
    <section class="start" aria-label="Stories">
      <h1 tabIndex={-1}>Stories</h1>
      <p>
        Each is a day at the made-up district, played by the same script that a real district would
        run. Follow it step by step, look around in any room, and begin again from any step. Your
        own desk stays as you left it.
      </p>
      <ul class="cards">
        {stories.map(({ id, title, about, steps }) => (
          <li key={id}>
            <h2>
              <a href={storyHash(id, 0)}>{title}</a>
            </h2>
            <p>{about}</p>
            <p class="hint">{steps.length} steps, a minute or two</p>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface BarProps {
  readonly story: StoryView;
  readonly step: number;
  /** In words: who is in front. */
  readonly person: string;
  readonly leave: () => void;
}

export function StoryBar({ story: { id, title, steps }, step, person, leave }: BarProps) {
  const next = useRef<HTMLAnchorElement>(null);
  // Who came by a link of a page that is gone continues from here.
  useEffect(() => {
    if (document.activeElement === document.body) next.current?.focus();
  }, [step]);
  const current = steps[step];
  if (current === undefined) return null;
  const isLast = step + 1 === steps.length;
  return (
    <section class="story" aria-label="Story">
      <div class="told">
        <p class="hint">
          <strong>{title}</strong> · step {step + 1} of {steps.length} · you are the {person}
        </p>
        <p class="says" role="status">
          {current.says}
        </p>
        <details>
          <summary>Where this comes from</summary>
          <Sources of={current.sources} />
        </details>
      </div>
      <div class="row">
        {step > 0 && (
          <a class="button outline" href={storyHash(id, step - 1)}>
            Step back
          </a>
        )}
        <a
          key="next"
          class="button"
          ref={next}
          href={isLast ? "#/stories" : storyHash(id, step + 1)}
        >
          {isLast ? "Another story" : "Next step"}
        </a>
        <ol class="steps" aria-label="Again from a step">
          {steps.map((one, at) => (
            <li key={one.says}>
              <a
                href={storyHash(id, at)}
                aria-label={`Step ${at + 1}`}
                {...(at === step ? { "aria-current": "step" as const } : {})}
              >
                {at + 1}
              </a>
            </li>
          ))}
        </ol>
        <button type="button" class="link" onClick={leave}>
          Leave the story
        </button>
      </div>
    </section>
  );
}
