/** An approval that cannot be of what the pack says. */
import type { ProtocolPack } from "../../../src/protocol/pack";
import { fingerprint } from "../fingerprint";

export function approvalProblems(pack: ProtocolPack): readonly string[] {
  const { approval, version } = pack;
  if (approval === null) return [];
  const now = fingerprint(pack);
  return [
    ...(approval.day < version
      ? [
          `approval: day: it is of ${approval.day}, and the document of ${version}: nobody approved it before it was there. Write the day of the signature.`,
        ]
      : []),
    ...(approval.fingerprint === undefined || approval.fingerprint === now
      ? []
      : [
          `approval: fingerprint: ${approval.by} signed a page with the fingerprint ${approval.fingerprint}, and what the pack says now has ${now}: it is not approved any more. Write approval: null, print the page, and have it signed again.`,
        ]),
  ];
}
