/** The check as a page. */

import { isLive } from "../form/build";
import { check } from "../install/check/check";
import type { Workspace } from "../ports";
import type { Block, Button, Page } from "./page";

const placeWords = {
  check: { act: "check-again", label: "Check" },
  access: { act: "access", label: "Who can open what" },
  settings: { act: "settings", label: "Settings" },
} as const;

/** Where the pages of a desk that is set up lead; from a page that only shows, first to the same page again. */
export function onwards(view: keyof typeof placeWords | null): readonly Button[] {
  const again = view === null || view === "settings" ? null : placeWords[view].act;
  const others = Object.entries(placeWords).flatMap(([own, button]) =>
    own === view ? [] : [button],
  );
  return [
    ...(again === null ? [] : [{ act: again, label: "Look again", primary: true }]),
    ...others,
    { act: "close", label: "Close" },
  ];
}

/** Until the district has gone live: the step that is left. */
export function goingLive({ memory }: Pick<Workspace, "memory">): readonly Button[] {
  return isLive(memory) ? [] : [{ act: "go-live", label: "Go live" }];
}

export function checkPage(workspace: Workspace): Page {
  const sections = check(workspace);
  const all = sections.flatMap(({ lines }) => lines);
  const count = (state: string) => all.filter((line) => line.state === state).length;
  return {
    view: "check",
    title: "Check",
    blocks: [
      {
        kind: "text",
        text: `Wrong: ${count("wrong")}. To look at: ${count("look")}. OK: ${count("ok")}.`,
      },
      ...sections.flatMap(({ title, lines }): Block[] => [
        { kind: "heading", text: title },
        { kind: "lines", lines },
      ]),
    ],
    buttons: [...onwards("check"), ...goingLive(workspace)].sort(
      (a, b) => Number(a.act === "close") - Number(b.act === "close"),
    ),
    values: {},
  };
}
