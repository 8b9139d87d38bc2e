/** A menu that the script put into the Form's editor. Items of the menus of a menu stand under its caption: all of it is shown at once. */
import { useRef } from "preact/hooks";
import type { MenuEntry } from "../../../workspace/index";

interface EntriesProps {
  readonly entries: readonly MenuEntry[];
  readonly choose: (functionName: string) => void;
}

function Entries({ entries, choose }: EntriesProps) {
  return (
    <ul>
      {entries.map((entry, at) => (
        <li key={entry.kind === "separator" ? at : entry.caption}>
          {entry.kind === "separator" && <hr />}
          {entry.kind === "item" && (
            <button type="button" class="link" onClick={() => choose(entry.function)}>
              {entry.caption}
            </button>
          )}
          {entry.kind === "menu" && (
            <>
              {entry.caption}
              <Entries entries={entry.entries} choose={choose} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

interface Props {
  readonly menu: { readonly caption: string; readonly entries: readonly MenuEntry[] };
  readonly choose: (functionName: string) => void;
}

export function Menu({ menu: { caption, entries }, choose }: Props) {
  const menu = useRef<HTMLDetailsElement>(null);
  const close = () => {
    menu.current?.removeAttribute("open");
    menu.current?.querySelector("summary")?.focus();
  };
  return (
    <details
      class="menu"
      ref={menu}
      onKeyDown={({ key }) => key === "Escape" && close()}
      onFocusOut={({ relatedTarget }) => {
        const isWithin = relatedTarget instanceof Node && menu.current?.contains(relatedTarget);
        if (isWithin !== true) menu.current?.removeAttribute("open");
      }}
    >
      <summary role="button">{caption}</summary>
      <Entries
        entries={entries}
        choose={(functionName) => {
          close();
          choose(functionName);
        }}
      />
    </details>
  );
}
