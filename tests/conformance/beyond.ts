/** What the local Workspace assumes and no case can settle, with the reason. */
export const beyond: Readonly<Record<string, string>> = {
  "drive-link-role":
    "The desk opens no file by a link, so the probe has no call that could; what a link allows is a person's doing.",
  "trigger-on-the-minute":
    "When Google starts a run is chance: one round sees one moment. The round only shows that a clock run came.",
};
