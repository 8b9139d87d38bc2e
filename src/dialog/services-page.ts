/** The page that is shown while an API is switched off: what to remove and add again, click by click. */
import { type AdvancedService, serviceClicks, troubleWords } from "../errors";
import type { Run } from "../run";
import { textBlock } from "./blocks";
import type { Page } from "./page-data";

/** Seconds between two looks whether the API is on. Google takes some minutes to switch one on. */
const looksEvery = 10;

function servicesPage(services: readonly AdvancedService[], view: string, act: string): Page {
  return {
    view,
    title: "Switch on what the desk needs",
    blocks: [
      textBlock(
        `${troubleWords({ kind: "service-off", services }).what} Google does not switch it on for a script that was pushed. Nothing is lost: do this, and leave this window open.`,
      ),
      {
        kind: "lines",
        lines: serviceClicks(services).map((click, at) => ({ text: `${at + 1}. ${click}` })),
      },
      textBlock(
        `This window looks every ${looksEvery} seconds and goes on by itself. Google may take a few minutes.`,
      ),
    ],
    buttons: [
      { act, label: "Look now", primary: true },
      { act: "close", label: "Close, go on later" },
    ],
    values: {},
    andThen: { act, afterSeconds: looksEvery },
  };
}

/**
 * The page that `work` returns. Where `work` fails because an API is off: a page that waits for the API, and then asks the page `view` for
 * `act`. Throws what else `work` throws.
 */
export function pageUnlessServiceOff(
  { diagnosis }: Pick<Run, "diagnosis">,
  view: string,
  act: string,
  work: () => Page,
): Page {
  try {
    return work();
  } catch (error) {
    const trouble = diagnosis.troubleOf(error);
    if (trouble.kind !== "service-off") throw error;
    return servicesPage(trouble.services, view, act);
  }
}
