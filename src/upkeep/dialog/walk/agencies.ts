/** The agencies' numbers, with the county document's own where it has one. */
import { currentPack } from "../../../protocol/packs";
import { askedAgencies } from "../answers";
import type { Block } from "../page";
import { heading, line, text, type WalkPage } from "./walk-page";

const hotline = currentPack.hotlines.find(({ id }) => id === "child-abuse-hotline");

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

export const agenciesPage: WalkPage = {
  view: "agencies",
  title: "Agencies",
  defaults: () => ({
    "cfs.name": "Child and Family Services",
    "cfs.phone": hotline?.phone ?? "",
  }),
  blocks: (values) => [
    text(
      "Whom the checklists say to call. The number of child and family services is the county document's (March 1, 2019): call it once to see that it is right. The document leaves the other numbers open. For law enforcement give a police or sheriff's department outside the district: telling district police is no report (PC 11165.9). Where law enforcement has no number, the checklists say 911.",
    ),
    ...askedAgencies(values).flatMap(({ role, key, name }): Block[] => {
      const label = name ?? capital(role);
      return [
        heading(label),
        ...(name === null ? [line(`${key}.name`, `${label}: name of the agency`)] : []),
        line(`${key}.phone`, `${label}: number to call`),
      ];
    }),
  ],
};
