/** Makes versions.xml: the released versions as a feed (Atom, RFC 4287), with their days and what users got. */
import { product, releases } from "../build/header";
import { escaped } from "./markdown";

/** The feed. It names no place on the internet, since the release itself does not know where it will lie. */
export function versionsFeed(): string {
  const { name, source } = product();
  const all = releases();
  const own = (version: string) => `urn:${name}:${version}`;
  const entries = all.map(({ version, day, words }) => [
    "  <entry>",
    `    <id>${escaped(own(version))}</id>`,
    `    <title>Student Safety Desk ${escaped(version)}</title>`,
    `    <updated>${day}T00:00:00Z</updated>`,
    `    <content type="text">${escaped(words)}</content>`,
    "  </entry>",
  ]);
  const lines = [
    '<?xml version="1.0" encoding="utf-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom">',
    `  <id>${escaped(own("versions"))}</id>`,
    "  <title>Versions of Student Safety Desk</title>",
    `  <subtitle>Sources: ${escaped(source)}</subtitle>`,
    `  <updated>${all[0].day}T00:00:00Z</updated>`,
    "  <author><name>Student Safety Desk</name></author>",
    ...entries.flat(),
    "</feed>",
  ];
  return `${lines.join("\n")}\n`;
}
