/** A menu that the script put into the Form's editor. */
import { useRef } from "preact/hooks";
import type { MenuEntry } from "../../../workspace/index";

interface Props {
  readonly menu: { readonly caption: string; readonly entries: readonly MenuEntry[] };
  readonly choose: (functionName: string) => void;
}

type Item = Extract<MenuEntry, { kind: "item" }>;

const itemsOf = (entries: readonly MenuEntry[]): readonly Item[] =>
  entries.flatMap((entry) => (entry.kind === "item" ? entry : []));

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
      onFocusOut={({ currentTarget, relatedTarget }) => {
        const isWithin = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
        if (!isWithin) currentTarget.removeAttribute("open");
      }}
    >
      <summary role="button">{caption}</summary>
      <ul class="plain">
        {itemsOf(entries).map((item) => (
          <li key={item.function}>
            <button
              type="button"
              class="link"
              onClick={() => {
                close();
                choose(item.function);
              }}
            >
              {item.caption}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
