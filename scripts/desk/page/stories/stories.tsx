/** The list of stories, and the bar of the current one: its step, the source of the step, and buttons to go on or back. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { Sources } from "../beside/happened-list";
import type { View } from "../shell/api";
import { useAnswer } from "../shell/page";

export interface Told {
  readonly story: View<"stories">[number];
  /** The step, counted from 0. */
  readonly step: number;
  /** The address of the room that the step shows. */
  readonly hash: string;
}

const storyHash = (id: string, step: number): string => `#/story/${id}/${step + 1}`;

/** The story and step that an address names; null if it names none. */
export function storyAt(hash: string): { readonly id: string; readonly step: number } | null {
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
        run. Follow it step by step, and look around in any room. What you did yourself stays as you
        left it.
      </p>
      <ul class="plain cards">
        {stories.map(({ id, title, about, steps }) => (
          <li key={id}>
            <h2>
              <a href={storyHash(id, 0)}>{title}</a>
            </h2>
            <p>{about}</p>
            <small>{steps.length} steps, a minute or two</small>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The bar of the current story. `person`: who is shown, in words. */
export function StoryBar({ story, step, person }: Told & { readonly person: string }) {
  const { id, title, steps } = story;
  const next = useRef<HTMLAnchorElement>(null);
  // Someone who came by a link that is no longer on the page continues from this button.
  useLayoutEffect(() => {
    if (document.activeElement === document.body) next.current?.focus();
  }, [step]);
  const current = steps[step];
  if (current === undefined) return null;
  const isLast = step + 1 === steps.length;
  return (
    <section class="story" aria-label="Story">
      <small>
        <strong>{title}</strong> · step {step + 1} of {steps.length} · you are the {person}
      </small>
      <p class="says" role="status">
        {current.says}
      </p>
      <Sources title="Where this comes from" of={current.sources} />
      <div class="row">
        {step > 0 && (
          <a key="back" class="button outline" href={storyHash(id, step - 1)}>
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
        <a href="#/stories">Leave the story</a>
      </div>
    </section>
  );
}
